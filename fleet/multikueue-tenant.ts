import { type TenantOnDay, tenantsOn } from "../placement/site-plan.ts";
import { Clusters } from "../site/clusters.ts";
import type { RackType, SiteDocument } from "../site/schema/site-document.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import type { Fleet, PlacedSite } from "./fleet.ts";
import type { FleetDocument } from "./fleet-document.ts";
import { type ClusterReached, clusterText, reachedInFleet } from "./multikueue-clusters.ts";
import type { ManagerEntry } from "./multikueue-document.ts";
import { backendInFleet } from "./output-place.ts";

/** A tenant whose jobs are handed in at a manager. */
export interface ManagedTenant {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly groups: TenantDocument["groups"];
  /** The manager's cluster, as messages name it. */
  readonly manager: string;
  /** The sites it has racks at, the preferred first. */
  readonly sites: readonly ManagedSite[];
  /** Where the manager's objects for it go. */
  readonly cluster: ClusterReached;
  readonly backend: SiteDocument["backend"];
  /** Where `fleet.yaml` says what stands at a key path of this. */
  readonly locate: (path: readonly (string | number)[]) => string;
}

/** What a tenant has at one of its sites on that site's effective date. */
export interface ManagedSite {
  readonly site: string;
  readonly cluster: string;
  readonly namespaces: readonly string[];
  readonly topologyLabels: SiteDocument["topologyLabels"];
  readonly racks: readonly { readonly rackType: RackType; readonly count: number }[];
  readonly kubeconfigSecret: string | undefined;
}

type SharedTenant = FleetDocument["shared"]["tenants"][number];

/** What a manager has for a shared tenant; undefined where no site takes jobs of it. */
export function managedTenant({
  fleet: { sites },
  manager,
  tenant: { name, sites: names, queues },
  locate,
}: {
  readonly fleet: Fleet<PlacedSite>;
  readonly manager: ManagerEntry;
  readonly tenant: SharedTenant;
  /** Where something of the shared tenant stands. */
  readonly locate: ManagedTenant["locate"];
}): ManagedTenant | undefined {
  // A site may take itself out, by its own document.
  const members = names
    .flatMap((site) => sites.find((member) => member.name === site) ?? [])
    .filter((member) => member.name === manager.site || member.site.document.fleetQueues.includes(name));
  const home = members.find((member) => member.name === manager.site);
  const [first] = members;
  const tenant = first && documentOf(first, name);
  const cluster = manager.cluster ?? (home && clusterOf(home, name));
  const state = manager.cluster ? { ...manager.cluster, name: manager.name } : home?.site.document;
  if (tenant === undefined || cluster === undefined || state === undefined) return undefined;
  return {
    name,
    namespaces: tenant.namespaces.map((namespace) => namespace.name),
    groups: tenant.groups,
    manager: clusterText(cluster),
    sites: members.flatMap((member) => managedSite(member, name, queues?.kubeconfigSecrets[member.name])),
    cluster: reachedInFleet(cluster),
    backend: backendInFleet(state),
    locate: ([key, index]) => {
      if (key === "manager") return locate(["queues", "manager"]);
      const site = typeof index === "number" ? members[index]?.name : undefined;
      return locate(site === undefined ? ["sites"] : ["sites", names.indexOf(site)]);
    },
  };
}

function managedSite(
  member: PlacedSite,
  tenant: string,
  kubeconfigSecret: string | undefined,
): ManagedSite[] {
  const document = documentOf(member, tenant);
  const cluster = clusterOf(member, tenant);
  if (document === undefined || cluster === undefined) return [];
  const { site } = member;
  return [
    {
      site: member.name,
      cluster: clusterText(cluster),
      namespaces: document.namespaces.map(({ name }) => name),
      topologyLabels: site.document.topologyLabels,
      racks: (onDeployedDay(member, tenant)?.allocations ?? []).map(({ rackType, racks }) => ({
        rackType: site.rackType(rackType),
        count: racks,
      })),
      kubeconfigSecret,
    },
  ];
}

function documentOf({ site }: PlacedSite, tenant: string): TenantDocument | undefined {
  return site.tenants.find(({ name }) => name === tenant);
}

function clusterOf(member: PlacedSite, tenant: string): ClusterReached | undefined {
  const document = documentOf(member, tenant);
  return document && new Clusters(member.site.document).of(document);
}

function onDeployedDay({ site, lock }: PlacedSite, tenant: string): TenantOnDay | undefined {
  return tenantsOn(site, lock, site.document.effectiveDate).find((each) => each.tenant.name === tenant);
}
