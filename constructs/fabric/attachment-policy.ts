import { Construct } from "constructs";
import { identityLabels, type SiteIdentity, tenantLabel } from "../identity.ts";
import { KubernetesObject } from "../kubernetes/index.ts";
import { type AdmissionPolicy, cel, on } from "../tenancy/admission-policy.ts";

const attached = cel("k8s.v1.cni.cncf.io/networks");
const replaced = cel("v1.multus-cni.io/default-network");
const annotations = "object.metadata.?annotations.orValue({})";

/**
 * Pods of a tenant name attachments of their own namespace, by name and, after an `@`, what the interface is called. No
 * other form: with a namespace they would get another tenant's P_Key, with addresses another pod's, and with another
 * default network they would get round every network policy. On updates as well: Multus reads the annotation only
 * when the pod starts.
 */
export const attachmentPolicy: AdmissionPolicy = {
  name: "busbar-tenant-networks",
  spec: {
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [on(["CREATE", "UPDATE"], "", "v1", "pods")] },
    validations: [
      {
        expression: `${annotations}[?${attached}].orValue('').matches('^[-a-z0-9.@, ]*$')`,
        message:
          "busbar-tenant-networks: k8s.v1.cni.cncf.io/networks may only list attachments of the pod's own namespace by name, such as ib-rail1, ib-rail2@net2",
      },
      {
        expression: `!(${replaced} in ${annotations})`,
        message:
          "busbar-tenant-networks: the default network of a pod is the cluster's and cannot be replaced",
      },
    ],
  },
};

/**
 * What keeps pods to the attachments of their own namespace, in every namespace that is labelled as a tenant's: a tenant
 * that has no attachments could otherwise name those of one that has.
 */
export class FabricAttachmentPolicy extends Construct {
  constructor(scope: Construct, id: string, props: { readonly site: SiteIdentity }) {
    super(scope, id);
    const { name, spec } = attachmentPolicy;
    const metadata = { name, labels: identityLabels(props.site) };
    const apiVersion = "admissionregistration.k8s.io/v1";
    const policy = new KubernetesObject(this, "policy", {
      object: { apiVersion, kind: "ValidatingAdmissionPolicy", metadata, spec },
    });
    new KubernetesObject(this, "binding", {
      object: {
        apiVersion,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata,
        spec: {
          policyName: name,
          validationActions: ["Deny"],
          matchResources: {
            namespaceSelector: { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] },
          },
        },
      },
      dependsOn: [policy],
    });
  }
}
