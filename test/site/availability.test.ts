import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { zoneAvailability } from "../../site/availability/availability.ts";
import { leaseAvailability, ninesText } from "../../site/availability/promise.ts";
import {
  coolingReliability,
  failureToStart,
  generatorReliability,
  gridReliability,
  nodeReliability,
} from "../../site/availability/reliability.ts";
import { day } from "../../site/day.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import type { Duration } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import {
  hall,
  mine,
  type PowerNodeInput,
  siteOf,
  siteWith,
  storageRacks,
  tenantOf,
  type ZoneInput,
} from "../support/sites.ts";

/** Stated figures that come out at a share of time: λ · r = 1 / share − 1 years. */
function up(share: number): NonNullable<PowerNodeInput["reliability"]> {
  return { failuresPerYear: 1, repair: `${8760 * (1 / share - 1)} h` };
}

function node(
  name: string,
  from: PowerNodeInput["from"],
  share: number,
  change: Partial<PowerNodeInput> = {},
) {
  return {
    name,
    from,
    kind: "switchboard",
    rating: "10 MVA",
    reliability: up(share),
    ...change,
  } satisfies PowerNodeInput;
}

const grid = (name: string, share: number): SiteInput["interconnects"][number] => ({
  name,
  voltage: "138 kV",
  gridOperator: "ERCOT",
  approvals: [{ from: "2024-01-01", load: "500 MW" }],
  reliability: up(share),
});

/** The availability of a zone without cooling, on a network. */
function availabilityOf(zone: Partial<ZoneInput>, change: Partial<SiteInput>, on?: string): number {
  const document = siteDocument.parse(
    siteWith([mine("z", 7, zone)], { interconnects: [grid("grid", 0.9)], ...change }),
  );
  const [first] = document.zones;
  if (first === undefined) return expect.fail("no zone");
  return zoneAvailability({ document }, first, on === undefined ? undefined : day(on)).availability.fraction;
}

// --- By hand.

test("Elements in series are up when all are", () => {
  const power = [node("mt", "grid", 0.8), node("ut", "mt", 0.7)];
  expect(availabilityOf({ feeds: { A: "ut" } }, { power })).toBeCloseTo(0.9 * 0.8 * 0.7, 12);
});

test("A group is up while as many units are as its redundancy needs", () => {
  const of = (units: number, redundancy: "N" | "N+1" | "N+2") =>
    availabilityOf({ feeds: { A: "mt" } }, { power: [node("mt", "grid", 0.8, { units, redundancy })] }) / 0.9;
  expect(of(3, "N")).toBeCloseTo(0.512, 12);
  // 0.8³ + 3 × 0.8² × 0.2
  expect(of(3, "N+1")).toBeCloseTo(0.896, 12);
  // 1 − 0.2³
  expect(of(3, "N+2")).toBeCloseTo(0.992, 12);
});

test("What two paths share is counted once", () => {
  const power = [node("mt-a", "grid", 0.8), node("mt-b", "grid", 0.7)];
  const both = availabilityOf({ redundancy: "2N", feeds: { A: "mt-a", B: "mt-b" } }, { power });
  // The grid, and one of two. As if independent it would be 1 − (1 − 0.72) × (1 − 0.63) = 0.896.
  expect(both).toBeCloseTo(0.9 * (1 - 0.2 * 0.3), 12);
});

test("Of three paths two must remain, and of three sources two", () => {
  const power = [node("a", "grid", 0.8), node("b", "grid", 0.8), node("c", "grid", 0.8)];
  const twoOfThree = 0.8 ** 3 + 3 * 0.8 ** 2 * 0.2;
  const paths = availabilityOf({ redundancy: "3N/2", feeds: { A: "a", B: "b", C: "c" } }, { power });
  expect(paths).toBeCloseTo(0.9 * twoOfThree, 12);
  const bus = node("bus", ["a", "b", "c"], 0.5);
  expect(availabilityOf({ feeds: { A: "bus" } }, { power: [...power, bus] })).toBeCloseTo(
    0.9 * twoOfThree * 0.5,
    12,
  );
});

test("Generators stand in for everything above the node they back, where a battery bridges their start", () => {
  const generators: SiteInput["generators"] = [
    { name: "gen", backs: "sb", rating: "5 MVA", start: "30 s", reliability: up(0.9) },
  ];
  const at = (battery: string | undefined, on?: string, installed?: string) =>
    availabilityOf(
      { feeds: { A: "ups" } },
      {
        power: [
          node("mt", "grid", 0.8),
          node("sb", "mt", 0.7),
          node("ups", "sb", 0.6, { kind: "ups", ...(battery === undefined ? {} : { battery }) }),
        ],
        generators: generators.map((plant) => ({
          ...plant,
          ...(installed === undefined ? {} : { installed }),
        })),
      },
      on,
    );
  // 1.35 % of the calls find a generator that does not start.
  const plant = 0.9 * (1 - 0.0135);
  const grids = 0.9 * 0.8;
  expect(at("5 min")).toBeCloseTo(0.6 * 0.7 * (grids + (1 - grids) * plant), 12);
  expect(at("20 s")).toBeCloseTo(0.6 * 0.7 * grids, 12);
  expect(at(undefined)).toBeCloseTo(0.6 * 0.7 * grids, 12);
  expect(at("5 min", "2026-12-31", "2027-01-01")).toBeCloseTo(0.6 * 0.7 * grids, 12);
});

test("Cooling must be up as well, with the units that its redundancy lets fail", () => {
  const document = siteDocument.parse(
    siteWith(
      [
        hall("h", {
          ai: {
            grossToCritical: 1.25,
            cooling: {
              air: { unit: "1 MW", units: 2, redundancy: "N+1" },
              liquid: { unit: "1 MW", units: 3 },
            },
            rows: 1,
            positionsPerRow: 1,
            rackMass: "1 t",
          },
        }),
      ],
      { interconnects: [grid("grid", 0.9)], power: [node("ut-h", "grid", 0.8)] },
    ),
  );
  const [zone] = document.zones;
  const found = zoneAvailability({ document }, zone ?? expect.fail("no zone"));
  // One unit fails once in ten years, for 12 hours.
  const unit = 1 / (1 + 1.2 / 8760);
  const cooling = (unit ** 2 + 2 * unit * (1 - unit)) * unit ** 3;
  expect(found.availability.fraction).toBeCloseTo(0.9 * 0.8 * cooling, 12);
  expect(found.downtime.hours).toBeCloseTo(8760 * (1 - 0.9 * 0.8 * cooling), 6);
  // A perfect switchboard would gain 0.9 × 0.2, a perfect grid only 0.8 × 0.1.
  expect(found.weakest).toBe("ut-h");
  expect(found.gain.hours).toBeCloseTo(8760 * 0.9 * 0.2 * cooling, 6);
});

test("What is not stated is of IEEE Std 493: a main transformer fails once in 65 years, for seven weeks", () => {
  const document = siteDocument.parse(
    siteWith([mine("z", 7, { feeds: { A: "mt" } })], {
      power: [{ name: "mt", kind: "main-transformer", from: "grid", rating: "100 MVA" }],
    }),
  );
  const [zone] = document.zones;
  const found = zoneAvailability({ document }, zone ?? expect.fail("no zone"));
  // The grid: 1.956 a year, for 1.32 h. The transformer: 0.0153 a year, for 1178.5 h.
  const expected = 1 / (1 + (1.956 * 1.32) / 8760) / (1 + (0.0153 * 1178.5) / 8760);
  expect(found.availability.fraction).toBeCloseTo(expected, 12);
  expect(found.assumptions.join(" ")).toContain("IEEE Std 493");
});

test("Generators that nothing bridges are named among the assumptions", () => {
  const document = siteDocument.parse(
    siteWith([mine("z", 7, { feeds: { A: "mt" } })], {
      power: [node("mt", "grid", 0.9)],
      generators: [{ name: "gen", backs: "mt", rating: "5 MVA" }],
    }),
  );
  const [zone] = document.zones;
  expect(zoneAvailability({ document }, zone ?? expect.fail("no zone")).assumptions.at(-1)).toBe(
    '"gen" is not counted: no UPS battery that is stated lasts until it carries the load.',
  );
});

test("A lease is held against the zone of its racks that yields the least", () => {
  const input = siteWith(
    [hall("good", { feeds: { A: "ut-good" } }), hall("poor", { feeds: { A: "ut-poor" } })],
    {
      interconnects: [grid("grid", 0.9999)],
      power: [node("ut-good", "grid", 0.9999), node("ut-poor", "grid", 0.99)],
    },
  );
  const promising = (uptime: string) =>
    tenantOf("lab", storageRacks(2), { lease: { from: "2026-01-01", to: "2028-12-31", uptime } });
  const keeps = (uptime: string, zones: string[]) => {
    const site = siteOf(input, [promising(uptime)]);
    return leaseAvailability(site, site.tenants[0] ?? expect.fail("no tenant"), zones);
  };
  expect(keeps("99.9 %", ["good"])).toMatchObject({ zone: "good", met: true });
  expect(keeps("99.9 %", ["good", "poor"])).toMatchObject({ zone: "poor", met: false });
  expect(keeps("99.9 %", [])).toBeUndefined();
});

test("An availability is written with four decimals and never rounded up", () => {
  const document = siteDocument.parse(
    siteWith([mine("z", 7, { feeds: { A: "ut" } })], {
      interconnects: [grid("grid", 1)],
      power: [node("ut", "grid", 0.99999999)],
    }),
  );
  const [zone] = document.zones;
  const found = zoneAvailability({ document }, zone ?? expect.fail("no zone"));
  expect(ninesText(found.availability)).toBe("99.9999 %");
});

// --- The page.

test("The worked example of the page comes out", () => {
  const page = readFileSync(join(repository, "docs/availability.md"), "utf8");
  const written = load(fencesOf(page).find(({ info }) => info === "yaml")?.text ?? "") as SiteInput;
  const row = (name: string, change: Partial<SiteInput>, zone: Partial<ZoneInput> = {}) => {
    const zones = written.zones.map((each) => ({ ...each, ...zone }));
    const document = siteDocument.parse({
      ...written,
      version: 1,
      name: "page",
      effectiveDate: "2026-06-01",
      ...change,
      zones,
    });
    const found = zoneAvailability({ document }, document.zones[0] ?? expect.fail("no zone"));
    const hours = (duration: Duration) => `${Number(duration.hours.toPrecision(4))} h`;
    return `| ${name} | ${ninesText(found.availability)} | ${hours(found.downtime)} | ${found.weakest} | ${hours(found.gain)} |`;
  };
  expect(page).toContain(
    [
      row("as above", {}),
      row("without generators", { generators: [] }),
      row("without generators and path B", { generators: [] }, { redundancy: "N", feeds: { A: "ups-a" } }),
    ].join("\n"),
  );
});

test("The page states the figures that are used where a site states none", () => {
  const page = readFileSync(join(repository, "docs/availability.md"), "utf8");
  const figures = [...Object.entries(nodeReliability), ["interconnect", gridReliability] as const];
  for (const [name, { failuresPerYear, repair, source }] of figures) {
    const line = page
      .split("\n")
      .find((text) => text.startsWith(`| \`${name}\``) || text.startsWith(`| ${name}:`));
    const from = source === "assumed" ? "assumed" : "Gold Book";
    expect(line, name).toContain(`| ${failuresPerYear} | ${repair.hours} h | ${from} |`);
  }
  expect(page).toContain(
    `| generator | ${generatorReliability.failuresPerYear}, and ${100 * failureToStart.probability} % do not start | ${generatorReliability.repair.hours} h |`,
  );
  expect(page).toContain(
    `| cooling unit | ${coolingReliability.failuresPerYear} | ${coolingReliability.repair.hours} h |`,
  );
});

test("What the page says of an example is so", () => {
  const { site } = loadSite(exampleFolder("black-pearl"));
  const tenant = site.tenants.find(({ name }) => name === "aws") ?? expect.fail("no tenant");
  const found = leaseAvailability(site, tenant, ["hall-1", "hall-2", "hall-3", "hall-4"]);
  expect(found).toMatchObject({ met: false, zone: "hall-1" });
  expect(ninesText(found?.modelled.availability ?? expect.fail("no zones"))).toBe("99.9599 %");
  expect(found?.modelled.downtime.hours).toBeCloseTo(3.51, 2);
  expect(found?.modelled).toMatchObject({ weakest: "poi-138" });
  expect(found?.modelled.gain.hours).toBeCloseTo(2.58, 2);
});

// --- Against an enumeration of all states.

const share = fc.integer({ min: 50, max: 99 }).map((percent) => percent / 100);

const networkSpec = fc.record({
  grids: fc.array(share, { minLength: 1, maxLength: 2 }),
  nodes: fc.array(
    fc.record({
      share,
      units: fc.integer({ min: 1, max: 2 }),
      from: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 3 }),
      battery: fc.constantFrom(undefined, "10 s", "5 min"),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  plants: fc.array(fc.record({ share, backs: fc.nat(20), start: fc.constantFrom("5 s", "2 min") }), {
    maxLength: 2,
  }),
  feeds: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
});

type NetworkSpec = typeof networkSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

function networkOf(spec: NetworkSpec): {
  readonly zone: Partial<ZoneInput>;
  readonly site: Partial<SiteInput>;
} {
  const grids = spec.grids.map((share, index) => grid(`g-${index}`, share));
  const names = spec.nodes.map((_, index) => `n-${index}`);
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? "g-0";
  const power = spec.nodes.map((each, index) => {
    const above = [...grids.map(({ name }) => name), ...names.slice(0, index)];
    const from = [...new Set(each.from.map((at) => pick(above, at)))];
    return node(`n-${index}`, from.length === 1 ? (from[0] ?? "g-0") : from, each.share, {
      units: each.units,
      redundancy: each.units > 1 ? "N+1" : "N",
      ...(each.battery === undefined ? {} : { kind: "ups", battery: each.battery }),
    });
  });
  const generators = spec.plants.map(({ share, backs, start }, index) => ({
    name: `p-${index}`,
    backs: pick(names, backs),
    rating: "5 MVA",
    start,
    reliability: up(share),
  }));
  const feeds = Object.fromEntries(spec.feeds.map((at, index) => ["ABCD"[index], pick(names, at)]));
  const redundancy = (["N", "2N", "3N/2", "4N/3"] as const)[spec.feeds.length - 1] ?? "N";
  return { zone: { redundancy, feeds }, site: { interconnects: grids, power, generators } };
}

const seconds = { "5 s": 5, "10 s": 10, "2 min": 120, "5 min": 300 };

/** The sum over all states of all units, each state followed from the zone to the grid. */
function enumerated(spec: NetworkSpec): number {
  const { zone, site } = networkOf(spec);
  const units = [
    ...spec.grids.map((share, index) => ({ of: `g-${index}`, share })),
    ...spec.nodes.flatMap(({ share, units }, index) =>
      Array.from({ length: units }, () => ({ of: `n-${index}`, share })),
    ),
    ...spec.plants.map(({ share }, index) => ({ of: `p-${index}`, share: share * (1 - 0.0135) })),
  ];
  let total = 0;
  for (let state = 0; state < 2 ** units.length; state += 1) {
    let probability = 1;
    const working = new Set<string>();
    for (const [index, unit] of units.entries()) {
      const works = ((state >> index) & 1) === 1;
      probability *= works ? unit.share : 1 - unit.share;
      // One unit of two is enough.
      if (works) working.add(unit.of);
    }
    const delivers = (name: string, battery: number): boolean => {
      if (!working.has(name)) return false;
      if (name.startsWith("g-")) return true;
      const at = Number(name.slice(2));
      const own = spec.nodes[at]?.battery;
      const lasts = Math.max(battery, own === undefined ? 0 : seconds[own]);
      const from = [site.power?.[at]?.from ?? []].flat();
      const sources = from.filter((source) => delivers(source, lasts)).length;
      return (
        sources >= Math.max(1, from.length - 1) ||
        (site.generators ?? []).some(
          (plant, index) =>
            plant.backs === name &&
            working.has(plant.name) &&
            seconds[spec.plants[index]?.start ?? "2 min"] <= lasts,
        )
      );
    };
    const feeds = Object.values(zone.feeds ?? {}).filter((feed) => feed !== undefined);
    const alive = feeds.filter((feed) => delivers(feed, 0)).length;
    if (alive >= Math.max(1, feeds.length - 1)) total += probability;
  }
  return total;
}

test("The availability of any small network is the sum over all of its states", () => {
  let shared = 0;
  fc.assert(
    fc.property(networkSpec, (spec) => {
      const { zone, site } = networkOf(spec);
      expect(availabilityOf(zone, site)).toBeCloseTo(enumerated(spec), 10);
      if (spec.feeds.length > 1 && spec.grids.length === 1) shared += 1;
    }),
    { numRuns: 300 },
  );
  expect(shared).toBeGreaterThan(50);
});

test("A second path never lowers availability, nor does a second source, a generator or a better element", () => {
  fc.assert(
    fc.property(networkSpec, fc.nat(20), (spec, extra) => {
      const of = (change: Partial<NetworkSpec>) => {
        const { zone, site } = networkOf({ ...spec, ...change });
        return availabilityOf(zone, site);
      };
      const feeds = spec.feeds.slice(0, 1);
      const nodes = spec.nodes.map((each) => ({ ...each, from: each.from.slice(0, 1) }));
      const single = of({ feeds, nodes });
      const least = single - 1e-12;
      expect(of({ feeds: [...feeds, extra], nodes })).toBeGreaterThanOrEqual(least);
      const twice = nodes.map((each) => ({ ...each, from: [...each.from, extra] }));
      expect(of({ feeds, nodes: twice })).toBeGreaterThanOrEqual(least);
      const plants = [...spec.plants, { share: 0.9, backs: extra, start: "5 s" as const }];
      expect(of({ feeds, nodes, plants })).toBeGreaterThanOrEqual(least);
      const better = nodes.map((each) => ({ ...each, share: 0.995 }));
      expect(of({ feeds, nodes: better })).toBeGreaterThanOrEqual(least);
    }),
    { numRuns: 200 },
  );
});
