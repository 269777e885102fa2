import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import type { SiteInput } from "../site/schema/site-document.ts";
import type { TenantInput } from "../site/schema/tenant-document.ts";

/** How large a generated campus is. */
export interface CampusSize {
  readonly racks: number;
  readonly tenants: number;
  readonly miningZones: number;
  /** @default 'gb300-nvl72' */
  readonly rackType?: string;
  /** Namespaces a tenant. @default 2 */
  readonly namespaces?: number;
  /** @default 'campus' */
  readonly name?: string;
}

const racksPerZone = 200;

/** A campus in the shape of real ones: AI halls fed twice, mining zones beside them, one fabric a hall. */
export function writeCampus(folder: string, size: CampusSize): void {
  mkdirSync(join(folder, "tenants"), { recursive: true });
  write(join(folder, "site.yaml"), campus(size));
  for (let index = 0; index < size.tenants; index += 1) {
    write(join(folder, "tenants", `${tenantName(index)}.yaml`), tenant(index, size));
  }
}

function write(path: string, document: SiteInput | TenantInput): void {
  writeFileSync(path, dump(document, { noRefs: true }));
}

/** As many 2N halls as the racks need, with a tenth to spare. */
function hallCount({ racks }: CampusSize): number {
  return Math.ceil((racks * 1.1) / racksPerZone);
}

function campus(size: CampusSize): SiteInput {
  const halls = Array.from({ length: hallCount(size) }, (_, index) => `hall-${pad(index)}`);
  const mines = Array.from({ length: size.miningZones }, (_, index) => `mine-${pad(index)}`);
  const start = "2026-01-01";
  return {
    version: 1,
    name: size.name ?? "campus",
    effectiveDate: "2026-06-01",
    interconnects: [
      {
        name: "poi",
        voltage: "345 kV",
        gridOperator: "ERCOT",
        approvals: [{ from: start, load: `${halls.length * 60 + mines.length * 20} MW` }],
      },
    ],
    power: [
      ...halls.flatMap((hall, index) =>
        (["A", "B"] as const).flatMap((path) => {
          const group = `${path.toLowerCase()}-${pad(Math.floor(index / 10))}`;
          const substation = {
            name: `mt-${group}`,
            kind: "main-transformer",
            from: "poi",
            rating: "900 MVA",
            path,
          } as const;
          return [
            ...(index % 10 === 0 ? [substation] : []),
            {
              name: `f-${hall}-${path.toLowerCase()}`,
              kind: "feeder" as const,
              from: substation.name,
              rating: "80 MVA",
              path,
            },
          ];
        }),
      ),
      ...mines.map((mine) => ({ name: `f-${mine}`, kind: "feeder" as const, from: "poi", rating: "30 MVA" })),
    ],
    zones: [
      ...halls.map((hall) => hallZone(hall, start)),
      ...mines.map((mine, index) => miningZone(mine, index, start)),
    ],
    fabrics: halls.map((hall, index) => ({
      name: `fabric-${pad(index)}`,
      kind: "infiniband" as const,
      zones: [hall],
      scalableUnit: 8,
      leaves: { count: 500, downlinks: 32 },
      pools: {
        vni: `${10_000 + index * 1000}-${10_999 + index * 1000}`,
        asn: `${4_200_000_000 + index * 1000}-${4_200_000_999 + index * 1000}`,
        partitionKey: "0x0001-0x7ffe",
        prefixes: tenantPrefixes(index),
        tenantPrefixLength: 22,
      },
    })),
    poolSets: [
      {
        name: "main",
        groups: [
          {
            name: "main",
            pools: [
              { url: "stratum+tcp://btc.foundryusapool.com:3333", user: "campus.{zone}" },
              { url: "stratum+tcp://mine.ocean.xyz:3334", user: "campus.{zone}" },
            ],
          },
        ],
      },
    ],
    serviceNodes: [{ name: "edge", count: 4 }],
  };
}

/** A block of 32 tenants' prefixes a hall. Beyond 300 halls private space has no room beside the miners. */
function tenantPrefixes(hall: number): string {
  const block = Math.floor(hall / 2);
  return `${hall < 300 ? `10.${100 + block}` : `20.${block - 150}`}.${(hall % 2) * 128}.0/17`;
}

function hallZone(name: string, from: string): SiteInput["zones"][number] {
  return {
    name,
    redundancy: "2N",
    feeds: { A: `f-${name}-a`, B: `f-${name}-b` },
    states: [{ state: "ai-ready", from }],
    ai: {
      grossToCritical: 1.35,
      cooling: {
        air: { unit: "1 MW", units: 8, redundancy: "N+1" },
        liquid: { unit: "5 MW", units: 8, redundancy: "N+1" },
      },
      rows: 10,
      positionsPerRow: racksPerZone / 10,
      rackMass: "2000 kg",
    },
  };
}

function miningZone(name: string, index: number, from: string): SiteInput["zones"][number] {
  return {
    name,
    redundancy: "N",
    feeds: { A: `f-${name}` },
    states: [{ state: "mining", from }],
    mining: {
      asics: [
        {
          name: "row",
          model: "antminer-s21-xp",
          count: 4000,
          firmware: "braiins-os",
          network: { vlan: 100 + index, cidr: `10.${Math.floor(index / 8)}.${(index % 8) * 32}.0/19` },
        },
      ],
      overhead: "5 %",
      poolSet: "main",
      proxy: { kind: "farm-proxy", serviceNodes: "edge" },
    },
  };
}

function tenant(
  index: number,
  { racks, tenants, rackType = "gb300-nvl72", namespaces = 2 }: CampusSize,
): TenantInput {
  return {
    version: 1,
    name: tenantName(index),
    offering: "namespaces",
    lease: { from: "2026-03-01", to: `20${30 + (index % 10)}-12-31` },
    demand: [{ name: "train", rackType, racks: Math.floor(racks / tenants), redundancy: "2N" }],
    namespaces: [
      { name: `${tenantName(index)}-train` },
      ...Array.from({ length: namespaces - 1 }, (_, other) => ({
        name: `${tenantName(index)}-${pad(other)}`,
        share: `${Math.floor(50 / namespaces)} %`,
      })),
    ],
    groups: { admins: [`oidc:${tenantName(index)}`] },
  };
}

function tenantName(index: number): string {
  return `tenant-${pad(index)}`;
}

function pad(index: number): string {
  return String(index).padStart(3, "0");
}
