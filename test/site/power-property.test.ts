import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPower } from "../../site/checks/power.ts";
import { day } from "../../site/day.ts";
import { approvalDays, approvedLoad } from "../../site/power/approvals.ts";
import { loadOf } from "../../site/power/flow.ts";
import { type PowerLimit, powerLimits } from "../../site/power/limits.ts";
import { PowerNetwork } from "../../site/power/network.ts";
import { type SiteDocument, type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { Power } from "../../site/units/index.ts";
import { hall, miners, type PowerNodeInput, siteWith, type ZoneInput } from "../support/sites.ts";
import { approved, elementLoads, interconnectLoads, type ZoneWatts } from "./brute-force.ts";

const letters = ["A", "B", "C", "D"] as const;
const redundancies = ["N", "2N", "3N/2", "4N/3"] as const;

const nodeSpec = fc.record({
  /** Each among the interconnects and the nodes before it. */
  sources: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
  units: fc.integer({ min: 1, max: 4 }),
  redundancy: fc.constantFrom("N", "N+1", "N+2"),
  byCurrent: fc.boolean(),
  critical: fc.boolean(),
  /** Rarely equipment that comes or goes. */
  service: fc.constantFrom({}, {}, {}, {}, { installed: "2026-03-01" }, { removed: "2026-09-01" }),
});

const zoneSpec = fc.record({
  feeds: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
  ownMiningFeed: fc.option(fc.nat(40), { nil: undefined }),
  restore: fc.option(
    fc.record({
      group: fc.integer({ min: 1, max: 2 }),
      steps: fc.integer({ min: 1, max: 3 }),
      inrush: fc.constantFrom(1, 2.5, 8),
    }),
    { nil: undefined },
  ),
  ratio: fc.constantFrom(1.1, 1.25, 1.5),
  critical: fc.integer({ min: 0, max: 20_000 }),
  mining: fc.integer({ min: 0, max: 20_000 }),
});

const networkSpec = fc.record({
  grids: fc.integer({ min: 1, max: 3 }),
  nodes: fc.array(nodeSpec, { minLength: 2, maxLength: 12 }),
  zones: fc.array(zoneSpec, { minLength: 1, maxLength: 5 }),
  alone: fc.nat(9),
  plants: fc.array(fc.record({ at: fc.nat(40), units: fc.integer({ min: 1, max: 4 }), spare: fc.nat(2) }), {
    maxLength: 4,
  }),
});

type NetworkSpec = typeof networkSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

function picked<T>(from: readonly T[], at: number): T {
  return from[at % from.length] ?? expect.fail("nothing to pick from");
}

/** A network of random nodes, each fed by some before it, so that it has no cycle. */
function networkOf(spec: NetworkSpec): SiteDocument {
  const grids = Array.from({ length: spec.grids }, (_, index) => `grid-${index + 1}`);
  const power: PowerNodeInput[] = spec.nodes.map(
    ({ sources, redundancy, units, byCurrent, service }, index) => {
      const before = [...grids, ...spec.nodes.slice(0, index).map((_, at) => `n-${at}`)];
      const from = [...new Set(sources.map((source) => picked(before, source)))];
      return {
        name: `n-${index}`,
        kind: "feeder",
        from: from.length === 1 ? (from[0] ?? "") : from,
        ...(byCurrent
          ? { current: `${1000 + index} A`, voltage: "34.5 kV" }
          : { rating: `${index + 5} MVA` }),
        units: Math.max(units, Number(redundancy.slice(2)) + 1),
        redundancy: redundancy as "N",
        ...service,
      };
    },
  );
  withCritical(power, spec);
  const above = (name: string): string[] => {
    const from = power.find((node) => node.name === name)?.from ?? [];
    return [name, ...[from].flat().flatMap(above)];
  };
  const nodes = power.map(({ name }) => name);
  const zones = spec.zones.map((zone, index) =>
    zoneOf(zone, index, nodes, (name) => above(name).filter((n) => nodes.includes(n))),
  );
  const backed = [...new Set(spec.plants.map(({ at }) => picked(nodes, at)))];
  const generators: SiteInput["generators"] = backed.map((backs, index) => {
    const { units = 1, spare = 0 } = spec.plants[index] ?? {};
    const redundancy = picked(["N", "N+1", "N+2"] as const, spare);
    return { name: `g-${index}`, backs, rating: "3 MVA", units: units + spare, redundancy };
  });
  const input = siteWith(zones, { power, generators });
  const grid = input.interconnects[0] ?? expect.fail("no interconnect");
  return siteDocument.parse({ ...input, interconnects: grids.map((name) => ({ ...grid, name })) });
}

/** A node may carry critical load alone where all that it feeds does. */
function withCritical(power: PowerNodeInput[], spec: NetworkSpec): void {
  for (let index = power.length - 1; index >= 0; index -= 1) {
    const node = power[index] ?? expect.fail("no node");
    const fed = power.filter(({ from }) => [from].flat().includes(node.name));
    if (spec.nodes[index]?.critical && fed.every(({ carries }) => carries === "critical"))
      power[index] = { ...node, carries: "critical" };
  }
}

/** Its feeds are those that share nothing with one another; as many as there are say what its redundancy is. */
function zoneOf(
  spec: NetworkSpec["zones"][number],
  index: number,
  nodes: readonly string[],
  above: (name: string) => readonly string[],
): ZoneInput {
  const apart: string[] = [];
  for (const at of spec.feeds) {
    const name = picked(nodes, at);
    if (apart.every((other) => !above(other).some((element) => above(name).includes(element))))
      apart.push(name);
  }
  const feeds = Object.fromEntries(apart.map((name, at) => [picked(letters, at), name]));
  return hall(`z-${index}`, {
    redundancy: picked(redundancies, apart.length - 1),
    feeds,
    ai: { ...hall("x").ai, grossToCritical: spec.ratio } as NonNullable<ZoneInput["ai"]>,
    mining: {
      ...miners(100 + index),
      ...(spec.ownMiningFeed === undefined ? {} : { feeds: { B: picked(nodes, spec.ownMiningFeed) } }),
      ...(spec.restore === undefined ? {} : { restore: spec.restore }),
    },
  });
}

const days = ["2026-01-01", "2026-06-01", "2026-12-01"].map(day);

/** Random loads, and one load alone: what is as hard for each load is as hard for all sums of them. */
function loadCases({ zones, alone }: NetworkSpec): Map<string, ZoneWatts>[] {
  const all = zones.map(({ critical, mining }) => ({ critical: critical * 1000, mining: mining * 1000 }));
  const load = alone % 2 === 0 ? { critical: 1e6, mining: 0 } : { critical: 0, mining: 1e6 };
  const named = (loads: readonly ZoneWatts[]) => new Map(loads.map((own, index) => [`z-${index}`, own]));
  const none = { critical: 0, mining: 0 };
  return [named(all), named(all.map((_, index) => (index === alone % all.length ? load : none)))];
}

function use(load: number, capacity: number): number {
  return load === 0 ? 0 : load / capacity;
}

function limitUse(
  limit: PowerLimit,
  watts: ReadonlyMap<string, ZoneWatts>,
  on: ReturnType<typeof day>,
): number {
  const loads = new Map(
    [...watts].map(([name, { critical, mining }]) => [
      name,
      { critical: Power.watts(critical), mining: Power.watts(mining) },
    ]),
  );
  return use(loadOf(limit, loads).watts, limit.capacityOn(on).watts);
}

test("The limits of each element are as hard as the worst of all that may happen, and no harder", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(networkSpec, (spec) => {
      const document = networkOf(spec);
      expect(
        checkPower({
          site: document,
          tenants: [],
          catalog: { rackTypes: new Map(), minerModels: new Map(), sources: {} },
        }),
      ).toEqual([]);
      const limits = powerLimits(document, new PowerNetwork(document));
      for (const { kind, scenario } of limits) {
        const word = /path|grid lost and|grid lost|units? lost|coming back|lost/.exec(scenario)?.[0] ?? "";
        seen.set(`${kind}: ${word}`, (seen.get(`${kind}: ${word}`) ?? 0) + 1);
      }
      const changes = spec.nodes.some(({ service }) => Object.keys(service).length > 0);
      for (const on of changes ? days : days.slice(0, 1)) {
        for (const watts of loadCases(spec)) {
          const enumerated = elementLoads(document, watts, on);
          for (const { name } of [...document.power, ...document.generators]) {
            const own = limits.filter(({ at }) => at === name);
            const counted = enumerated.filter(({ at }) => at === name);
            for (const kinds of [
              ["continuous-rating"],
              ["standby-rating"],
              ["continuous-rating", "restore-inrush"],
            ]) {
              const hardest = own
                .filter(({ kind }) => kinds.includes(kind))
                .map((limit) => limitUse(limit, watts, on));
              const worst = counted
                .filter(({ kind }) => kinds.includes(kind))
                .map(({ load, capacity }) => use(load, capacity));
              expect(Math.max(0, ...hardest), `${name} ${kinds} on ${on}`).toBeCloseTo(
                Math.max(0, ...worst),
                9,
              );
            }
          }
        }
      }
    }),
    { numRuns: 500 },
  );
  // Each kind of thing that may happen did, often.
  for (const [kind, least] of [
    ["continuous-rating: path", 100],
    ["continuous-rating: units lost", 100],
    ["continuous-rating: lost", 100],
    ["continuous-rating: grid lost", 20],
    ["standby-rating: grid lost", 20],
    ["standby-rating: grid lost and", 20],
    ["restore-inrush: coming back", 20],
  ] as const)
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(least);
});

test("An interconnect is held to what may come to it of each zone after its worst single loss", () => {
  fc.assert(
    fc.property(networkSpec, (spec) => {
      const document = networkOf({
        ...spec,
        zones: spec.zones.map((zone) => ({ ...zone, ownMiningFeed: undefined })),
        nodes: spec.nodes.map((node) => ({ ...node, service: {} })),
      });
      const gross = new Map(spec.zones.map(({ mining }, index) => [`z-${index}`, mining * 1000]));
      const watts = new Map([...gross].map(([name, mining]) => [name, { critical: 0, mining }]));
      const on = day("2026-06-01");
      const limits = powerLimits(document, new PowerNetwork(document));
      for (const { at, load, capacity } of interconnectLoads(document, gross, on)) {
        const limit = limits.find((own) => own.at === at) ?? expect.fail(`no limit for ${at}`);
        expect(limitUse(limit, watts, on)).toBeCloseTo(use(load, capacity), 9);
      }
    }),
    { numRuns: 200 },
  );
});

const monthly = fc.integer({ min: 0, max: 60 });

test("A ramp allows on each day the least of its month, and changes on no other day than it says", () => {
  fc.assert(
    fc.property(
      fc.nat(400),
      fc.integer({ min: 1, max: 900 }),
      monthly,
      monthly,
      fc.nat(1500),
      (start, length, low, high, at) => {
        const date = (days: number) =>
          new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        const interconnect =
          siteDocument.shape.interconnects.parse([
            {
              name: "grid",
              voltage: "138 kV",
              gridOperator: "ERCOT",
              approvals: [
                {
                  from: date(start),
                  load: `${low} MW`,
                  ramp: { load: `${high} MW`, by: date(start + length) },
                },
              ],
            },
          ])[0] ?? expect.fail("no interconnect");
        const on = day(date(at));
        const allowed = approvedLoad(interconnect, on).watts;
        expect(allowed).toBeCloseTo(approved(interconnect, on), 3);
        const before = approvedLoad(interconnect, day(date(at - 1))).watts;
        if (Math.abs(allowed - before) > 1e-3) expect(approvalDays(interconnect)).toContain(on);
      },
    ),
    { numRuns: 500 },
  );
});
