import { fabricLabel, nodeRackTypeKey, nodeTenantKey } from "../../constructs/identity.ts";
import { restrictedContainer, restrictedPod } from "../../constructs/mining/pod.ts";
import { firmPriority } from "../../constructs/priority-classes.ts";
import type { GangAffinity } from "./gang-affinity.ts";
import type { WorkShare } from "./work-split.ts";

/** What is to run in a container: it holds what it asks for, and does nothing. On a simulated node it is not even pulled. */
export const acceptanceImage = "registry.k8s.io/pause:3.10.1";

export interface AcceptancePodOptions {
  readonly tenant: string;
  readonly share: WorkShare;
  /** Parts of a node that it asks for. */
  readonly parts: number;
  readonly affinity?: GangAffinity;
}

/** A pod of a tenant's acceptance: it conforms to Pod Security `restricted` and to the site's admission policies. */
export function acceptancePod({ tenant, share: { group, part }, parts, affinity }: AcceptancePodOptions) {
  const accelerators = group.resource !== undefined && { [group.resource]: String(parts) };
  return {
    restartPolicy: "Never",
    serviceAccountName: "workload",
    automountServiceAccountToken: false,
    priorityClassName: firmPriority,
    nodeSelector: {
      [nodeTenantKey]: tenant,
      [nodeRackTypeKey]: group.rackType,
      ...(group.fabric !== undefined && { [fabricLabel]: group.fabric }),
    },
    tolerations: [{ key: nodeTenantKey, operator: "Equal", value: tenant, effect: "NoSchedule" }],
    securityContext: restrictedPod,
    ...(affinity && { affinity }),
    containers: [
      {
        name: "accept",
        image: acceptanceImage,
        imagePullPolicy: "Always",
        resources: {
          requests: {
            cpu: `${part.millicores * parts}m`,
            memory: `${part.mebibytes * parts}Mi`,
            ...accelerators,
          },
          ...(accelerators && { limits: accelerators }),
        },
        securityContext: restrictedContainer,
      },
    ],
  };
}
