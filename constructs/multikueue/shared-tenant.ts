import { suggestion } from "../../site/schema/closed.ts";
import type { TopologyProfile } from "../topology-labels.ts";
import { brokenLimits } from "./limits.ts";
import type { WorkerSite } from "./manager.ts";
import { fleetName, kubeconfigSecretName, workerName } from "./names.ts";
import { haveNodes } from "./quota.ts";

/** A tenant that runs at several sites, and where its jobs are handed in. */
export interface SharedTenant {
  /** A DNS label of at most 40 characters. */
  readonly name: string;
  /** Its namespaces, the same everywhere. */
  readonly namespaces: readonly string[];
  /** The context of the manager's cluster: one apart, or a cluster of one of the sites. */
  readonly manager: string;
  /** The sites it has racks at, the preferred first. */
  readonly sites: readonly SharedTenantSite[];
}

/** What a tenant has at one of its sites. */
export interface SharedTenantSite extends WorkerSite {
  /** The context of the cluster that its racks there belong to. */
  readonly cluster: string;
  /** Its namespaces there. */
  readonly namespaces: readonly string[];
  /** The vocabulary of that site's node labels. */
  readonly topologyLabels: TopologyProfile;
}

/** Something wrong with a shared tenant: a key path in `SharedTenant`, and what the rule is. */
export interface SharedTenantProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What each cluster of a shared tenant is to hold. */
export interface SharedTenantPlan {
  /** For `MultiKueueManager`. */
  readonly manager: {
    /** The site whose cluster it is, where the tenant has racks behind it; they are reached by the queue of that site alone. */
    readonly site: string | undefined;
    readonly workers: readonly WorkerSite[];
  };
  /** The sites that need a `MultiKueueWorker`, the preferred first. */
  readonly workers: readonly string[];
}

/**
 * Which sites a shared tenant's jobs are sent to: all that have nodes of it, but for the one whose cluster is the manager, since a
 * cluster of Kueue cannot send jobs to itself.
 */
export function planSharedTenant({ manager, sites }: SharedTenant): SharedTenantPlan {
  const workers = sites.filter(({ cluster, racks }) => cluster !== manager && haveNodes(racks));
  return {
    manager: {
      site: sites.find(({ cluster }) => cluster === manager)?.site,
      workers: workers.map(({ site, racks, kubeconfigSecret }) => ({ site, racks, kubeconfigSecret })),
    },
    workers: workers.map(({ site }) => site),
  };
}

/** Everything that keeps jobs of a shared tenant from running at all of its sites alike. */
export function sharedTenantProblems(tenant: SharedTenant): SharedTenantProblem[] {
  return [
    ...limits(tenant),
    ...nowhere(tenant),
    ...oneClusterTwice(tenant),
    ...tenant.sites.flatMap((site, index) =>
      namespaces(tenant, site).map((message) => ({ path: ["sites", index, "namespaces"], message })),
    ),
    ...levels(tenant),
  ];
}

/** Limits are of what goes into one list, so they stand at the list. */
function limits(tenant: SharedTenant): SharedTenantProblem[] {
  const { workers } = planSharedTenant(tenant).manager;
  if (workers.length === 0) return [];
  const broken = brokenLimits({
    config: fleetName(tenant.name),
    clusters: workers.map(({ site }) => workerName(tenant.name, site)),
    secrets: workers.map(
      ({ site, kubeconfigSecret }) => kubeconfigSecret ?? kubeconfigSecretName(tenant.name, site),
    ),
  });
  return broken.map((message) => ({ path: ["sites"], message }));
}

function nowhere(tenant: SharedTenant): SharedTenantProblem[] {
  if (planSharedTenant(tenant).workers.length > 0) return [];
  const own = tenant.sites.find(({ cluster }) => cluster === tenant.manager);
  const message =
    own === undefined
      ? `"${tenant.name}" has no nodes at any of its ${tenant.sites.length} sites: place its racks there first`
      : `"${tenant.name}" has nodes at no other site than "${own.site}", whose cluster "${tenant.manager}" is the manager, and a cluster cannot send jobs to itself: choose a manager apart`;
  return [{ path: ["manager"], message }];
}

/** Two sites behind one cluster would be one worker with the quota of both. */
function oneClusterTwice({ sites }: SharedTenant): SharedTenantProblem[] {
  return sites.flatMap(({ site, cluster }, index) => {
    const first = sites.findIndex((other) => other.cluster === cluster);
    const other = sites[first];
    if (first === index || other === undefined || other.site === site) return [];
    const message = `the cluster "${cluster}" is that of "${other.site}" as well: each site's racks belong to a cluster of its own; give the contexts different names`;
    return [{ path: ["sites", index, "cluster"], message }];
  });
}

function namespaces(tenant: SharedTenant, site: SharedTenantSite): string[] {
  const missing = tenant.namespaces.filter((name) => !site.namespaces.includes(name));
  const more = site.namespaces.filter((name) => !tenant.namespaces.includes(name));
  return [
    ...missing.map(
      (name) =>
        `"${site.site}" has no namespace "${name}" of "${tenant.name}": a job that is sent there is made in the namespace of the same name; declare it at every site`,
    ),
    ...more.map(
      (name) =>
        `the namespace "${name}" is at "${site.site}" alone, and the manager does not have it: ${suggestion(name, tenant.namespaces)}`,
    ),
  ];
}

/** A job names the level that keeps it together by one node label. */
function levels({ sites }: SharedTenant): SharedTenantProblem[] {
  const [first] = sites;
  if (first === undefined) return [];
  return sites.flatMap(({ site, topologyLabels }, index) =>
    topologyLabels === first.topologyLabels
      ? []
      : [
          {
            path: ["sites", index, "topologyLabels"],
            message: `"${site}" labels its nodes as ${topologyLabels}, and "${first.site}" as ${first.topologyLabels}: a job that is to stay in one rack names one label, which only some sites would know; use one vocabulary`,
          },
        ],
  );
}
