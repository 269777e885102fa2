import { expect, test } from "vitest";
import { aiLoadsOn } from "../../placement/ai-loads.ts";
import { place } from "../../placement/place.ts";
import { curtailmentPlan } from "../../site/curtailment/make-plan.ts";
import { day } from "../../site/day.ts";
import { Power } from "../../site/units/index.ts";
import { hall, mine, miners, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

const on = day("2026-07-01");

const location = { country: "US", timeZone: "America/Chicago" };

/** A mine of some model whose miners belong to somebody, with its terms. */
function mineOf(
  name: string,
  vlan: number,
  model: string,
  change: Partial<NonNullable<ReturnType<typeof mine>["mining"]>> = {},
) {
  const base = miners(vlan);
  const asics = base.asics.map((group) => ({ ...group, model }));
  return mine(name, vlan, { mining: { ...base, asics, ...change } });
}

/** A customer has pools of its own. */
const owned = (owner: string) => ({ owner, poolSet: `pools-${owner}` });

const poolsOf = (owner: string) => ({
  name: `pools-${owner}`,
  owner,
  groups: [
    {
      name: "main",
      pools: [
        { url: "stratum+tcp://one.example.com:3333", user: `${owner}.{zone}` },
        { url: "stratum+tcp://two.example.com:3333", user: `${owner}.{zone}` },
      ],
    },
  ],
});

test("Own mining goes by what it earns for a MWh, then what customers let go, and never what they do not", () => {
  const zones = [
    mineOf("m-good", 11, "antminer-s21-xp"),
    mineOf("m-bad", 12, "antminer-t21"),
    mineOf("m-dear", 13, "antminer-t21", owned("dear")),
    mineOf("m-cheap", 14, "antminer-s21-xp", owned("cheap")),
    mineOf("m-firm", 15, "antminer-t21", owned("firm")),
    mineOf("m-kept", 16, "antminer-t21", { curtailable: false }),
    mineOf("m-unpaid", 17, "antminer-s21-xp", owned("unpaid")),
  ];
  const base = siteWith(zones, { location });
  const site = siteOf({
    ...base,
    poolSets: [...(base.poolSets ?? []), ...["dear", "cheap", "firm", "unpaid"].map(poolsOf)],
    hashrateOwners: [
      { name: "dear", curtailment: { compensation: "30 $/MWh" }, price: "60 $/MWh" },
      { name: "cheap", curtailment: { notice: "30 min", hoursPerYear: "100 h", compensation: "5 $/MWh" } },
      { name: "firm", price: "60 $/MWh" },
      { name: "unpaid", curtailment: {} },
    ],
  });
  const plan = curtailmentPlan(site, on, []);
  const value = (id: string) =>
    plan.order.find((load) => load.id === id)?.value.dollarsPerMegawattHour ?? Number.NaN;
  expect(plan.order.map(({ id, class: turn }) => `${turn} ${id}`)).toEqual([
    "own-mining m-bad",
    "own-mining m-good",
    "hosted-mining m-cheap",
    "hosted-mining m-unpaid",
    "hosted-mining m-dear",
  ]);
  // What they no longer pay and are paid instead; compensation alone; and for lack of both what the miners earn.
  expect([value("m-dear"), value("m-cheap")]).toEqual([90, 5]);
  expect(value("m-unpaid")).toBe(value("m-good"));
  expect(plan.order.find(({ id }) => id === "m-cheap")).toMatchObject({
    owner: "cheap",
    notice: expect.objectContaining({ base: 1800 }),
    hoursPerYear: expect.objectContaining({ base: 360_000 }),
  });
  expect(plan.protected.map(({ zone, because }) => `${zone}: ${because}`)).toEqual([
    "m-firm: owner's contract",
    "m-kept: not curtailable",
  ]);
});

test("Only the share that a lease lets wait is shed of AI; all else is firm", () => {
  const document = siteWith([hall("h-1"), hall("h-2"), mine("m-1", 11)], { location });
  const flexible = {
    share: "25 %",
    notice: "5 min",
    maximumDuration: "3 h",
    callsPerYear: 12,
    compensation: "200 $/MWh",
  };
  const site = siteOf(document, [
    tenantOf("batch", storageRacks(4, { zones: ["h-1"] }), { flexible }),
    tenantOf("chat", storageRacks(4, { zones: ["h-1"] })),
    tenantOf("whole", storageRacks(2, { zones: ["h-2"] }), { flexible: { ...flexible, share: "100 %" } }),
  ]);
  const loads = aiLoadsOn(site, place(site), on);
  // 18 kW a rack, times 1.25.
  expect(loads.map(({ tenant, zone, gross }) => `${tenant}/${zone} ${gross}`)).toEqual([
    "batch/h-1 90 kW",
    "chat/h-1 90 kW",
    "whole/h-2 45 kW",
  ]);
  const plan = curtailmentPlan(site, on, loads);
  expect(plan.order.map(({ id, power }) => `${id} ${power}`)).toEqual([
    "m-1 3.686 MW",
    "batch/h-1 22.5 kW",
    "whole/h-2 45 kW",
  ]);
  expect(plan.order[1]).toMatchObject({ class: "flexible-ai", tenant: "batch", callsPerYear: 12, miners: 0 });
  expect(plan.firm.map(({ tenant, power }) => `${tenant} ${power}`)).toEqual(["batch 67.5 kW", "chat 90 kW"]);
  // Before and after the leases, there is nothing of them.
  expect(aiLoadsOn(site, place(site), day("2025-12-31"))).toEqual([]);
});

test("What a zone states of ramps and times goes before what the site does, and that before what is usual", () => {
  const own = { ramp: { down: "3 MW/min", up: "1 MW/min" }, minimumOff: "40 min" };
  const zones = [
    mineOf("m-own", 11, "antminer-t21", {
      curtailment: own,
      restore: { group: 2, steps: 4, interval: "2 min", inrush: 5 },
    }),
    mine("m-site", 12),
  ];
  const stated = curtailmentPlan(
    siteOf(
      siteWith(zones, {
        location,
        curtailment: { ramp: { down: "9 MW/min", up: "7 MW/min" }, minimumRun: "5 min", strike: "70 $/MWh" },
      }),
    ),
    on,
    [],
  );
  const terms = (plan: typeof stated, id: string) => {
    const load = plan.order.find((one) => one.id === id);
    return [load?.rampDown, load?.rampUp, load?.minimumRun, load?.minimumOff].map(String);
  };
  expect(terms(stated, "m-own")).toEqual(["3 MW/min", "1 MW/min", "5 min", "40 min"]);
  expect(terms(stated, "m-site")).toEqual(["9 MW/min", "7 MW/min", "5 min", "15 min"]);
  expect([stated.ramp.down, stated.ramp.up, stated.strike].map(String)).toEqual([
    "9 MW/min",
    "7 MW/min",
    "70 $/MWh",
  ]);
  expect(stated.order[0]?.restore).toMatchObject({ group: 2, steps: 4, inrush: 5 });
  const usual = curtailmentPlan(siteOf(siteWith([mine("m-site", 12)])), on, []);
  expect(terms(usual, "m-site")).toEqual(["20 MW/min", "20 MW/min", "15 min", "15 min"]);
  expect(usual.order[0]?.restore).toMatchObject({ group: 1, steps: 1, inrush: 1 });
  expect([usual.timeZone, usual.strike]).toEqual(["UTC", undefined]);
});

test("A plan is of the mining and the obligations of its day", () => {
  const states = [
    { state: "mining" as const, from: "2024-01-01" },
    { state: "draining" as const, from: "2026-08-01" },
    { state: "stripped" as const, from: "2026-09-01" },
  ];
  const summer = {
    name: "summer",
    programme: "a programme of its own",
    obligation: "3 MW",
    notice: "10 min",
    maximumDuration: "4 h",
    from: "2026-06-01",
    to: "2026-08-31",
  };
  const site = siteOf(siteWith([mine("m-1", 11, { states }), mine("m-2", 12)], { demandResponse: [summer] }));
  const plan = (text: string) => curtailmentPlan(site, day(text), []);
  expect(plan("2026-08-31").order.map(({ id }) => id)).toEqual(["m-1", "m-2"]);
  expect(plan("2026-09-01").order.map(({ id }) => id)).toEqual(["m-2"]);
  expect(plan("2026-08-31").obligations).toMatchObject([
    { name: "summer", available: Power.watts(7_371_000) },
  ]);
  expect(plan("2026-09-01").obligations).toEqual([]);
});
