import { expect, test } from "vitest";
import { explain } from "../../placement/explain.ts";
import { type Lock, readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { rebalance, termsOf } from "../../placement/rebalance.ts";
import { whatIf } from "../../placement/what-if.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantDocument, TenantInput } from "../../site/schema/tenant-document.ts";
import {
  gpuRacks,
  hall,
  mine,
  miners,
  rooms,
  siteOf,
  siteWith,
  storageRacks,
  tenantOf,
} from "../support/sites.ts";

function lockOf(input: SiteInput, tenants: readonly TenantInput[], before?: Lock): Lock {
  return readLock(writeLock(place(siteOf(input, tenants), before)), "site");
}

function documentOf(input: SiteInput, tenant: TenantInput): TenantDocument {
  return siteOf(input, [tenant]).tenants[0] ?? expect.fail("no tenant");
}

const convertible = (name: string, vlan: number, count: number) =>
  mine(name, vlan, { ai: rooms(), mining: miners(vlan, count) });

// --- Why here.

test("An explanation says what racks cost where they are, and what they would cost elsewhere", () => {
  const input = siteWith([hall("h-1"), hall("h-2"), hall("h-3", { ai: rooms({ rows: 1 }) })]);
  const tenants = [tenantOf("a", storageRacks(12)), tenantOf("b", storageRacks(4))];
  const lock = lockOf(input, tenants);
  const [explanation] = explain(siteOf(input, tenants), lock, "b");
  // In the hall that "a" stands in, no zone is opened for it.
  expect(explanation?.terms.zones).toBe(0);
  expect(explanation?.standing.parts.map(({ zone }) => zone.name)).toEqual(["h-1"]);
  expect(explanation?.alternatives.map(({ zone }) => zone).sort()).toEqual(["h-2", "h-3"]);
  for (const { terms, difference } of explanation?.alternatives ?? []) {
    expect(terms.zones).toBe(1);
    expect(difference).toBeGreaterThan(95);
  }
});

test("An explanation says what makes another zone impossible, with its numbers", () => {
  const input = siteWith([hall("h-1"), hall("h-2", { ai: rooms({ critical: "100 kW" }) }), mine("m", 7)]);
  const tenants = [tenantOf("a", gpuRacks(3, { fabric: "none" }))];
  const [explanation] = explain(siteOf(input, tenants), lockOf(input, tenants), "a");
  expect(explanation?.impossible).toEqual([
    'h-2: 1 would fit; critical load that zone "h-2" is built for: 100 kW left on 2026-01-01, a rack takes 56 kW',
    "m: it is not planned as an AI hall",
  ]);
});

// --- What if.

test("What if: where there is room, nothing is converted", () => {
  const input = siteWith([hall("h"), convertible("m", 7, 100)]);
  const present = [tenantOf("a", storageRacks(5))];
  const result = whatIf(
    siteOf(input, present),
    lockOf(input, present),
    documentOf(input, tenantOf("b", storageRacks(15))),
  );
  expect(result.is === "placed" && result.conversions).toEqual([]);
});

test("What if: the conversion that ends the least mining, and by when", () => {
  const input = siteWith([
    hall("h"),
    convertible("large", 7, 900),
    convertible("small", 8, 300),
    convertible("tiny", 9, 10),
  ]);
  const needing = (racks: number) =>
    whatIf(siteOf(input), undefined, documentOf(input, tenantOf("b", storageRacks(racks))));
  const one = needing(40);
  expect(
    one.is === "placed" && one.conversions.map(({ zone, by, ends }) => [zone.name, by, ends.miners]),
  ).toEqual([["tiny", "2026-01-01", 10]]);
  const two = needing(60);
  expect(two.is === "placed" && two.conversions.map(({ zone }) => zone.name)).toEqual(["tiny", "small"]);
});

test("What if: a hall that is due to mine again stays a hall, its tenants stay in it, and that mining ends", () => {
  const input = siteWith([
    hall("h", {
      states: [
        { state: "ai-ready", from: "2025-01-01" },
        { state: "mining", from: "2026-06-01" },
      ],
      mining: miners(7, 200),
    }),
  ]);
  const present = [tenantOf("a", storageRacks(5), { lease: { from: "2025-06-01", to: "2026-05-31" } })];
  const result = whatIf(
    siteOf(input, present),
    lockOf(input, present),
    documentOf(input, tenantOf("b", storageRacks(10), { lease: { from: "2026-02-01", to: "2028-01-31" } })),
  );
  expect(
    result.is === "placed" && result.conversions.map(({ zone, by, ends }) => [zone.name, by, ends.miners]),
  ).toEqual([["h", "2026-02-01", 200]]);
});

test("What if: a refusal names the first day on which there would be room", () => {
  const input = siteWith([
    hall("h", {
      states: [
        { state: "construction", from: "2025-01-01" },
        { state: "commissioning", from: "2026-05-01" },
        { state: "ai-ready", from: "2026-07-01" },
      ],
    }),
  ]);
  const present = [tenantOf("a", storageRacks(10), { lease: { from: "2026-07-01", to: "2027-06-30" } })];
  const site = siteOf(input, present);
  const lock = lockOf(input, present);
  const ask = (racks: number) => whatIf(site, lock, documentOf(input, tenantOf("b", storageRacks(racks))));
  // The other ten are free when the first tenant's lease has ended.
  expect(ask(20)).toMatchObject({ is: "refused", possibleFrom: "2027-07-01" });
  expect(ask(21)).toMatchObject({ is: "refused", possibleFrom: undefined });
  const early = ask(10);
  expect(early.is === "placed" && early.conversions.map(({ by }) => by)).toEqual(["2026-01-01"]);
});

// --- Rebalancing.

const two = siteWith([hall("h-1"), hall("h-2")]);

/** Two tenants, each alone in a hall, because a third one between them is gone. */
function scattered(): { readonly tenants: readonly TenantInput[]; readonly lock: Lock } {
  const a = tenantOf("a", storageRacks(6));
  const filler = tenantOf("filler", storageRacks(14));
  const b = tenantOf("b", storageRacks(6));
  const first = lockOf(two, [a, filler]);
  const both = lockOf(two, [a, filler, b], first);
  return { tenants: [a, b], lock: lockOf(two, [a, b], both) };
}

test("Rebalancing proposes the move that empties a hall, with its gain", () => {
  const { tenants, lock } = scattered();
  const site = siteOf(two, tenants);
  expect(termsOf(site, lock).zones).toBe(2);
  const result = rebalance(site, lock, ["a", "b"]);
  expect(result.moves).toHaveLength(1);
  expect(result.moves[0]?.gain).toBeGreaterThan(99);
  expect(result.before - result.after).toBeCloseTo(result.moves[0]?.gain ?? 0, 9);
  expect(termsOf(site, result.placement).zones).toBe(1);
});

test("Rebalancing moves nobody who did not agree", () => {
  const { tenants, lock } = scattered();
  const site = siteOf(two, tenants);
  for (const name of ["a", "b"]) {
    const { placement, moves } = rebalance(site, lock, [name]);
    expect(moves.map(({ tenant }) => tenant)).toEqual([name]);
    const others = (of: Pick<Lock, "tenants">) => of.tenants.filter(({ tenant }) => tenant !== name);
    expect(others(placement)).toEqual(others(lock));
  }
  expect(rebalance(site, lock, []).moves).toEqual([]);
});
