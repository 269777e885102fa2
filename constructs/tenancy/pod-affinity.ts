import { tenantLabel } from "../identity.ts";
import { topologyProfiles } from "../topology-labels.ts";
import { cel, tenant } from "./admission-policy.ts";

/** Where a rack or a host is one tenant's alone, so that keeping others out of it keeps nobody out. */
const ownDomains = [
  ...Object.values(topologyProfiles).map(({ rack }) => rack),
  "kubernetes.io/hostname",
] as const;

/** What JobSet puts on the pods of each of its jobs. */
const jobKey = "jobset.sigs.k8s.io/job-key";

function ownTenant(term: string): string {
  return `${term}.namespaceSelector.?matchLabels[?${cel(tenantLabel)}].orValue('') == ${tenant}`;
}

/** A JobSet that takes racks or hosts for itself asks so of JobSets everywhere: its webhook writes this into its pods. */
function exclusiveJobSet(term: string): string {
  return `(${term}.topologyKey in [${ownDomains.map(cel).join(", ")}] && ${term}.?labelSelector.?matchExpressions.orValue([]).exists(e, e.key == ${cel(jobKey)} && e.operator in ['In', 'Exists']))`;
}

function amongOwn(term: string): string {
  return `(!has(${term}.namespaces) || ${term}.namespaces.all(n, n == request.namespace)) && (!has(${term}.namespaceSelector) || ${ownTenant(term)} || ${exclusiveJobSet(term)})`;
}

/**
 * The scheduler keeps an incoming pod away from those that do not want it near, whoever they belong to. A pod that
 * wanted nobody of any namespace in its power zone would close the zone to other tenants and to mining.
 */
export const affinityAmongOwn = ["podAffinity", "podAntiAffinity"]
  .flatMap((kind) => [
    `object.spec.?affinity.?${kind}.?requiredDuringSchedulingIgnoredDuringExecution.orValue([]).all(t, ${amongOwn("t")})`,
    `object.spec.?affinity.?${kind}.?preferredDuringSchedulingIgnoredDuringExecution.orValue([]).all(p, ${amongOwn("p.podAffinityTerm")})`,
  ])
  .join(" && ");
