import { expect, test } from "vitest";
import { power } from "../../policies/packs/power.ts";
import { continuousHeadroom } from "../../policies/power/continuous-headroom.ts";
import { powerFactorAssumed } from "../../policies/power/power-factor-assumed.ts";
import { takeOrPayWithoutResale } from "../../policies/power/take-or-pay-without-resale.ts";
import type { Subject } from "../../policies/rule.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import {
  gpuRacks,
  hall,
  mine,
  miners,
  type PowerNodeInput,
  rooms,
  siteWith,
  storageRacks,
  tenantOf,
  type ZoneInput,
} from "../support/sites.ts";
import { subjectOf, testPack, verdictOf } from "./rule-cases.ts";

/** 20 racks of 18 kW, which draw 450 kW gross. */
const acme = tenantOf("acme", storageRacks(20));

function unit(name: string, change: Partial<PowerNodeInput> = {}): PowerNodeInput {
  return { name, kind: "unit-transformer", from: "grid", rating: "100 MVA", ...change };
}

/** One mining zone of 3.6855 MW on a transformer of some rating. */
function mineOn(change: Partial<PowerNodeInput>, of: Partial<SiteInput> = {}) {
  return subjectOf(siteWith([mine("m", 10)], { power: [unit("ut-m", change)], ...of }));
}

const emptyHall = () => subjectOf(siteWith([hall("h")]));

function approved(load: string): Partial<SiteInput> {
  return {
    interconnects: [
      { name: "grid", voltage: "138 kV", gridOperator: "ERCOT", approvals: [{ from: "2024-01-01", load }] },
    ],
  };
}

/** A 2N hall of 450 kW, whose paths each carry the whole when the other is lost. */
function twoPaths(rating: string) {
  return subjectOf(
    siteWith([hall("h", { redundancy: "2N", feeds: { A: "ut-a", B: "ut-b" } })], {
      power: [unit("ut-a", { rating }), unit("ut-b", { rating })],
    }),
    [acme],
  );
}

/** A bus that two feeders from one main transformer feed. */
function ring(units: number) {
  return subjectOf(
    siteWith([hall("h", { feeds: { A: "bus" } })], {
      power: [
        unit("mt", { kind: "main-transformer", units }),
        unit("f-1", { kind: "feeder", from: "mt" }),
        unit("f-2", { kind: "feeder", from: "mt" }),
        unit("bus", { kind: "mv-bus", from: ["f-1", "f-2"] }),
      ],
    }),
  );
}

/** A hall and a mine below one feeder, which generators back. */
function backed(rating: string) {
  return subjectOf(
    siteWith([hall("h"), mine("m", 10)], {
      power: [unit("f", { kind: "feeder" }), unit("ut-h", { from: "f" }), unit("ut-m", { from: "f" })],
      generators: [{ name: "gens", backs: "f", rating }],
    }),
    [acme],
  );
}

function withUps(start: string | undefined, battery: string | undefined = "5 min") {
  return subjectOf(
    siteWith([hall("h", { feeds: { A: "ups" } })], {
      power: [
        unit("ut"),
        unit("ups", {
          kind: "ups",
          from: "ut",
          rating: "5 MVA",
          ...(battery === undefined ? {} : { battery }),
        }),
      ],
      generators: [
        { name: "gens", backs: "ut", rating: "10 MVA", ...(start === undefined ? {} : { start }) },
      ],
    }),
  );
}

const lease = { from: "2026-01-01", to: "2028-12-31" };

function leased(change: Partial<TenantInput["lease"]>, of: Partial<TenantInput> = {}) {
  return subjectOf(siteWith([hall("h")]), [{ ...acme, lease: { ...lease, ...change }, ...of }]);
}

const flexible = { share: "40 %", notice: "15 min", maximumDuration: "3 h", callsPerYear: 12 };

function cooledBy(unit: string) {
  return subjectOf(siteWith([hall("h", { ai: rooms({ cooling: { air: { unit, units: 1 } } }) })]), [acme]);
}

function dense(rows: number) {
  return subjectOf(siteWith([hall("h", { ai: rooms({ rows, critical: "1 MW" }) })]), [
    tenantOf("acme", gpuRacks(10, { fabric: "none" })),
  ]);
}

function singlePhase(positions?: string[]) {
  const ai = rooms({ rackFeeds: { voltage: "415 V", current: "80 A", phases: 1 } });
  const subject = subjectOf(siteWith([hall("h", { ai })]), [tenantOf("acme", storageRacks(4))]);
  if (positions === undefined) return subject;
  const tenants = subject.lock.tenants.map((tenant) => ({
    ...tenant,
    allocations: tenant.allocations.map((allocation) => ({ ...allocation, positions })),
  }));
  return { ...subject, lock: { ...subject.lock, tenants } };
}

const losses = { noLoad: "1 kW", load: "5 kW" };

function withLosses(of: Partial<PowerNodeInput>, above: Partial<PowerNodeInput>) {
  return subjectOf(
    siteWith([hall("h")], {
      power: [unit("mt", { kind: "main-transformer", ...above }), unit("ut-h", { from: "mt", ...of })],
    }),
  );
}

const promise = {
  name: "ers",
  programme: "ERCOT ERS-10",
  obligation: "1 MW",
  notice: "10 min",
  maximumDuration: "8 h",
  from: "2026-01-01",
};

type ContractInput = NonNullable<SiteInput["contracts"]>[number];

function bought(change: Partial<ContractInput>, terms: Partial<TenantInput["lease"]> = {}) {
  const contract: ContractInput = {
    name: "energy",
    kind: "fixed",
    power: "1 MW",
    price: "40 $/MWh",
    from: "2025-01-01",
    ...change,
  };
  return subjectOf(siteWith([hall("h")], { contracts: [contract] }), [
    { ...acme, lease: { ...lease, ...terms } },
  ]);
}

const restore = { group: 1, inrush: 2 };

function restored(
  rating: string,
  change: Partial<NonNullable<ReturnType<typeof mine>["mining"]>> = { restore },
) {
  const first = mine("m", 10);
  const zones = [
    { ...first, mining: first.mining && { ...first.mining, restore } },
    { ...mine("n", 20), mining: first.mining && { ...first.mining, ...networkOf(20), ...change } },
  ];
  return subjectOf(siteWith(zones, { power: [unit("ut-m", { rating }), unit("ut-n")] }));
}

function networkOf(vlan: number) {
  return { asics: mine("x", vlan).mining?.asics ?? [] };
}

testPack(power, {
  "power/load-approval-headroom": () => ({
    passes: mineOn({}, approved("4 MW")),
    fails: [
      [
        mineOn({}, approved("3.7 MW")),
        /gross load of 3.686 MW on 2026-01-01, 99.6\d* % of the approval of 3.7 MW/,
        "site.yaml interconnects.0.approvals",
      ],
    ],
    notApplicable: emptyHall(),
  }),
  "power/continuous-headroom": () => ({
    passes: mineOn({}),
    fails: [
      [
        mineOn({ rating: "4.87 MVA" }),
        /"ut-m" carries 3.686 MW on 2026-01-01, 99.58 % of its continuous rating of 3.701 MW: at most 98 %/,
        "site.yaml power.0",
      ],
    ],
    notApplicable: emptyHall(),
  }),
  "power/n-1-headroom": () => ({
    passes: twoPaths("1 MVA"),
    fails: [
      [
        twoPaths("0.595 MVA"),
        /with path B lost at ut-b "ut-a" carries 450 kW .* 99.51 %/,
        "site.yaml power.0",
      ],
    ],
    notApplicable: mineOn({}),
  }),
  "power/power-factor-assumed": () => ({
    passes: mineOn({}),
    fails: [
      [
        mineOn({ rating: "4.9 MVA" }),
        /at the default of 0.95 it may carry 3.724 MW, at 0.93 it is 39.9 kW too/,
        "site.yaml power.0",
      ],
    ],
    notApplicable: mineOn({ rating: "4.9 MVA", powerFactor: 0.98 }),
  }),
  "power/restore-inrush": () => ({
    passes: restored("100 MVA"),
    fails: [
      [
        restored("100 MVA", {}),
        /zone "n" has no restore group: its 3.686 MW come back at once/,
        "site.yaml zones.1.mining",
      ],
      [
        restored("7.9 MVA"),
        /takes in 7.371 MW .* restore group 1 coming back, 98.21 % of its nameplate/,
        "site.yaml power.0",
      ],
    ],
    notApplicable: mineOn({}),
  }),
  "power/paths-share-element": () => ({
    passes: ring(2),
    fails: [[ring(1), /the sources of "bus", "f-1" and "f-2", all come over "mt"/, "site.yaml power.3.from"]],
    notApplicable: emptyHall(),
  }),
  "power/firm-on-flexible": () => ({
    passes: backed("10 MVA"),
    fails: [
      [
        backed("1 MVA"),
        /"gens" backs "f", which on 2026-01-01 carries 450 kW of AI and 3.686 MW of mining/,
        "site.yaml generators.0.backs",
      ],
    ],
    notApplicable: subjectOf(siteWith([hall("h")]), [acme]),
  }),
  "power/generator-start-within-battery": () => ({
    passes: withUps("1 min"),
    fails: [
      [
        withUps("3 min"),
        /lasts 5 min, and "gens" takes 3 min to start: 2 starts take 6 min/,
        "site.yaml power.1.battery",
      ],
      [withUps(undefined), /"gens" states no start/, "site.yaml power.1.battery"],
    ],
    notApplicable: emptyHall(),
  }),
  "power/uptime-above-model": () => ({
    passes: leased({ uptime: "90 %" }),
    fails: [
      [
        leased({ uptime: "99.999 %" }),
        /is promised 99.9990 %, but zone "h" is modelled to yield/,
        "tenants/acme.yaml lease.uptime",
      ],
    ],
    notApplicable: leased({}),
  }),
  "power/flexible-against-uptime": () => ({
    passes: leased({ uptime: "99.5 %" }, { flexible }),
    fails: [
      [
        leased({ uptime: "99.9 %" }, { flexible }),
        /may be shed 12 times for 3 h, 1.5 d in all/,
        "tenants/acme.yaml flexible",
      ],
      [
        leased({ uptime: "90 %" }, { flexible: { ...flexible, callsPerYear: undefined } }),
        /may be shed any number of times/,
        "tenants/acme.yaml flexible",
      ],
    ],
    notApplicable: leased({}, { flexible }),
  }),
  "power/cooling-headroom": () => ({
    passes: cooledBy("400 kW"),
    fails: [
      [
        cooledBy("362 kW"),
        /give off 360 kW to air on 2026-01-01, 99.45 % of the 362 kW/,
        "site.yaml zones.0.ai.cooling.air",
      ],
    ],
    notApplicable: emptyHall(),
  }),
  "power/row-density": () => ({
    passes: dense(2),
    fails: [
      [
        dense(10),
        /row 1 of zone "h" draws 560 kW on 2026-01-01, 560 % of an even share of 100 kW/,
        "site.yaml zones.0.ai.rows",
      ],
    ],
    notApplicable: emptyHall(),
  }),
  "power/phase-imbalance": () => ({
    passes: singlePhase(),
    fails: [
      [
        singlePhase(["r01p01", "r01p04", "r01p07", "r01p10"]),
        /the largest 50 % above their mean/,
        "site.yaml zones.0.ai",
      ],
    ],
    notApplicable: emptyHall(),
  }),
  "power/stranded-power": () => ({
    passes: subjectOf(siteWith([hall("h")], { power: [unit("ut-h", { rating: "30 MVA" })] })),
    fails: [
      [
        emptyHall(),
        /carry 60.8 MW of critical load, but its cooling and design take 20 MW: 40.8 MW \(67.11 %\)/,
        "site.yaml zones.0.ai",
      ],
    ],
    notApplicable: mineOn({}),
  }),
  "power/losses-unstated": () => ({
    passes: withLosses({ losses }, { losses }),
    fails: [
      [withLosses({}, { losses }), /"ut-h" states no losses, others of the site do/, "site.yaml power.1"],
    ],
    notApplicable: emptyHall(),
  }),
  "power/ramp-stated": () => ({
    passes: mineOn(
      {},
      { demandResponse: [promise], curtailment: { ramp: { down: "5 MW/min", up: "5 MW/min" } } },
    ),
    fails: [
      [
        mineOn({}, { demandResponse: [promise] }),
        /"ers" promises 1 MW within 10 min, but the site states no ramp/,
        "site.yaml demandResponse.0",
      ],
    ],
    notApplicable: mineOn({}),
  }),
  "power/lease-after-contract": () => ({
    passes: bought({ to: "2028-12-31" }),
    fails: [
      [
        bought({ to: "2026-12-31", renews: true }),
        /from 2027-01-01 to 2028-12-31 leases draw up to 450 kW .* the other 450 kW count on "energy" being renewed/,
        "site.yaml contracts.0.to",
      ],
    ],
    notApplicable: subjectOf(siteWith([hall("h")]), [acme]),
  }),
  "power/index-behind-fixed-price": () => ({
    passes: bought({}, { price: "100 $/kW-month" }),
    fails: [
      [
        bought({ kind: "indexed" }, { price: "100 $/kW-month" }),
        /of which 0 W are bought at fixed prices: 450 kW are at an index/,
        "tenants/acme.yaml lease.price",
      ],
    ],
    notApplicable: bought({ kind: "indexed" }, { price: "100 $/kW-month", powerPassThrough: true }),
  }),
  "power/take-or-pay-without-resale": () => ({
    passes: bought({ takeOrPay: true, resale: true }),
    fails: [
      [
        bought({ takeOrPay: true }),
        /on 2026-01-01 1 MW are paid for .* never shed draws 450 kW, .*: up to 550 kW are paid for and not drawn/,
        "site.yaml contracts.0.takeOrPay",
      ],
    ],
    notApplicable: bought({}),
  }),
});

test("A lock whose racks fit only if miners are shed is told as that", () => {
  const zones = [hall("h"), mine("m", 10)];
  const before = subjectOf(siteWith(zones), [acme]);
  const { site } = subjectOf(siteWith(zones, approved("4 MW")));
  const rule = power.find(({ id }) => id === "power/firm-on-flexible");
  const verdict = rule && verdictOf(rule, { ...before, site });
  expect(JSON.stringify(verdict)).toMatch(/its 450 kW of AI fits only if miners are shed/);
});

test("Thresholds are the site's to set", () => {
  const subject = mineOn({ rating: "4.87 MVA" });
  expect(verdictOf(continuousHeadroom, subject, { most: "100 %" })).toEqual([]);
  expect(verdictOf(powerFactorAssumed, subject, { powerFactor: 0.95 })).toEqual([]);
  expect(verdictOf(takeOrPayWithoutResale, bought({ takeOrPay: true }), { most: "60 %" })).toEqual([]);
});

test("What was overloaded before the effective date is not found any more", () => {
  const draining = mine("m", 10, {
    states: [
      { state: "mining", from: "2024-01-01" },
      { state: "draining", from: "2025-01-01" },
      { state: "stripped", from: "2025-02-01" },
    ],
    ai: rooms(),
  });
  const subject = subjectOf(
    siteWith([draining, mine("n", 20)], { power: [unit("ut-m", { rating: "4.87 MVA" }), unit("ut-n")] }),
  );
  expect(verdictOf(continuousHeadroom, subject)).toEqual([]);
});

test("Miners are told that go only after racks behind the same generators came, whatever is most on a later day", () => {
  const states: ZoneInput["states"] = [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2026-05-01" },
    { state: "stripped", from: "2026-06-01" },
  ];
  const grows = tenantOf("acme", [
    storageRacks(5),
    storageRacks(20, { name: "more", from: "2026-09-01", to: "2028-12-31" }),
  ]);
  const power = [unit("f", { kind: "feeder" }), unit("ut-h", { from: "f" }), unit("ut-m", { from: "f" })];
  const generators = [{ name: "gens", backs: "f", rating: "1 MVA" }];
  const zones = [hall("h", { ai: rooms({ positionsPerRow: 20 }) }), mine("m", 10, { states, ai: rooms() })];
  expect(
    messages("power/firm-on-flexible", subjectOf(siteWith(zones, { power, generators }), [grows])),
  ).toMatch(/which on 2026-01-01 carries 112.5 kW of AI and 3.686 MW of mining: more than its 800 kW/);
});

test("Mining that begins later is judged as well: its ramp, and how it comes back", () => {
  const states: ZoneInput["states"] = [{ state: "mining", from: "2027-01-01" }];
  const later = mine("n", 20, { states, mining: miners(20, 20_000) });
  const first = mine("m", 10);
  const planned = { ...first, mining: first.mining && { ...first.mining, restore } };
  const subject = subjectOf(siteWith([planned, later]));
  expect(messages("power/restore-inrush", subject)).toMatch(
    /zone "n" has no restore group: its 73.71 MW come back at once/,
  );
  expect(messages("power/ramp-stated", subject)).toMatch(/77.4 MW of mining may be shed on 2027-01-01/);
});

test("Uptime is modelled on every day on which equipment of the zone comes or goes, not only when its racks come", () => {
  const power = [
    unit("f-1", { kind: "feeder" }),
    unit("f-2", { kind: "feeder", removed: "2027-06-01" }),
    unit("ut-h", { from: ["f-1", "f-2"] }),
  ];
  const promised = { ...acme, lease: { ...lease, uptime: "99.999 %" } };
  expect(
    messages("power/uptime-above-model", subjectOf(siteWith([hall("h")], { power }), [promised])),
  ).toMatch(/zone "h" is modelled to yield .* on 2027-06-01/);
});

test("Energy of a block of hours that is paid for and not drawn counts in its hours", () => {
  const energy = { kind: "fixed" as const, power: "1 MW", price: "40 $/MWh", from: "2025-01-01" };
  const night = { kind: "off-peak" as const, hours: "22:00-06:00", takeOrPay: true, power: "2 MW" };
  const contracts = [
    { ...energy, name: "base" },
    { ...energy, name: "night", ...night },
  ];
  const subject = subjectOf(
    siteWith([hall("h")], { contracts, location: { country: "US", timeZone: "America/Chicago" } }),
    [{ ...acme, lease }],
  );
  expect(messages("power/take-or-pay-without-resale", subject)).toMatch(
    /^on 2026-01-01 at 00:00 2 MW are paid for/,
  );
});

function messages(id: string, subject: Subject): string {
  const rule = power.find((one) => one.id === id);
  const verdict = rule && verdictOf(rule, subject);
  return Array.isArray(verdict) ? verdict.map(({ message }) => message).join("\n") : String(verdict);
}
