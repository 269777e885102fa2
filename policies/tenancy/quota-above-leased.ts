import { tenantLabel } from "../../constructs/identity.ts";
import { allOf, type ClusterQueue, inObject, labelsOf } from "../objects/kinds.ts";
import { leasedBy } from "../objects/leased.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { amountOf, isAbove } from "../objects/quantity.ts";
import { type JudgedObject, notApplicable, type Rule, type Subject } from "../rule.ts";

export const quotaAboveLeased: Rule = {
  id: "tenancy/quota-above-leased",
  title: "A quota above what was leased",
  what: "The quotas of a tenant's namespaces together, and those of its ClusterQueue, are at most what the nodes of its racks offer on the effective date.",
  why: "A quota above the lease is a promise that the racks cannot keep: work is admitted and then waits for nodes that do not exist, or takes those of another tenant where nothing else stops it.",
  fix: "Lower the quotas, or lease the racks: quotas that come with a tenant's document follow its placement.",
  level: "soft",
  check: (subject) => {
    // Of a tenant of several sites this site knows the racks here alone; its cluster's quotas are of them all.
    const elsewhere = new Set(
      subject.site.document.clusters.flatMap(({ sharedTenants = [] }) => sharedTenants),
    );
    const quotas = [...namespaceQuotas(subject), ...queueQuotas(subject)].filter(
      ({ tenant }) => !elsewhere.has(tenant),
    );
    if (quotas.length === 0) return notApplicable;
    return quotas.flatMap(({ tenant, of, resource, total, judged, field }) => {
      const leased = leasedBy(subject, tenant).get(resource) ?? 0;
      if (!isAbove(total, leased)) return [];
      const message = `tenant "${tenant}": ${of} allow ${written(resource, total)} of ${resource}, and its racks offer ${written(resource, leased)}`;
      return [{ place: inObject(judged, field), message }];
    });
  },
};

interface TotalQuota {
  readonly tenant: string;
  readonly of: string;
  readonly resource: string;
  readonly total: number;
  /** The one of the objects that allows the most, and where. */
  readonly judged: JudgedObject;
  readonly field: string;
}

/** Of each tenant and resource, the sum over its namespaces of what the strictest quota of each allows. */
function namespaceQuotas(subject: Subject): TotalQuota[] {
  const namespaces = tenantNamespaces(subject);
  const strictest = new Map<string, TotalQuota>();
  for (const { judged, object } of allOf(subject, "ResourceQuota")) {
    const tenant = namespaces.get(object.metadata.namespace)?.tenant;
    if (tenant === undefined) continue;
    for (const [key, quantity] of Object.entries(object.spec?.hard ?? {})) {
      const resource = resourceOf(key);
      if (resource === undefined) continue;
      const id = `${object.metadata.namespace} ${resource}`;
      const quota = {
        tenant,
        of: "the quotas of its namespaces",
        resource,
        total: amountOf(quantity),
        judged,
        field: `spec.hard["${key}"]`,
      };
      if (!((strictest.get(id)?.total ?? Number.POSITIVE_INFINITY) <= quota.total)) strictest.set(id, quota);
    }
  }
  return summed([...strictest.values()]);
}

/** A queue holds what its flavors allow together. */
function queueQuotas(subject: Subject): TotalQuota[] {
  const isSentOn = sentToOtherSites(subject);
  return allOf(subject, "ClusterQueue").flatMap(({ judged, object }) => {
    const tenant = labelsOf(judged.object)[tenantLabel];
    if (tenant === undefined || isSentOn(object)) return [];
    return summed(
      (object.spec?.resourceGroups ?? []).flatMap(({ flavors }, group) =>
        flavors.flatMap(({ resources }, flavor) =>
          resources.map(({ name, nominalQuota }, index) => ({
            tenant,
            of: `the quotas of ClusterQueue "${object.metadata.name}"`,
            resource: name,
            total: amountOf(nominalQuota),
            judged,
            field: `spec.resourceGroups[${group}].flavors[${flavor}].resources[${index}].nominalQuota`,
          })),
        ),
      ),
    );
  });
}

function summed(quotas: readonly TotalQuota[]): TotalQuota[] {
  const sums = new Map<string, TotalQuota & { readonly largest: number }>();
  for (const quota of quotas) {
    const key = `${quota.tenant} ${quota.resource}`;
    const sum = sums.get(key) ?? { ...quota, total: 0, largest: quota.total };
    const total = sum.total + quota.total;
    sums.set(key, quota.total > sum.largest ? { ...quota, total, largest: quota.total } : { ...sum, total });
  }
  return [...sums.values()];
}

/** Cores, memory and accelerators, by the key of a quota; none of what counts objects. */
function resourceOf(key: string): string | undefined {
  if (key === "cpu" || key === "memory") return key;
  const resource = /^requests\.(.+)$/.exec(key)?.[1];
  return resource === undefined || resource.includes("storage") ? undefined : resource;
}

function written(resource: string, amount: number): string {
  return resource === "memory" ? `${Math.floor(amount / 2 ** 30)}Gi` : String(amount);
}

/** Queues of a fleet's manager hold what the tenant leased at other sites, and admit nothing here. */
function sentToOtherSites(subject: Subject): (queue: ClusterQueue) => boolean {
  const checks = new Set(
    allOf(subject, "AdmissionCheck")
      .filter(({ object }) => object.spec?.controllerName === "kueue.x-k8s.io/multikueue")
      .map(({ object }) => object.metadata.name),
  );
  return ({ spec }) =>
    (spec?.admissionChecksStrategy?.admissionChecks ?? []).some(({ name }) => checks.has(name));
}
