import { nodeTenantKey } from "../../constructs/identity.ts";
import { restrictedContainer, restrictedPod } from "../../constructs/mining/pod.ts";
import { acceptanceImage } from "./acceptance-pod.ts";

/** What a pod asks for that is sent to see whether it is refused. */
export interface ProbePod {
  /** The tenant whose nodes it selects. @default - none */
  readonly selects?: string;
  /** The tenant whose nodes' taint it tolerates. @default - none */
  readonly tolerates?: string;
  readonly nodeName?: string;
  /** Requests by resource name; those that Kubernetes does not know itself are limits as well. */
  readonly requests?: Readonly<Record<string, string>>;
}

/** A pod that no rule refuses but those about nodes and quotas. */
export function probePod(namespace: string, { selects, tolerates, nodeName, requests = {} }: ProbePod) {
  const limits = Object.fromEntries(Object.entries(requests).filter(([resource]) => resource.includes("/")));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "acceptance-probe", namespace },
    spec: {
      serviceAccountName: "workload",
      automountServiceAccountToken: false,
      ...(nodeName !== undefined && { nodeName }),
      ...(selects !== undefined && { nodeSelector: { [nodeTenantKey]: selects } }),
      ...(tolerates !== undefined && {
        tolerations: [{ key: nodeTenantKey, operator: "Equal", value: tolerates, effect: "NoSchedule" }],
      }),
      securityContext: restrictedPod,
      containers: [
        {
          name: "probe",
          image: acceptanceImage,
          imagePullPolicy: "Always",
          // So little that only the resource in question can be too much.
          resources: { requests: { cpu: "1m", memory: "1Mi", ...requests }, limits },
          securityContext: restrictedContainer,
        },
      ],
    },
  };
}
