import { tenantLabel } from "../identity.ts";
import type { NetworkPolicy } from "../kubernetes/index.ts";

type Spec = NonNullable<NetworkPolicy["spec"]>;

/**
 * The network policies of a tenant's namespace: nothing by default, then name resolution, the tenant's own
 * namespaces, and the tenant's own prefixes on the fabrics. Neither another tenant nor a mining zone is reachable.
 */
export function tenantNetworkPolicies(
  tenant: string,
  prefixes: readonly string[],
): readonly { readonly name: string; readonly spec: Spec }[] {
  const everyPod = {};
  const ownNamespaces = { namespaceSelector: { matchLabels: { [tenantLabel]: tenant } } };
  const fabric = prefixes.map((cidr) => ({ ipBlock: { cidr } }));
  return [
    { name: "deny-all", spec: { podSelector: everyPod, policyTypes: ["Ingress", "Egress"] } },
    {
      name: "allow-dns",
      spec: {
        podSelector: everyPod,
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
            ],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    },
    {
      name: "allow-own-namespaces",
      spec: {
        podSelector: everyPod,
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [ownNamespaces] }],
        egress: [{ to: [ownNamespaces] }],
      },
    },
    ...(fabric.length === 0
      ? []
      : [
          {
            name: "allow-own-fabric",
            spec: {
              podSelector: everyPod,
              policyTypes: ["Ingress", "Egress"],
              ingress: [{ from: fabric }],
              egress: [{ to: fabric }],
            },
          },
        ]),
  ];
}
