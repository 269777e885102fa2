import { Construct } from "constructs";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";

/** Tenants' work under a firm lease. */
export const firmPriority = "busbar-firm";
/** Mining proxies: they must not wait for a place, and never displace a tenant. */
export const miningPriority = "busbar-mining";

/** The priorities of a mixed site, highest first. Both stay below those that Kubernetes keeps for itself. */
const classes = [
  { name: firmPriority, value: 100_000, description: "AI tenants under a firm lease." },
  { name: miningPriority, value: 50_000, description: "Stratum proxies of mining zones." },
] as const;

/** Priority classes that put firm AI work before mining. */
export class PriorityClasses extends Construct {
  constructor(scope: Construct, id: string, props: { readonly site: SiteIdentity }) {
    super(scope, id);
    for (const { name, value, description } of classes) {
      new KubernetesObject(this, name, {
        object: {
          apiVersion: "scheduling.k8s.io/v1",
          kind: "PriorityClass",
          metadata: { name, labels: identityLabels(props.site) },
          value,
          description,
          preemptionPolicy: "PreemptLowerPriority",
          globalDefault: false,
        },
      });
    }
  }
}
