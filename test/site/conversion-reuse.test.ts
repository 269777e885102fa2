import { expect, test } from "vitest";
import { changeOf } from "../../site/conversion/change.ts";
import { phasesOf } from "../../site/conversion/phases.ts";
import type { NodeFate } from "../../site/conversion/power-fates.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import {
  hall,
  mine,
  miners,
  type PowerNodeInput,
  rooms,
  siteOf,
  siteWith,
  type ZoneInput,
} from "../support/sites.ts";

const states: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2025-01-01" },
  { state: "stripped", from: "2025-02-01" },
  { state: "construction", from: "2025-03-01" },
  { state: "commissioning", from: "2025-09-01" },
  { state: "ai-ready", from: "2025-11-01" },
];

/** Miners on a transformer of their own, the hall on two new ones, both behind one main transformer. */
const zone = mine("z", 10, {
  states,
  redundancy: "2N",
  feeds: { A: "ut-a", B: "ut-b" },
  ai: rooms(),
  mining: { ...miners(10), feeds: { A: "ut-old" } },
});

function node(name: string, from: string, change: Partial<PowerNodeInput> = {}): PowerNodeInput {
  return { name, kind: "unit-transformer", from, rating: "100 MVA", ...change };
}

const main = [
  node("mt-1", "grid", { kind: "main-transformer" }),
  node("mt-2", "grid", { kind: "main-transformer" }),
];

function siteOn(power: readonly PowerNodeInput[], change: Partial<SiteInput> = {}, zones = [zone]) {
  return siteOf(siteWith(zones, { power: [...main, ...power], ...change }));
}

/** The fates of the nodes in the phase of a number: `mt-1 survives`. */
function fates(site: ReturnType<typeof siteOn>, phase: number, name = "z"): string[] {
  const target = site.zone(name);
  const chosen = phasesOf(target)[phase] ?? expect.fail("no such phase");
  const text = (one: NodeFate) =>
    one.fate === "replaced" ? `${one.node.name} replaced by ${one.by.name}` : `${one.node.name} ${one.fate}`;
  return changeOf(site, target, chosen).power.map(text);
}

test("A node that carried the miners and carries the hall survives, up to the interconnect", () => {
  const site = siteOn([node("ut-z", "mt-1")], {}, [mine("z", 10, { states, ai: rooms() })]);
  expect(fates(site, 1)).toEqual(["mt-1 survives", "ut-z survives"]);
});

test("A transformer that is installed for the hall is new, one that stood there already joins", () => {
  const site = siteOn([
    node("ut-old", "mt-1"),
    node("ut-a", "mt-1", { installed: "2025-06-01" }),
    node("ut-b", "mt-2"),
  ]);
  expect(fates(site, 1)).toEqual(["mt-1 survives", "mt-2 joins", "ut-old freed", "ut-a new", "ut-b joins"]);
});

test("A transformer that is removed is replaced by the new one of its kind that comes after it", () => {
  const site = siteOn([
    node("ut-old", "mt-1", { removed: "2025-03-01" }),
    node("ut-a", "mt-1", { installed: "2025-06-01" }),
    node("ut-b", "mt-2", { installed: "2025-06-01" }),
  ]);
  expect(fates(site, 1)).toEqual(["mt-1 survives", "mt-2 joins", "ut-old replaced by ut-a", "ut-b new"]);
});

test("What is installed while the miners still run replaces nothing, nor does another kind of equipment", () => {
  const early = siteOn([
    node("ut-old", "mt-1", { removed: "2025-03-01" }),
    node("ut-a", "mt-1", { installed: "2025-01-15" }),
    node("ut-b", "mt-2"),
  ]);
  expect(fates(early, 1)).toContain("ut-old removed");
  expect(fates(early, 1)).toContain("ut-a new");
  const other = siteOn([
    node("ut-old", "mt-1", { kind: "switchboard", removed: "2025-03-01" }),
    node("ut-a", "mt-1", { installed: "2025-06-01" }),
    node("ut-b", "mt-2"),
  ]);
  expect(fates(other, 1)).toContain("ut-old removed");
});

test("A transformer that is removed only after the hall is ready was freed by its conversion", () => {
  const site = siteOn([
    node("ut-old", "mt-1", { removed: "2026-05-01" }),
    node("ut-a", "mt-1", { installed: "2025-06-01" }),
    node("ut-b", "mt-2"),
  ]);
  expect(fates(site, 1)).toContain("ut-old freed");
  expect(fates(site, 1)).toContain("ut-a new");
});

test("A node that was installed before the miners came is not new to the hall", () => {
  const same = siteOn([
    node("ut-old", "mt-1"),
    node("ut-a", "mt-1", { installed: "2024-01-01" }),
    node("ut-b", "mt-2", { installed: "2024-01-02" }),
  ]);
  expect(fates(same, 1)).toEqual(expect.arrayContaining(["ut-a joins", "ut-b new"]));
  const site = siteOn([
    node("ut-old", "mt-1"),
    node("ut-a", "mt-1", { installed: "2023-06-01" }),
    node("ut-b", "mt-2"),
  ]);
  expect(fates(site, 1)).toContain("ut-a joins");
});

test("What others draw on, or the zone's own miners when they come back, is kept and not freed", () => {
  const power = [
    node("mt-3", "grid", { kind: "main-transformer" }),
    node("ut-old", "mt-1"),
    node("ut-a", "mt-2"),
    node("ut-b", "mt-3"),
    node("ut-n", "ut-old"),
  ];
  const alone = siteOn(power);
  expect(fates(alone, 1).filter((fate) => !fate.includes("joins"))).toEqual(["mt-1 freed", "ut-old freed"]);
  const neighbour = mine("n", 20, { feeds: { A: "ut-n" } });
  expect(fates(siteOn(power, {}, [zone, neighbour]), 1)).toEqual(
    expect.arrayContaining(["mt-1 kept", "ut-old kept"]),
  );
  // A neighbour that stops mining earlier needs them no longer.
  const gone = mine("n", 20, {
    feeds: { A: "ut-n" },
    states: [...states.slice(0, 2), { state: "stripped", from: "2025-01-20" }],
  });
  expect(fates(siteOn(power, {}, [zone, gone]), 1)).toEqual(
    expect.arrayContaining(["mt-1 freed", "ut-old freed"]),
  );
  const back = { ...zone, states: [...states, { state: "mining" as const, from: "2027-01-01" }] };
  expect(fates(siteOn(power, {}, [back]), 1)).toEqual(expect.arrayContaining(["mt-1 kept", "ut-old kept"]));
});

test("On its return to mining the miners' nodes join again, and the hall's are freed", () => {
  const back = { ...zone, states: [...states, { state: "mining" as const, from: "2027-01-01" }] };
  const site = siteOn([node("ut-old", "mt-1"), node("ut-a", "mt-1"), node("ut-b", "mt-2")], {}, [back]);
  expect(fates(site, 2)).toEqual(["mt-1 survives", "mt-2 freed", "ut-old joins", "ut-a freed", "ut-b freed"]);
});

test("Miners that begin on open ground and a new hall have no nodes from before", () => {
  const built = hall("h", { states: states.slice(3) });
  const site = siteOn([node("ut-h", "mt-1", { installed: "2025-05-01" })], {}, [built]);
  expect(fates(site, 0, "h")).toEqual(["mt-1 joins", "ut-h new"]);
  const first = siteOn([node("ut-z", "mt-1")], {}, [mine("z", 10)]);
  expect(fates(first, 0)).toEqual(["mt-1 joins", "ut-z joins"]);
});

test("Generators above a hall's feeds are part of what is built", () => {
  const site = siteOn([node("ut-old", "mt-1"), node("ut-a", "mt-1"), node("ut-b", "mt-2")], {
    generators: [
      { name: "gen-a", backs: "ut-a", rating: "3 MVA", units: 20 },
      { name: "gen-other", backs: "ut-old", rating: "3 MVA", units: 20 },
    ],
  });
  const target = site.zone("z");
  expect(phasesOf(target).map((phase) => changeOf(site, target, phase).generators)).toEqual([[], ["gen-a"]]);
});
