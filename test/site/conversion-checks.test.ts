import fc from "fast-check";
import { expect, test } from "vitest";
import { checkConversion } from "../../site/checks/conversion.ts";
import { latePhases } from "../../site/conversion/lateness.ts";
import { couldBeReady, earliestReady } from "../../site/conversion/readiness.ts";
import { addDays, day, daysBetween } from "../../site/day.ts";
import { withInheritedSources } from "../../site/figure.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { stateOn } from "../../site/zone-state.ts";
import {
  hall,
  mine,
  miners,
  type PowerNodeInput,
  rooms,
  siteInput,
  siteOf,
  siteWith,
  type ZoneInput,
} from "../support/sites.ts";

const states: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2026-01-01" },
  { state: "stripped", from: "2026-02-01" },
  { state: "construction", from: "2026-03-01" },
  { state: "commissioning", from: "2026-09-01" },
  { state: "ai-ready", from: "2026-11-01" },
];

/** What is wrong with a document, each with its key path. */
function found(input: SiteInput): string[] {
  const site = withInheritedSources(siteDocument.parse(input));
  return checkConversion({ site, tenants: [], catalog: extendedCatalog(site) }).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}

function node(
  name: string,
  from: PowerNodeInput["from"],
  change: Partial<PowerNodeInput> = {},
): PowerNodeInput {
  return { name, kind: "unit-transformer", from, rating: "100 MVA", ...change };
}

/** A zone whose miners have a feed of their own. */
function apart(change: Partial<ZoneInput> = {}): ZoneInput {
  return mine("z", 10, {
    states,
    ai: rooms(),
    mining: { ...miners(10), feeds: { A: "ut-old" } },
    ...change,
  });
}

test("A conversion that needs nothing new is right", () => {
  expect(found(siteWith([mine("z", 10, { states, ai: rooms() })]))).toEqual([]);
  expect(found(siteWith([hall("h"), mine("m", 20)]))).toEqual([]);
});

test("Cooling that is reused served the same medium, or the new one has a day of its own", () => {
  const zoneWith = (model: string, cooling: NonNullable<ZoneInput["ai"]>["cooling"]) => {
    const { asics, ...rest } = miners(10);
    const mining = { ...rest, asics: asics.map((group) => ({ ...group, model })) };
    return siteWith([
      mine("z", 10, { states, ai: rooms({ cooling }), mining, conversion: { reuses: ["cooling"] } }),
    ]);
  };
  const air = { unit: "5 MW", units: 4 };
  expect(found(zoneWith("antminer-s21", { air }))).toEqual([]);
  expect(found(zoneWith("antminer-s21", { air, liquid: air }))).toEqual([
    'zones.0.conversion.reuses.0: the cooling of zone "z" served air-cooled miners and cannot be its liquid cooling: give that the day it is `installed`, or leave "cooling" out of what is reused',
  ]);
  expect(found(zoneWith("antminer-s21", { air, liquid: { ...air, installed: "2026-08-01" } }))).toEqual([]);
  expect(found(zoneWith("antminer-s21-hyd", { liquid: air }))).toEqual([]);
  expect(found(zoneWith("whatsminer-m66s", { liquid: air }))).toEqual([]);
  expect(found(zoneWith("whatsminer-m66s", { air, liquid: air })).length).toBe(1);
});

test("Where nothing mined before, nothing is reused; what is needed may be listed all the same", () => {
  const zone = hall("h", { states: states.slice(3), conversion: { reuses: ["building"], needs: [] } });
  expect(found(siteWith([zone]))).toEqual([
    'zones.0.conversion.reuses: zone "h" never mined before its hall: there is nothing to reuse or replace',
  ]);
  const needs = { ...zone, conversion: { needs: [{ name: "ups", kind: "ups" as const }] } };
  expect(found(siteWith([needs]))).toEqual([]);
});

test("All that is late is told at once, and the day that all of it allows", () => {
  const zone = apart({
    ai: rooms({ cooling: { air: { unit: "5 MW", units: 4, installed: "2026-09-11" } } }),
    conversion: {
      needs: [
        {
          name: "breakers",
          kind: "high-voltage-breaker",
          order: { placed: "2025-09-01", leadTime: "53 weeks" },
        },
      ],
    },
  });
  const power = [
    node("mt", "grid", { kind: "main-transformer", installed: "2026-09-03" }),
    node("ut-z", "mt", { installed: "2026-09-21" }),
    node("ut-old", "grid"),
  ];
  expect(found(siteWith([zone], { power }))).toEqual([
    'power.1.installed: "ut-z" is installed on 2026-09-21, 20 days after zone "z" needs it for its commissioning (2026-09-01): have it sooner, or make the zone AI-ready on 2026-11-21 instead of 2026-11-01',
    'power.0.installed: "mt" is installed on 2026-09-03, 2 days after zone "z" needs it for its commissioning (2026-09-01): have it sooner, or make the zone AI-ready on 2026-11-21 instead of 2026-11-01',
    'zones.0.ai.cooling.air.installed: the air cooling is installed on 2026-09-11, 10 days after zone "z" needs it for its commissioning (2026-09-01): have it sooner, or make the zone AI-ready on 2026-11-21 instead of 2026-11-01',
    'zones.0.conversion.needs.0.order: "breakers", ordered on 2025-09-01 with a lead time of 53 weeks, arrives on 2026-09-07, 6 days after zone "z" needs it for its commissioning (2026-09-01): have it sooner, or make the zone AI-ready on 2026-11-21 instead of 2026-11-01',
  ]);
});

const upTo = (most: number) => fc.option(fc.integer({ min: -40, max: most }), { nil: undefined });

test("The day that is named is the first on which nothing is late any more", () => {
  fc.assert(
    fc.property(upTo(200), upTo(200), upTo(200), upTo(30), (ut, mt, cooling, weeks) => {
      const needed = day("2026-09-01");
      const on = (later: number | undefined) =>
        later === undefined ? {} : { installed: addDays(needed, later) };
      const inputFor = (delay: number) => {
        const moved = states.map(({ state, from }) => ({
          state,
          from: state === "commissioning" || state === "ai-ready" ? addDays(day(from), delay) : from,
        }));
        const order = { placed: addDays(needed, -100), leadTime: `${14 + (weeks ?? 0) / 2} weeks` };
        const zone = apart({
          states: moved,
          ai: rooms({ cooling: { liquid: { unit: "5 MW", units: 4, ...on(cooling) } } }),
          ...(weeks === undefined || weeks < -20
            ? {}
            : { conversion: { needs: [{ name: "ups", kind: "ups", order }] } }),
        });
        const power = [
          node("mt", "grid", { kind: "main-transformer", ...on(mt) }),
          node("ut-z", "mt", on(ut)),
          node("ut-old", "grid"),
        ];
        return siteDocument.parse(siteWith([zone], { power }));
      };
      const [late] = latePhases(inputFor(0));
      const delay = late?.possible === undefined ? 0 : daysBetween(day("2026-11-01"), late.possible);
      expect(latePhases(inputFor(delay))).toEqual([]);
      if (delay > 0) expect(latePhases(inputFor(delay - 1))).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("What arrives on the day it is needed is in time", () => {
  const power = [
    node("ut-z", "grid", { installed: "2026-09-01" }),
    node("ut-old", "grid", { removed: "2026-02-01" }),
  ];
  expect(found(siteWith([apart()], { power }))).toEqual([]);
});

test("What comes only after the hall was to be ready is told once", () => {
  const power = [node("ut-z", "grid", { installed: "2027-01-01" }), node("ut-old", "grid")];
  expect(found(siteWith([apart()], { power }))).toEqual([
    'power.0.installed: "ut-z" is installed on 2027-01-01, 122 days after zone "z" needs it for its commissioning (2026-09-01): have it sooner, or make the zone AI-ready on 2027-03-03 instead of 2026-11-01',
  ]);
});

test("What arrives on the day that it is installed, or is needed on the day that the hall is ready, is right", () => {
  const order = (leadTime: string) => ({ placed: "2025-09-01", leadTime });
  const at = (leadTime: string) => [
    node("ut-z", "grid", { installed: "2026-08-31", order: order(leadTime) }),
    node("ut-old", "grid"),
  ];
  expect(found(siteWith([apart()], { power: at("364 d") }))).toEqual([]);
  expect(found(siteWith([apart()], { power: at("365 d") }))).toEqual([
    expect.stringContaining("arrives on 2026-09-01, 1 day after it is to be installed on 2026-08-31"),
  ]);
  const needs = { needs: [{ name: "ups", kind: "ups" as const, by: "2026-11-01" }] };
  expect(found(siteWith([mine("z", 10, { states, ai: rooms(), conversion: needs })]))).toEqual([]);
});

test("A bus with two sources is connected as soon as one of them is there", () => {
  const power = [
    node("mt-1", "grid", { kind: "main-transformer" }),
    node("mt-2", "grid", { kind: "main-transformer", installed: "2027-05-01" }),
    node("ut-z", ["mt-1", "mt-2"]),
    node("ut-old", "grid"),
  ];
  expect(found(siteWith([apart()], { power }))).toEqual([]);
  const later = power.map((one) => (one.name === "mt-1" ? { ...one, installed: "2026-09-02" } : one));
  const crossed = later.map((one) => (one.name === "ut-z" ? { ...one, from: ["mt-2", "mt-1"] } : one));
  // The one that is sooner decides, whichever is named first.
  for (const nodes of [later, crossed]) {
    expect(found(siteWith([apart()], { power: nodes }))).toEqual([
      expect.stringMatching(/^power\.0\.installed: "mt-1" .* 1 day after .* AI-ready on 2026-11-02 /),
    ]);
  }
});

test("A transformer that is removed with the miners is missed when they come back, and only then", () => {
  const power = [node("ut-z", "grid"), node("ut-old", "grid", { removed: "2026-02-01" })];
  expect(found(siteWith([apart()], { power }))).toEqual([]);
  const back = apart({ states: [...states, { state: "mining", from: "2028-01-01" }] });
  expect(found(siteWith([back], { power }))).toEqual([
    'power.1.removed: "ut-old" is removed on 2026-02-01, but feeds the miners of zone "z" from 2028-01-01: keep it, or name the feed that takes its place',
  ]);
});

test("A transformer that is removed while the miners drain is missed by them", () => {
  const power = [node("ut-z", "grid"), node("ut-old", "grid", { removed: "2026-01-31" })];
  expect(found(siteWith([apart()], { power }))).toEqual([
    expect.stringContaining('feeds the miners of zone "z" from 2024-01-01 to 2026-01-31'),
  ]);
});

test("A hall that takes over the miners' transformer misses it if it is removed", () => {
  const zone = mine("z", 10, { states, ai: rooms() });
  const power = [node("ut-z", "grid", { removed: "2026-02-01" })];
  expect(found(siteWith([zone], { power }))).toEqual([
    'power.0.removed: "ut-z" is removed on 2026-02-01, but feeds the AI hall of zone "z" from 2026-11-01: keep it, or name the feed that takes its place',
  ]);
});

test("A usual lead time that comes too late is not refused", () => {
  const zone = apart({
    conversion: { needs: [{ name: "mt", kind: "main-transformer", order: { placed: "2026-08-01" } }] },
  });
  expect(found(siteWith([zone], { power: [node("ut-z", "grid"), node("ut-old", "grid")] }))).toEqual([]);
});

test("The first day on which a zone is ready is that of the plan, or the day asked for", () => {
  const site = siteOf(
    siteWith([
      mine("z", 10, { states: [...states, { state: "mining", from: "2028-01-01" }], ai: rooms() }),
      mine("m", 20),
    ]),
  );
  const ready = (name: string, from?: string) =>
    earliestReady(site, site.zone(name), from === undefined ? undefined : day(from));
  expect(ready("z")).toBe("2026-11-01");
  expect(ready("z", "2027-03-01")).toBe("2027-03-01");
  expect(ready("z", "2027-12-31")).toBe("2027-12-31");
  expect(ready("z", "2028-01-01")).toBeUndefined();
  expect(ready("m")).toBeUndefined();
});

test("The first day on which a zone is ready is that which a search day by day finds", () => {
  fc.assert(
    fc.property(siteInput, fc.nat(1500), (input, later) => {
      const site = siteOf(input);
      const from = addDays(day("2024-06-01"), later);
      const days = Array.from({ length: 900 }, (_, index) => addDays(from, index));
      for (const zone of site.zones) {
        const found = days.find((on) => stateOn(zone, on)?.state === "ai-ready");
        const ready = earliestReady(site, zone, from);
        if (found !== undefined || (ready !== undefined && ready <= addDays(from, 899))) {
          expect(ready).toBe(found);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("A zone without a plan could be ready as fast as the site's fastest conversion was", () => {
  const slow = states.map(({ state, from }) => ({
    state,
    from: from === "2026-01-01" ? "2025-12-01" : from,
  }));
  const input = siteWith([
    mine("slow", 10, { states: slow, ai: rooms() }),
    mine("fast", 11, { states, ai: rooms() }),
    mine("later", 12, { ai: rooms() }),
    mine("mine", 13),
  ]);
  const site = siteOf(input);
  // From 2026-01-01 to 2026-11-01 are 304 days.
  expect(couldBeReady(site, site.zone("later"))).toEqual({ day: "2026-11-01", days: 304, like: "fast" });
  // A zone that was converted before is its own measure.
  expect(couldBeReady(site, site.zone("slow"))?.days).toBe(335);
  expect(couldBeReady(site, site.zone("mine"))).toBeUndefined();
});

test("A zone whose feed is still to come could be ready only after it", () => {
  const later = mine("later", 12, {
    ai: rooms(),
    mining: { ...miners(12), feeds: { A: "ut-old" } },
  });
  const site = siteOf(
    siteWith([mine("fast", 11, { states, ai: rooms() }), later], {
      power: [
        node("ut-fast", "grid"),
        node("ut-old", "grid"),
        node("ut-later", "grid", { installed: "2027-03-01" }),
      ],
    }),
  );
  // Commissioning takes the 61 days that it took there.
  expect(couldBeReady(site, site.zone("later"))?.day).toBe("2027-05-01");
  const never = siteOf(siteWith([mine("m", 13, { ai: rooms() })]));
  expect(couldBeReady(never, never.zone("m"))).toBeUndefined();
});
