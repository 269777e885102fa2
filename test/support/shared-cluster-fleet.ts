import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import type { FleetInput } from "../../fleet/fleet-document.ts";
import { loadSite } from "../../fleet/load-site.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { type DeclaredSite, declareSite } from "../../stacks/declare.ts";
import { fabricOf, fabricPools, hall, mine, miners, siteWith, tenantOf } from "./sites.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export const siteNames = ["north", "south"] as const;
export type SiteName = (typeof siteNames)[number];

/** The cluster of both sites. */
export const texas = {
  name: "texas",
  context: "texas-1",
  sites: [...siteNames],
} satisfies NonNullable<FleetInput["clusters"]>[number];

/** What differs from two sites of a hall, a mine and a tenant each, whose nodes are in one cluster. */
export interface SharedCluster {
  readonly fleet?: Partial<FleetInput>;
  readonly sites?: Partial<Readonly<Record<SiteName, Partial<SiteInput>>>>;
  readonly tenants?: Partial<Readonly<Record<SiteName, Partial<TenantInput>>>>;
  /** A tenant `acme` that the fleet shares with both sites. @default - none */
  readonly acme?: AcmeAtBoth;
}

/** What differs from a tenant with a rack at each of both sites. */
export interface AcmeAtBoth {
  readonly racks?: Readonly<Record<SiteName, number>>;
  readonly shared?: Partial<NonNullable<NonNullable<FleetInput["shared"]>["tenants"]>[number]>;
  readonly document?: Partial<TenantInput>;
  /** What a site says itself of it. */
  readonly own?: Partial<Readonly<Record<SiteName, object>>>;
}

/** The folder of a fleet whose sites share a cluster; none is placed. */
export function sharedClusterFolder({
  fleet = {},
  sites = {},
  tenants = {},
  acme,
}: SharedCluster = {}): string {
  const folder = temporaryFolder();
  write(folder, "fleet.yaml", {
    version: 1,
    name: "two",
    regions: [{ name: "texas", country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT" }],
    owners: [{ name: "us" }],
    sites: siteNames.map((name) => ({ name, folder: `sites/${name}`, region: "texas", owner: "us" })),
    clusters: [texas],
    ...(acme && { shared: { tenants: [{ ...acmeShared, ...acme.shared }] } }),
    ...fleet,
  } satisfies FleetInput);
  for (const [index, name] of siteNames.entries()) {
    write(folder, `sites/${name}/site.yaml`, { ...siteIn(name, index), ...sites[name] });
    const own = tenantOf(
      `${name}-ai`,
      { name: "gpus", rackType: "h200", racks: index + 1, redundancy: "N" },
      { offering: "namespaces", namespaces: [{ name: `${name}-train` }], ...tenants[name] },
    );
    write(folder, `sites/${name}/tenants/own.yaml`, own);
  }
  if (acme !== undefined) writeAcme(folder, acme);
  return folder;
}

const acmeShared = { name: "acme", document: "tenants/acme.yaml", sites: [...siteNames] };

function writeAcme(
  folder: string,
  { racks = { north: 1, south: 1 }, document = {}, own = {} }: AcmeAtBoth,
): void {
  const namespaces = [{ name: "acme-train", share: "75 %" }, { name: "acme-serve" }];
  const demand = { name: "gpus", rackType: "h200", racks: 1, redundancy: "N" as const };
  const groups = { admins: ["acme-admins"], users: ["acme-users"] };
  const shared = tenantOf("acme", demand, { offering: "namespaces", namespaces, groups, ...document });
  write(folder, acmeShared.document, shared);
  for (const name of siteNames) {
    const here = { name: "acme", demand: [{ name: "gpus", racks: racks[name] }], ...own[name] };
    write(folder, `sites/${name}/tenants/acme.yaml`, here);
  }
}

/** A site of whose names and networks none is the other's. */
function siteIn(name: SiteName, index: number): SiteInput {
  const { overhead, asics, poolSet } = miners(100 + index);
  const mining = {
    overhead,
    asics,
    poolSet,
    proxy: { kind: "farm-proxy" as const, serviceNodes: `${name}-edge` },
  };
  const zones = [hall(`${name}-hall`), mine(`${name}-mine`, 100 + index, { mining })];
  return siteWith(zones, {
    name,
    fleet: "../..",
    location: { country: "US", timeZone: "America/Chicago" },
    fabrics: [fabricOf(`${name}-ib`, [`${name}-hall`], { pools: fabricPools(index) })],
    serviceNodes: [{ name: `${name}-edge`, count: 2 }],
  });
}

function write(folder: string, file: string, content: object): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), dump(content, { noRefs: true, skipInvalid: true }));
}

/** An object as messages name it: its kind, namespace and name. */
export function nameOf(object: object): string {
  const { kind, metadata } = object as {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
  };
  return `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}

/** What each site of a placed fleet declares, with what policies hold its tenants to. */
export function sitesIn(folder: string): readonly DeclaredSite[] {
  return siteNames.map((name) => {
    const siteFolder = join(folder, "sites", name);
    return declareSite(siteFolder, { sources: loadSite(siteFolder), policies: enforcedPolicies });
  });
}
