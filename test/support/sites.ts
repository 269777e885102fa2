import fc from "fast-check";
import { checkDocuments } from "../../site/checks/index.ts";
import { checkOverTime } from "../../site/checks/over-time.ts";
import { addDays, type Day, day } from "../../site/day.ts";
import { withInheritedSources } from "../../site/figure.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { type TenantInput, tenantDocument } from "../../site/schema/tenant-document.ts";
import { Site } from "../../site/site.ts";

export type ZoneInput = SiteInput["zones"][number];
export type PowerNodeInput = NonNullable<SiteInput["power"]>[number];
export type FabricInput = NonNullable<SiteInput["fabrics"]>[number];
export type RackTypeInput = NonNullable<SiteInput["rackTypes"]>[number];
export type DemandInput = TenantInput["demand"][number];

/**
 * The site that documents amount to, through the schema and every check that a folder of files goes through.
 *
 * @throws Error with all findings: what the helpers below build is meant to be right.
 */
export function siteOf(input: SiteInput, tenants: readonly TenantInput[] = []): Site {
  const { document, catalog } = parsedSite(input);
  const values = tenants.map((tenant) => withInheritedSources(tenantDocument.parse(tenant)));
  const findings = checkDocuments({
    site: document,
    tenants: values.map((value) => ({ file: `tenants/${value.name}.yaml`, value })),
    catalog,
  });
  const site = findings.length > 0 ? undefined : new Site(document, values, catalog);
  const all = site === undefined ? findings : checkOverTime(site);
  if (site === undefined || all.length > 0) {
    throw new Error(all.map((f) => `${f.document} ${f.path.join(".")}: ${f.message}`).join("\n"));
  }
  return site;
}

const parsedSites = new WeakMap<SiteInput, Pick<Site, "document" | "catalog">>();

/** A site's own document: a history of placements needs it read but once. */
function parsedSite(input: SiteInput): Pick<Site, "document" | "catalog"> {
  const known = parsedSites.get(input);
  if (known !== undefined) return known;
  const document = withInheritedSources(siteDocument.parse(input));
  const parsed = { document, catalog: extendedCatalog(document) };
  parsedSites.set(input, parsed);
  return parsed;
}

// --- Small sites written by hand: everything is ample, until a test makes one thing scarce.

/** An N zone with 20 rack positions, AI-ready since 2025. */
export function hall(name: string, change: Partial<ZoneInput> = {}): ZoneInput {
  return {
    name,
    redundancy: "N",
    feeds: { A: `ut-${name}` },
    states: [{ state: "ai-ready", from: "2025-01-01" }],
    ai: rooms(),
    ...change,
  };
}

/** A hall of 2 × 10 positions that cools whatever stands in it. */
export function rooms(change: Partial<NonNullable<ZoneInput["ai"]>> = {}): NonNullable<ZoneInput["ai"]> {
  return {
    grossToCritical: 1.25,
    cooling: { air: { unit: "5 MW", units: 2 }, liquid: { unit: "5 MW", units: 2 } },
    rows: 2,
    positionsPerRow: 10,
    rackMass: "2000 kg",
    ...change,
  };
}

/** A zone of 1,000 miners, which draw 3.51 MW and with their fans 3.6855 MW. */
export function mine(name: string, vlan: number, change: Partial<ZoneInput> = {}): ZoneInput {
  return {
    name,
    redundancy: "N",
    feeds: { A: `ut-${name}` },
    states: [{ state: "mining", from: "2024-01-01" }],
    mining: miners(vlan),
    ...change,
  };
}

export function miners(vlan: number, count = 1000): NonNullable<ZoneInput["mining"]> {
  return {
    asics: [
      {
        name: "rows",
        model: "antminer-s21-pro",
        count,
        firmware: "stock",
        network: { vlan, cidr: `10.${vlan % 256}.0.0/16` },
      },
    ],
    overhead: "5 %",
    poolSet: "pools",
    proxy: { kind: "farm-proxy", serviceNodes: "edge" },
  };
}

/** A site of some zones: each on a unit transformer `ut-<zone>` of its own, unless `power` says otherwise. */
export function siteWith(zones: readonly ZoneInput[], change: Partial<SiteInput> = {}): SiteInput {
  return {
    version: 1,
    name: "test-site",
    effectiveDate: "2026-01-01",
    interconnects: [
      {
        name: "grid",
        voltage: "138 kV",
        gridOperator: "ERCOT",
        approvals: [{ from: "2024-01-01", load: "500 MW" }],
      },
    ],
    power: zones.map(({ name }) => ({
      name: `ut-${name}`,
      kind: "unit-transformer",
      from: "grid",
      rating: "100 MVA",
    })),
    zones: [...zones],
    poolSets: [poolSet],
    serviceNodes: [{ name: "edge", count: 2 }],
    ...change,
  };
}

const poolSet: NonNullable<SiteInput["poolSets"]>[number] = {
  name: "pools",
  groups: [
    {
      name: "main",
      pools: [
        { url: "stratum+tcp://one.example.com:3333", user: "test.{zone}" },
        { url: "stratum+tcp://two.example.com:3333", user: "test.{zone}" },
      ],
    },
  ],
};

/** An InfiniBand fabric with room for a few tenants. */
export function fabricOf(
  name: string,
  zones: readonly string[],
  change: Partial<FabricInput> = {},
): FabricInput {
  return {
    name,
    kind: "infiniband",
    zones: [...zones],
    scalableUnit: 8,
    leaves: { count: 100, downlinks: 64 },
    pools: fabricPools(0),
    ...change,
  };
}

/** Identifiers of the fabric of a number: 8 of each, and 16 blocks of 256 addresses. */
export function fabricPools(index: number, change: Partial<FabricInput["pools"]> = {}): FabricInput["pools"] {
  return {
    vni: `${51000 + 1000 * index}-${51007 + 1000 * index}`,
    asn: `${4200000000 + 1000 * index}-${4200000007 + 1000 * index}`,
    partitionKey: "0x0001-0x0008",
    prefixes: `100.${64 + index}.0.0/20`,
    tenantPrefixLength: 24,
    ...change,
  };
}

/** A bare-metal tenant of 2026 to 2028. */
export function tenantOf(
  name: string,
  demand: DemandInput | readonly DemandInput[],
  change: Partial<TenantInput> = {},
): TenantInput {
  return {
    version: 1,
    name,
    offering: "bare-metal",
    lease: { from: "2026-01-01", to: "2028-12-31" },
    demand: "name" in demand ? [demand] : [...demand],
    ...change,
  };
}

/** Air-cooled racks that need no fabric, 18 kW each. */
export function storageRacks(racks: number, change: Partial<DemandInput> = {}): DemandInput {
  return { name: "store", rackType: "storage", racks, ...change };
}

/** Air-cooled racks of 56 kW with 32 fabric ports each. */
export function gpuRacks(racks: number, change: Partial<DemandInput> = {}): DemandInput {
  return { name: "gpus", rackType: "b300", racks, ...change };
}

// --- Random sites.

/** Rack types that, unlike the catalog's, span several racks a scale-up domain, or reach limits with few racks. */
export const testRackTypes: readonly RackTypeInput[] = [
  rackTypeOf("pair", "90 kW", "80 %", { kinds: ["infiniband", "roce"], ports: 16 }, 2),
  rackTypeOf("triple", "40 kW", "0 %", { kinds: ["spectrum-x", "roce"], ports: 8 }, 3),
  rackTypeOf("dense", "300 kW", "90 %", { kinds: ["infiniband", "spectrum-x", "roce"], ports: 32 }),
];

export function rackTypeOf(
  name: string,
  power: string,
  liquidShare: string,
  fabric: { kinds: FabricInput["kind"][]; ports: number },
  scaleUpRacks?: number,
): RackTypeInput {
  return {
    name,
    title: name,
    role: "accelerator",
    power,
    peakFactor: 1.2,
    liquidShare,
    mass: "1000 kg",
    nodes: 4,
    fabric: { ...fabric, speed: "400 Gb/s" },
    ...(scaleUpRacks === undefined ? {} : { scaleUp: { kind: "nvlink", racks: scaleUpRacks } }),
  };
}

const lives = {
  mining: () => [{ state: "mining", from: "2024-06-01" }],
  ready: () => [{ state: "ai-ready", from: "2025-01-01" }],
  converting: (drainFrom) => [
    { state: "mining", from: "2024-06-01" },
    { state: "draining", from: drainFrom },
    { state: "stripped", from: addDays(drainFrom, 20) },
    { state: "construction", from: addDays(drainFrom, 40) },
    { state: "commissioning", from: addDays(drainFrom, 200) },
    { state: "ai-ready", from: addDays(drainFrom, 240) },
  ],
  returning: () => [
    { state: "ai-ready", from: "2025-01-01" },
    { state: "mining", from: "2027-07-01" },
    { state: "draining", from: "2028-02-01" },
    { state: "commissioning", from: "2028-03-01" },
    { state: "ai-ready", from: "2028-04-01" },
  ],
} satisfies Record<string, (drainFrom: Day) => ZoneInput["states"]>;

/** One of several values, of which the first come up most: what is rare should be rare, and shrink to the common. */
function oftenest<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    ...values.map((value, index) => ({
      weight: 2 * (values.length - index) ** 2,
      arbitrary: fc.constant(value),
    })),
  );
}

/** Some of up to eight zones, as bits; mostly all of them. */
const someZones = fc.option(fc.integer({ min: 1, max: 255 }), { nil: undefined, freq: 1 });

const zoneSpec = fc.record({
  life: oftenest<keyof typeof lives>("ready", "ready", "converting", "mining", "returning"),
  drainFrom: fc.constantFrom(day("2025-03-01"), day("2025-11-15"), day("2026-07-01")),
  redundancy: fc.constantFrom<"N" | "2N" | "3N/2">("N", "2N", "3N/2"),
  side: fc.constantFrom<"A" | "B">("A", "B"),
  feeder: fc.nat(1),
  unitMva: oftenest(0.5, 0.25, 1, 2.5),
  units: fc.integer({ min: 2, max: 3 }),
  nPlusOne: fc.boolean(),
  miningShare: fc.integer({ min: 20, max: 70 }),
  model: fc.constantFrom("antminer-s21-pro", "antminer-t21", "proto-rig"),
  grossToCritical: fc.constantFrom(1.1, 1.25, 1.5),
  built: fc.option(fc.integer({ min: 2, max: 12 }), { nil: undefined }),
  air: fc.record({ units: fc.integer({ min: 2, max: 14 }), nPlusOne: fc.boolean() }),
  liquid: fc.option(fc.record({ units: fc.integer({ min: 2, max: 4 }), nPlusOne: fc.boolean() }), {
    nil: undefined,
  }),
  rows: fc.integer({ min: 1, max: 4 }),
  positionsPerRow: fc.integer({ min: 3, max: 8 }),
  rackMass: oftenest("1800 kg", "1200 kg", "1050 kg"),
});

type ZoneSpec = typeof zoneSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

const fabricSpec = fc.record({
  kind: oftenest<FabricInput["kind"]>("infiniband", "roce", "spectrum-x", "tpu-ici"),
  zones: someZones,
  leaves: fc.integer({ min: 2, max: 40 }),
  identifiers: fc.integer({ min: 1, max: 5 }),
  poolLength: fc.integer({ min: 19, max: 22 }),
  blockLength: fc.integer({ min: 22, max: 25 }),
});

const siteSpec = fc.record({
  zones: fc.array(zoneSpec, { minLength: 2, maxLength: 8 }),
  fabrics: fc.array(fabricSpec, { minLength: 1, maxLength: 3 }),
  twoInterconnects: fc.boolean(),
  mainNPlusOne: fc.boolean(),
  /** Ratings and approvals, in percent of what hangs below: what mines there always fits, AI may not. */
  feederSize: fc.integer({ min: 75, max: 130 }),
  mainSize: fc.integer({ min: 75, max: 120 }),
  approved: fc.integer({ min: 75, max: 120 }),
  approvedLater: fc.integer({ min: 75, max: 140 }),
});

/**
 * Valid sites of 2 to 8 zones: N and 2N, mining, AI-ready, converting or going back to mining, with cooling, power,
 * fabrics and identifiers that run out soon.
 */
export const siteInput: fc.Arbitrary<SiteInput> = siteSpec.map((spec) => {
  const power = powerOf(spec);
  return {
    version: 1,
    name: "random-site",
    effectiveDate: "2026-01-01",
    interconnects: power.interconnects,
    power: power.nodes,
    zones: spec.zones.map(zoneOf),
    rackTypes: [...testRackTypes],
    fabrics: spec.fabrics.map((fabric, index) => {
      const zones = spec.zones.map((_, at) => `z-${at + 1}`);
      const chosen = zones.filter((_, at) => ((fabric.zones ?? 255) >> at) & 1);
      return {
        ...fabricOf(`f-${index + 1}`, chosen.length > 0 ? chosen : zones),
        kind: fabric.kind,
        leaves: { count: fabric.leaves, downlinks: 32 },
        pools: fabricPools(index, {
          vni: `${51000 + 1000 * index}-${50999 + 1000 * index + fabric.identifiers}`,
          asn: `${4200000000 + 1000 * index}-${4200000000 + 1000 * index + 5 - fabric.identifiers}`,
          partitionKey: "0x0001-0x0004",
          prefixes: `100.${64 + index}.0.0/${fabric.poolLength}`,
          tenantPrefixLength: fabric.blockLength,
        }),
      };
    }),
    poolSets: [poolSet],
    serviceNodes: [{ name: "edge", count: 2 }],
  };
});

/** What a zone's unit transformers carry continuously, with one lost where they are N+1. In MVA of rating. */
function usableMva({ unitMva, units, nPlusOne }: ZoneSpec): number {
  return unitMva * (nPlusOne ? units - 1 : units);
}

function zoneOf(spec: ZoneSpec, index: number): ZoneInput {
  const name = `z-${index + 1}`;
  const watts = usableMva(spec) * 1e6 * 0.95 * 0.8 * (spec.miningShare / 100);
  const pair = { A: `ut-${name}-a`, B: `ut-${name}-b` };
  const feeds = { N: { [spec.side]: pair[spec.side] }, "2N": pair, "3N/2": { ...pair, C: `ut-${name}-c` } };
  const mines = spec.life !== "ready";
  const minerWatts =
    { "antminer-s21-pro": 3510, "antminer-t21": 3610, "proto-rig": 12000 }[spec.model] ?? 3510;
  return {
    name,
    redundancy: spec.redundancy,
    feeds: feeds[spec.redundancy],
    states: lives[spec.life](spec.drainFrom),
    ...(mines ? { mining: miners(100 + index, Math.max(1, Math.floor(watts / 1.05 / minerWatts))) } : {}),
    ...(spec.life === "mining" ? {} : { ai: hallOf(spec) }),
  };
}

function hallOf(spec: ZoneSpec): NonNullable<ZoneInput["ai"]> {
  const redundancy = (nPlusOne: boolean) => (nPlusOne ? "N+1" : "N");
  return {
    grossToCritical: spec.grossToCritical,
    ...(spec.built === undefined ? {} : { critical: `${spec.built * 100} kW` }),
    cooling: {
      air: { unit: "100 kW", units: spec.air.units, redundancy: redundancy(spec.air.nPlusOne) },
      ...(spec.liquid === undefined
        ? {}
        : {
            liquid: {
              unit: "300 kW",
              units: spec.liquid.units,
              redundancy: redundancy(spec.liquid.nPlusOne),
            },
          }),
    },
    rows: spec.rows,
    positionsPerRow: spec.positionsPerRow,
    rackMass: spec.rackMass,
  };
}

type SiteSpec = typeof siteSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** A tree for each path: main transformers, two feeders, and the unit transformers of each zone. */
function powerOf(spec: SiteSpec) {
  const upper = (mva: number, percent: number) => `${Math.ceil((mva * percent) / 10) / 10} MVA`;
  const nodes: PowerNodeInput[] = [];
  let total = 0;
  for (const path of ["A", "B", "C"] as const) {
    const side = path.toLowerCase();
    const onPath = [...spec.zones.entries()].filter(
      ([, { redundancy, side }]) =>
        redundancy === "3N/2" || (redundancy === "2N" ? path !== "C" : side === path),
    );
    if (onPath.length === 0) continue;
    const mva = (zones: typeof onPath) => zones.reduce((sum, [, zone]) => sum + usableMva(zone), 0);
    total = Math.max(total, mva(onPath));
    nodes.push({
      name: `mt-${side}`,
      kind: "main-transformer",
      from: path === "B" && spec.twoInterconnects ? "grid-2" : "grid-1",
      rating: upper(mva(onPath), spec.mainSize),
      units: spec.mainNPlusOne ? 2 : 1,
      redundancy: spec.mainNPlusOne ? "N+1" : "N",
      path,
    });
    for (const feeder of [0, 1]) {
      const below = onPath.filter(([, zone]) => zone.feeder === feeder);
      if (below.length === 0) continue;
      nodes.push({
        name: `f-${side}-${feeder + 1}`,
        kind: "feeder",
        from: `mt-${side}`,
        rating: upper(mva(below), spec.feederSize),
        path,
      });
      for (const [index, zone] of below) {
        nodes.push({
          name: `ut-z-${index + 1}-${side}`,
          kind: "unit-transformer",
          from: `f-${side}-${feeder + 1}`,
          rating: `${zone.unitMva} MVA`,
          units: zone.units,
          redundancy: zone.nPlusOne ? "N+1" : "N",
          path,
        });
      }
    }
  }
  const all = spec.zones.reduce((sum, zone) => sum + usableMva(zone), 0);
  const load = (percent: number) => `${Math.ceil(all * 0.95 * 0.8 * percent * 10)} kW`;
  const interconnects: SiteInput["interconnects"] = [
    "grid-1",
    ...(spec.twoInterconnects ? ["grid-2"] : []),
  ].map((name) => ({
    name,
    voltage: "138 kV",
    gridOperator: "ERCOT",
    approvals: [
      { from: "2024-01-01", load: load(spec.approved) },
      { from: "2026-10-01", load: load(spec.approvedLater) },
    ],
  }));
  return { interconnects, nodes };
}

// --- Random tenants.

const demandSpec = fc.record({
  rackType: oftenest("storage", "b300", "pair", "triple", "h200", "dense", "gb300-nvl72", "tpu-v7x"),
  /** Scale-up domains, or hundreds of kW. */
  amount: fc.integer({ min: 1, max: 7 }),
  byPower: fc.boolean(),
  redundancy: oftenest<"N" | "2N">("N", "N", "2N"),
  fabric: oftenest<"one" | "any" | "none">("one", "none", "any"),
  zones: someZones,
  later: fc.boolean(),
});

const tenantSpec = fc.record({
  from: fc.constantFrom(day("2026-01-01"), day("2026-09-01"), day("2027-03-01"), day("2028-06-01")),
  days: fc.constantFrom(180, 364, 900),
  demands: fc.array(demandSpec, { minLength: 1, maxLength: 2 }),
});

type TenantSpec = typeof tenantSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** Something that happens to the tenants of a site between two placements. */
export const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("add" as const), tenant: tenantSpec }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("grow" as const, "shrink" as const),
      which: fc.nat(9),
      demand: fc.nat(2),
      by: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lengthen" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("nothing" as const) }) },
);

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The tenants after a step, and the one that it was about; undefined where there is none to do it to. */
export function afterStep(
  site: SiteInput,
  tenants: readonly TenantInput[],
  what: Step,
  fresh: string,
): { readonly tenants: readonly TenantInput[]; readonly touched: string | undefined } | undefined {
  if (what.do === "nothing") return { tenants, touched: undefined };
  if (what.do === "add") {
    // Not at the end: the order of the files must not matter.
    return { tenants: [tenantFrom(what.tenant, fresh, site), ...tenants], touched: fresh };
  }
  const chosen = tenants[what.which % Math.max(1, tenants.length)];
  if (chosen === undefined) return undefined;
  const touched = chosen.name;
  if (what.do === "remove") return { tenants: tenants.filter((tenant) => tenant !== chosen), touched };
  const changed = what.do === "lengthen" ? lengthened(chosen) : resized(chosen, what);
  return { tenants: tenants.map((tenant) => (tenant === chosen ? changed : tenant)), touched };
}

function tenantFrom(spec: TenantSpec, name: string, site: SiteInput): TenantInput {
  const zones = site.zones.map((zone) => zone.name);
  return {
    version: 1,
    name,
    offering: "bare-metal",
    lease: { from: spec.from, to: addDays(spec.from, spec.days) },
    demand: spec.demands.map((demand, index) => {
      const chosen = zones.filter((_, at) => ((demand.zones ?? 0) >> at) & 1);
      return {
        name: `d-${index + 1}`,
        rackType: demand.rackType,
        redundancy: demand.redundancy,
        fabric: demand.fabric,
        ...(demand.byPower
          ? { critical: `${demand.amount * 100} kW` }
          : { racks: demand.amount * domainOf(demand.rackType) }),
        ...(demand.later ? { from: addDays(spec.from, 90) } : {}),
        ...(chosen.length > 0 ? { zones: chosen } : {}),
      };
    }),
  };
}

function resized(tenant: TenantInput, { do: what, demand, by }: Extract<Step, { do: "grow" | "shrink" }>) {
  const at = demand % tenant.demand.length;
  const steps = what === "grow" ? by : -by;
  return {
    ...tenant,
    demand: tenant.demand.map((part, index) => {
      if (index !== at) return part;
      const unit = domainOf(part.rackType);
      if (part.racks !== undefined) return { ...part, racks: Math.max(unit, part.racks + steps * unit) };
      const kilowatts = Number(/\d+/.exec(String(part.critical))?.[0]);
      return { ...part, critical: `${Math.max(50, kilowatts + steps * 70)} kW` };
    }),
  };
}

function lengthened(tenant: TenantInput): TenantInput {
  return { ...tenant, lease: { ...tenant.lease, to: addDays(day(tenant.lease.to), 200) } };
}

/** The racks that a scale-up domain of a type spans. */
function domainOf(rackType: string): number {
  const scaleUp = testRackTypes.find(({ name }) => name === rackType)?.scaleUp;
  return typeof scaleUp?.racks === "number" ? scaleUp.racks : 1;
}
