import { extendedCatalog } from "../site/load/load-site.ts";
import { type SiteInput, siteDocument } from "../site/schema/site-document.ts";
import { type TenantInput, tenantDocument } from "../site/schema/tenant-document.ts";
import { Site } from "../site/site.ts";

/**
 * The small site of a number, full enough that where tenants stand matters: 3 to 6 halls of unlike size, cooling and
 * mining on two or three feeders, and 3 to 9 demands. The same number gives the same site. It need not have room for
 * all of them.
 */
export function smallSite(number: number): Site {
  const random = generator(number);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const oneOf = <T>(...values: readonly [T, ...T[]]): T => values[between(0, values.length - 1)] ?? values[0];
  const halls = Array.from({ length: between(3, 6) }, (_, index) => `hall-${index + 1}`);
  const feeders = Array.from({ length: between(2, 3) }, (_, index) => `f-${index + 1}`);
  const input: SiteInput = {
    version: 1,
    name: `small-${number}`,
    effectiveDate: "2026-01-01",
    interconnects: [
      {
        name: "grid",
        voltage: "138 kV",
        gridOperator: "ERCOT",
        approvals: [{ from: "2024-01-01", load: `${between(6, 20)} MW` }],
      },
    ],
    power: [
      ...feeders.map((name) => ({
        name,
        kind: "feeder" as const,
        from: "grid",
        rating: `${between(3, 9)} MVA`,
      })),
      ...halls.map((hall) => ({
        name: `ut-${hall}`,
        kind: "unit-transformer" as const,
        from: oneOf(feeders[0] ?? "grid", ...feeders),
        rating: `${between(15, 40) / 10} MVA`,
      })),
    ],
    zones: halls.map((name, index) => ({
      name,
      redundancy: "N" as const,
      feeds: { A: `ut-${name}` },
      states: [{ state: "ai-ready" as const, from: "2025-01-01" }],
      ai: {
        grossToCritical: oneOf(1.15, 1.25, 1.4),
        cooling: {
          air: { unit: "100 kW", units: between(3, 12) },
          liquid: { unit: "200 kW", units: between(1, 10) },
        },
        rows: between(1, 3),
        positionsPerRow: between(4, 8),
        rackMass: "2000 kg",
      },
      mining: {
        asics: [
          {
            name: "rows",
            model: oneOf("antminer-s21-pro", "antminer-t21"),
            count: between(100, 400),
            firmware: "stock" as const,
            network: { vlan: 100 + index, cidr: `10.${index}.0.0/16` },
          },
        ],
        overhead: "5 %",
        poolSet: "pools",
        proxy: { kind: "farm-proxy" as const, serviceNodes: "edge" },
        curtailable: random() < 0.7,
      },
    })),
    rackTypes: [
      {
        name: "pair",
        title: "Two racks a domain",
        role: "accelerator",
        power: "90 kW",
        peakFactor: 1.2,
        liquidShare: "80 %",
        mass: "1000 kg",
        nodes: 4,
        fabric: { kinds: ["infiniband"], ports: 16, speed: "400 Gb/s" },
        scaleUp: { kind: "nvlink", racks: 2 },
      },
    ],
    fabrics: [halls, halls.slice(0, 2), halls.slice(2)].slice(0, between(1, 3)).map((zones, index) => ({
      name: `fabric-${index + 1}`,
      kind: "infiniband" as const,
      zones,
      scalableUnit: 8,
      leaves: { count: between(6, 30), downlinks: 32 },
      pools: {
        vni: `${50_000 + index * 1000}-${50_999 + index * 1000}`,
        asn: `${4_200_000_000 + index * 1000}-${4_200_000_999 + index * 1000}`,
        partitionKey: "0x0001-0x7ffe",
        prefixes: `10.${128 + index}.0.0/16`,
        tenantPrefixLength: 24,
      },
    })),
    poolSets: [
      {
        name: "pools",
        groups: [
          {
            name: "main",
            pools: [
              { url: "stratum+tcp://one.example.com:3333", user: "small.{zone}" },
              { url: "stratum+tcp://two.example.com:3333", user: "small.{zone}" },
            ],
          },
        ],
      },
    ],
    serviceNodes: [{ name: "edge", count: 2 }],
  };
  const tenants = Array.from({ length: between(3, 6) }, (_, index): TenantInput => {
    const from = oneOf("2026-01-01", "2026-07-01", "2027-01-01");
    const demand = (name: string, change: Partial<TenantInput["demand"][number]> = {}) => {
      const rackType = oneOf("b300", "pair", "storage", "gb300-nvl72");
      return {
        name,
        rackType,
        racks: between(1, 5) * (rackType === "pair" ? 2 : 1),
        fabric: oneOf<"one" | "any" | "none">("one", "one", "any", "none"),
        ...change,
      };
    };
    const relation = oneOf<Partial<TenantInput["demand"][number]>>(
      {},
      {},
      { apartFrom: [{ demand: "first", domain: "zone" }] },
      { near: [{ demand: "first", domain: "feeder" }] },
      { spread: { over: "zone", into: 2 } },
    );
    return {
      version: 1,
      name: `tenant-${index + 1}`,
      offering: "bare-metal",
      lease: { from, to: oneOf("2027-12-31", "2029-12-31") },
      demand: [demand("first"), ...(random() < 0.5 ? [demand("second", relation)] : [])],
    };
  });
  const document = siteDocument.parse(input);
  return new Site(
    document,
    tenants.map((tenant) => tenantDocument.parse(tenant)),
    extendedCatalog(document),
  );
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32, by T. Ettinger, public domain). */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
