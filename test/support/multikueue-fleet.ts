import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import type { FleetInput } from "../../fleet/fleet-document.ts";
import { loadFleet, readFleet } from "../../fleet/load-fleet.ts";
import { managersOf } from "../../fleet/multikueue.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { type ManagerCluster, refuseManagers } from "../../stacks/manager-cluster.ts";
import { noPolicies } from "../../stacks/policies.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { synthesizeManager } from "../../stacks/synthesize-manager.ts";
import { filesIn } from "./examples.ts";
import { fabricOf, hall, siteWith, tenantOf } from "./sites.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export type ManagerInput = NonNullable<FleetInput["managers"]>[number];
export type SharedTenantInput = NonNullable<NonNullable<FleetInput["shared"]>["tenants"]>[number];

/** What differs from a tenant `acme` at `north` and `south`, whose jobs are handed in at the manager `hub`. */
export interface SharedQueues {
  /** Racks of H200 that the tenant has at each site, the preferred first. */
  readonly racks?: Readonly<Record<string, number>>;
  readonly managers?: readonly ManagerInput[];
  readonly queues?: SharedTenantInput["queues"] | null;
  readonly tenant?: Partial<TenantInput>;
  readonly sites?: Readonly<Record<string, Partial<SiteInput>>>;
  /** What a site says itself of the tenant. */
  readonly ownTenants?: Readonly<Record<string, object>>;
}

export const hub: ManagerInput = { name: "hub", cluster: { context: "hub" } };

/** The folder of a fleet with a tenant at several sites. */
export function sharedQueuesFolder({
  racks = { north: 2, south: 1 },
  managers = [hub],
  queues = { manager: "hub" },
  tenant = {},
  sites = {},
  ownTenants = {},
}: SharedQueues = {}): string {
  const folder = temporaryFolder();
  const names = Object.keys(racks);
  const fleet: FleetInput = {
    version: 1,
    name: "two",
    regions: [{ name: "texas", country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT" }],
    owners: [{ name: "us" }],
    sites: names.map((name) => ({ name, folder: `sites/${name}`, region: "texas", owner: "us" })),
    managers: [...managers],
    shared: {
      tenants: [
        { name: "acme", document: "tenants/acme.yaml", sites: names, ...(queues !== null && { queues }) },
      ],
    },
  };
  write(folder, "fleet.yaml", fleet);
  const shared = tenantOf(
    "acme",
    { name: "gpus", rackType: "h200", racks: 1, redundancy: "N" },
    {
      offering: "namespaces",
      namespaces: [{ name: "acme-train", share: "75 %" }, { name: "acme-serve" }],
      ...tenant,
    },
  );
  write(folder, "tenants/acme.yaml", shared);
  for (const [name, count] of Object.entries(racks)) {
    const own = { fabrics: [fabricOf("ib", ["hall"])], fleet: "../..", ...sites[name], name };
    write(folder, `sites/${name}/site.yaml`, siteWith([hall("hall")], own));
    const changed = { name: "acme", demand: [{ name: "gpus", racks: count }], ...ownTenants[name] };
    write(folder, `sites/${name}/tenants/acme.yaml`, changed);
  }
  return folder;
}

function write(folder: string, file: string, content: object): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), dump(content, { noRefs: true, skipInvalid: true }));
}

/** Places every site of a fleet's folder. */
export function placed(folder: string): string {
  for (const { site, folder: siteFolder } of readFleet(folder).sites)
    writeFileSync(join(siteFolder, "placement.lock.yaml"), writeLock(place(site)));
  return folder;
}

/** The managers of a fleet's folder, whose sites are placed. */
export function managersIn(folder: string): readonly ManagerCluster[] {
  const managers = managersOf(loadFleet(folder));
  refuseManagers(managers);
  return managers;
}

/** The files that are written of each site of a placed fleet and of each manager, by their names. */
export function writtenFleet(folder: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const output = temporaryFolder();
  const files = new Map<string, ReadonlyMap<string, string>>();
  for (const { name, folder: siteFolder, sources } of loadFleet(folder).sites) {
    synthesize(siteFolder, join(output, name), noPolicies, sources);
    files.set(name, filesIn(join(output, name)));
  }
  for (const manager of managersIn(folder)) {
    synthesizeManager(manager, join(output, manager.name));
    files.set(manager.name, filesIn(join(output, manager.name)));
  }
  return files;
}
