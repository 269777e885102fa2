import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPlacement } from "../../placement/check.ts";
import { type Lock, type LockedTenant, readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import {
  afterStep,
  fabricOf,
  fabricPools,
  gpuRacks,
  hall,
  rackTypeOf,
  rooms,
  type Step,
  siteInput,
  siteOf,
  siteWith,
  step,
  storageRacks,
  tenantOf,
} from "../support/sites.ts";
import { violations } from "./checker.ts";

/** How many random histories each of the five properties below is tried with; set it higher for a long run. */
const runs = Number(process.env["BUSBAR_TEST_RUNS"] ?? 60);
const minutes = 60_000;

/** The racks of a tenant, in the order in which it has them. */
function racksOf(tenant: LockedTenant | undefined): Map<string, string[]> {
  const racks = new Map<string, string[]>();
  for (const { demand, zone, fabric, positions } of tenant?.allocations ?? []) {
    const list = positions.flatMap((range) => {
      const [, r1 = "", r2 = r1, p1 = "", p2 = p1] =
        /^r(\d+)(?:-r(\d+))?p(\d+)(?:-p(\d+))?$/.exec(range) ?? [];
      const names: string[] = [];
      for (let row = Number(r1); row <= Number(r2); row += 1) {
        for (let at = Number(p1); at <= Number(p2); at += 1) names.push(`${zone} ${row}/${at} ${fabric}`);
      }
      return names;
    });
    racks.set(demand, [...(racks.get(demand) ?? []), ...list]);
  }
  return racks;
}

function entry(lock: Lock | undefined, name: string): LockedTenant | undefined {
  return lock?.tenants.find(({ tenant }) => tenant === name);
}

/** One step of a history: what was there before, and what came of it. */
interface Event {
  readonly step: Step;
  readonly touched: string | undefined;
  readonly input: SiteInput;
  readonly tenants: readonly TenantInput[];
  readonly site: Site;
  readonly before: Outcome | undefined;
  /** What the command would have written, or why it refused. */
  readonly result: Outcome | { readonly refusal: Refusal };
}

/** A placement that was accepted: its site, and its lock as read back from the file. */
interface Outcome {
  readonly site: Site;
  readonly text: string;
  readonly lock: Lock;
}

/** Lets steps happen to a site, each placement going to a file and being read from it again for the next. */
function history(input: SiteInput, steps: readonly Step[]): Event[] {
  const events: Event[] = [];
  let tenants: readonly TenantInput[] = [];
  let before: Outcome | undefined;
  for (const [index, what] of steps.entries()) {
    // Names that do not come in the order of arrival.
    const next = afterStep(input, tenants, what, `t-${(index * 7) % 10}${index}`);
    if (next === undefined) continue;
    const site = siteOf(input, next.tenants);
    const result = attempt(site, before?.lock);
    events.push({ step: what, ...next, input, site, before, result });
    if ("refusal" in result) continue;
    tenants = next.tenants;
    before = result;
  }
  return events;
}

function attempt(site: Site, before: Lock | undefined): Event["result"] {
  try {
    const text = writeLock(place(site, before));
    return { site, text, lock: readLock(text, "site") };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

const histories = fc.tuple(siteInput, fc.array(step, { minLength: 4, maxLength: 9, size: "max" }));

/** Tries a property of single events on random histories, of which enough must have any of the kind in question. */
function forEveryEvent(check: (event: Event) => void, of: (event: Event) => boolean = () => true): void {
  let checked = 0;
  fc.assert(
    fc.property(histories, ([input, steps]) => {
      for (const event of history(input, steps).filter(of)) {
        check(event);
        checked += 1;
      }
    }),
    { numRuns: runs },
  );
  expect(checked).toBeGreaterThan(runs / 5);
}

test(
  "Every placement holds every limit of its site on every day, by a count of its own",
  () => {
    forEveryEvent(({ site, result }) => {
      if ("refusal" in result) return;
      expect(violations(site, result.lock)).toEqual([]);
      expect(checkPlacement(site, result.lock)).toEqual([]);
    });
  },
  5 * minutes,
);

test(
  "No step changes anything of another tenant",
  () => {
    forEveryEvent(
      ({ before, touched, result }) => {
        if ("refusal" in result) return;
        for (const other of before?.lock.tenants ?? []) {
          if (other.tenant === touched) continue;
          const now = entry(result.lock, other.tenant);
          if (!isDeepStrictEqual(now, other)) expect(now).toEqual(other);
        }
        // And nobody came or went besides.
        const names = (lock: Lock | undefined) =>
          lock?.tenants.map(({ tenant }) => tenant).filter((name) => name !== touched) ?? [];
        expect(names(result.lock)).toEqual(names(before?.lock));
      },
      ({ before }) => (before?.lock.tenants.length ?? 0) > 1,
    );
  },
  5 * minutes,
);

test(
  "A tenant that grows keeps its racks and identifiers; one that shrinks gives up the last of its racks",
  () => {
    forEveryEvent(
      ({ step: { do: what }, before, touched = "", result }) => {
        if ("refusal" in result) return;
        const [old, now] = [entry(before?.lock, touched), entry(result.lock, touched)];
        const racks = racksOf(now);
        for (const [demand, earlier] of racksOf(old)) {
          const current = racks.get(demand) ?? [];
          if (what === "shrink") expect(current).toEqual(earlier.slice(0, current.length));
          else expect(earlier.filter((rack) => !current.includes(rack))).toEqual([]);
        }
        for (const network of now?.networks ?? []) {
          const earlier = old?.networks.find(({ fabric }) => fabric === network.fabric);
          if (earlier === undefined) continue;
          const prefixes = network.prefixes.slice(0, earlier.prefixes.length);
          expect({ ...network, prefixes }).toEqual(earlier);
        }
      },
      ({ step: { do: what } }) => what === "grow" || what === "shrink" || what === "lengthen",
    );
  },
  5 * minutes,
);

test(
  "The same documents and lock give the same bytes, in whatever order the tenants come",
  () => {
    forEveryEvent(({ input, tenants, before, result }) => {
      const again = attempt(siteOf(input, [...tenants].reverse()), before && readLock(before.text, "site"));
      if ("refusal" in result) {
        expect("refusal" in again && again.refusal.message).toBe(result.refusal.message);
      } else {
        expect("text" in again && again.text).toBe(result.text);
        expect(writeLock(result.lock)).toBe(result.text);
      }
    });
  },
  5 * minutes,
);

test(
  "A step that is refused says why, and leaves the placement before it as it was and valid",
  () => {
    forEveryEvent(
      ({ before, result }) => {
        if (!("refusal" in result)) return;
        expect(result.refusal.problems.length).toBeGreaterThan(0);
        for (const { message } of result.refusal.problems) expect(message).toMatch(/\d/);
        if (before === undefined) return;
        expect(writeLock(before.lock)).toBe(before.text);
        expect(violations(before.site, before.lock)).toEqual([]);
        const again = attempt(before.site, before.lock);
        expect("text" in again && again.text).toBe(before.text);
      },
      ({ result }) => "refusal" in result,
    );
  },
  5 * minutes,
);

// --- The same by example.

/** The lock after each list of tenants in turn. */
function placedInTurn(input: SiteInput, ...lists: readonly TenantInput[][]): Lock[] {
  const locks: Lock[] = [];
  for (const tenants of lists)
    locks.push(readLock(writeLock(place(siteOf(input, tenants), locks.at(-1))), "site"));
  return locks;
}

function positionsOf(lock: Lock | undefined, name: string): (readonly [string, readonly string[]])[] {
  return entry(lock, name)?.allocations.map(({ zone, positions }) => [zone, positions] as const) ?? [];
}

const year = (from: string, to: string) => ({ lease: { from, to } });

test("A position serves another tenant from the day after the first one's lease ends", () => {
  const input = siteWith([hall("h")]);
  const first = tenantOf("first", storageRacks(20), year("2026-01-01", "2026-12-31"));
  const next = tenantOf("next", storageRacks(20), year("2027-01-01", "2027-12-31"));
  const [, lock] = placedInTurn(input, [first], [first, next]);
  expect(positionsOf(lock, "first")).toEqual([["h", ["r01-r02p01-p10"]]]);
  expect(positionsOf(lock, "next")).toEqual([["h", ["r01-r02p01-p10"]]]);
  expect(violations(siteOf(input, [first, next]), lock ?? expect.fail("no lock"))).toEqual([]);

  const tooEarly = { ...next, lease: { from: "2026-12-31", to: "2027-12-31" } };
  expect(() => placedInTurn(input, [first], [first, tooEarly])).toThrow(
    /20 of 20 storage racks find no place/,
  );
});

test("A lease cannot be made longer over the next tenant of its positions", () => {
  const input = siteWith([hall("h")]);
  const first = tenantOf("first", storageRacks(20), year("2026-01-01", "2026-12-31"));
  const next = tenantOf("next", storageRacks(20), year("2027-01-01", "2027-12-31"));
  const longer = { ...first, lease: { from: "2026-01-01", to: "2027-01-01" } };
  expect(() => placedInTurn(input, [first, next], [longer, next])).toThrow(
    /another tenant has some of the positions/,
  );
});

test("A tenant grows around the others: first where it stands, at the lowest positions that are free", () => {
  const input = siteWith([hall("h-1"), hall("h-2")]);
  const a = (racks: number) => tenantOf("a", storageRacks(racks));
  const b = tenantOf("b", storageRacks(5));
  const [small, both, grown, large, shrunk] = placedInTurn(
    input,
    [a(5)],
    [a(5), b],
    [a(12), b],
    [a(17), b],
    [a(9), b],
  );
  expect(positionsOf(small, "a")).toEqual([["h-1", ["r01p01-p05"]]]);
  expect(positionsOf(both, "b")).toEqual([["h-1", ["r01p06-p10"]]]);
  expect(positionsOf(grown, "a")).toEqual([["h-1", ["r01p01-p05", "r02p01-p07"]]]);
  expect(positionsOf(large, "a")).toEqual([
    ["h-1", ["r01p01-p05", "r02p01-p10"]],
    ["h-2", ["r01p01-p02"]],
  ]);
  expect(positionsOf(shrunk, "a")).toEqual([["h-1", ["r01p01-p05", "r02p01-p04"]]]);
  for (const lock of [grown, large, shrunk]) expect(entry(lock, "b")).toEqual(entry(both, "b"));
});

test("A tenant whose name comes first takes nothing from those who came before it", () => {
  const input = siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"])] });
  const zebra = tenantOf("zebra", gpuRacks(4));
  const aardvark = tenantOf("aardvark", gpuRacks(4));
  const [alone, both] = placedInTurn(input, [zebra], [aardvark, zebra]);
  expect(entry(both, "zebra")).toEqual(entry(alone, "zebra"));
  expect(entry(both, "zebra")?.networks).toEqual([
    {
      fabric: "f",
      vni: 51000,
      vrf: "vrf-51000",
      asn: 4200000000,
      partitionKey: "0x0001",
      prefixes: ["100.64.0.0/24"],
    },
  ]);
  expect(entry(both, "aardvark")?.networks).toEqual([
    {
      fabric: "f",
      vni: 51001,
      vrf: "vrf-51001",
      asn: 4200000001,
      partitionKey: "0x0002",
      prefixes: ["100.64.1.0/24"],
    },
  ]);
});

test("What a tenant leaves behind goes to the next who comes, and nobody else", () => {
  const input = siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"])] });
  const [a, b, c] = ["a", "b", "c"].map((name) => tenantOf(name, gpuRacks(2)));
  if (a === undefined || b === undefined || c === undefined) return expect.fail("no tenants");
  const [two, left, refilled] = placedInTurn(input, [a, b], [b], [b, c]);
  expect(entry(left, "b")).toEqual(entry(two, "b"));
  expect(entry(refilled, "b")).toEqual(entry(two, "b"));
  expect(entry(refilled, "c")).toEqual({ ...entry(two, "a"), tenant: "c" });
});

test("Growth on a fabric adds prefixes for its ports, and keeps those there were", () => {
  const input = siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"])] });
  const a = (racks: number) => tenantOf("a", gpuRacks(racks));
  const b = tenantOf("b", gpuRacks(1));
  // 4 racks × 32 ports × 2 addresses = 256: a /24. 9 racks need 576 addresses: three of them.
  const [, grown] = placedInTurn(input, [a(4), b], [a(9), b]);
  expect(entry(grown, "a")?.networks[0]?.prefixes).toEqual([
    "100.64.0.0/24",
    "100.64.2.0/24",
    "100.64.3.0/24",
  ]);
  expect(entry(grown, "b")?.networks[0]?.prefixes).toEqual(["100.64.1.0/24"]);
});

test.each([
  ["vni", "51000-51001", /fabric "f" has no free VNIs 51000-51001 left: widen the pool/],
  ["asn", "64512-64513", /fabric "f" has no free ASNs 64512-64513 left/],
  ["partitionKey", "0x0010-0x0011", /fabric "f" has no free P_Keys 0x0010-0x0011 left/],
  ["prefixes", "100.64.0.0/23", /fabric "f" has no free prefixes of 100.64.0.0\/23 left/],
] as const)(
  "A third tenant finds no %s in a pool of two, and the two keep theirs",
  (pool, range, message) => {
    const pools = fabricPools(0, { [pool]: range });
    const input = siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"], { pools })] });
    const tenants = ["b", "c", "a"].map((name) => tenantOf(name, gpuRacks(2)));
    const [two] = placedInTurn(input, tenants.slice(0, 2));
    expect(() => place(siteOf(input, tenants), two)).toThrow(message);
    const wide = siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"])] });
    // In a wider pool there is room for the third, and nothing of the first two changes.
    const widened = place(siteOf(wide, tenants), two);
    expect(widened.tenants.filter(({ tenant }) => tenant !== "a")).toEqual(two?.tenants);
  },
);

test("A pool that moves to another fabric never gives an identifier that a tenant still has", () => {
  const zones = [hall("h-1"), hall("h-2")];
  const fabrics = (first: number, second: number) => ({
    fabrics: [
      fabricOf("f-1", ["h-1"], { pools: fabricPools(first) }),
      fabricOf("f-2", ["h-2"], { pools: fabricPools(second) }),
    ],
  });
  const old = tenantOf("old", gpuRacks(2, { zones: ["h-1"] }));
  const fresh = tenantOf("new", gpuRacks(2, { zones: ["h-2"] }));
  const [before] = placedInTurn(siteWith(zones, fabrics(0, 1)), [old]);
  const after = place(siteOf(siteWith(zones, fabrics(1, 0)), [old, fresh]), before);
  const networks = after.tenants.flatMap((tenant) => tenant.networks);
  expect(after.tenants.find(({ tenant }) => tenant === "old")).toEqual(entry(before, "old"));
  expect(new Set(networks.map(({ vni }) => vni)).size).toBe(2);
  expect(new Set(networks.map(({ asn }) => asn)).size).toBe(2);
  expect(new Set(networks.flatMap(({ prefixes }) => prefixes)).size).toBe(2);
});

test("A scale-up domain stands on neighbouring positions, and is given up whole", () => {
  const types = [rackTypeOf("quad", "20 kW", "0 %", { kinds: ["roce"], ports: 8 }, 4)];
  const input = siteWith([hall("h")], {
    rackTypes: types,
    fabrics: [fabricOf("f", ["h"], { kind: "roce", scalableUnit: 4 })],
  });
  const quads = (racks: number) => tenantOf("a", { name: "quads", rackType: "quad", racks });
  const b = tenantOf("b", storageRacks(1));
  const [, , shrunk] = placedInTurn(input, [b], [quads(8), b], [quads(4), b]);
  // Position 1 is taken, so that the first whole domain of four is 5 to 8.
  expect(positionsOf(shrunk, "a")).toEqual([["h", ["r01p05-p08"]]]);
  expect(() => siteOf(input, [quads(6)])).toThrow(/split a scale-up domain: take a multiple of 4/);
});

test("A demand that needs one fabric stays on one, even where two halls together have the room", () => {
  const input = siteWith([hall("h-1"), hall("h-2")], {
    fabrics: [
      fabricOf("f-1", ["h-1"], { pools: fabricPools(0) }),
      fabricOf("f-2", ["h-2"], { pools: fabricPools(1) }),
    ],
  });
  expect(() => placedInTurn(input, [tenantOf("a", gpuRacks(25))])).toThrow(
    /5 of 25 b300 racks find no place/,
  );
  const [spread] = placedInTurn(input, [tenantOf("a", gpuRacks(25, { fabric: "any" }))]);
  expect(entry(spread, "a")?.allocations.map(({ fabric, racks }) => [fabric, racks])).toEqual([
    ["f-1", 20],
    ["f-2", 5],
  ]);
});

test("Racks that fit a limit exactly still fit once their load is written in whole watts", () => {
  const input = siteWith([hall("h", { ai: rooms({ critical: "33333.5 W" }) })]);
  const tenant = tenantOf("a", { name: "d", rackType: "storage", critical: "33333.5 W" });
  const [first, again] = placedInTurn(input, [tenant], [tenant]);
  expect(checkPlacement(siteOf(input, [tenant]), first ?? expect.fail("no lock"))).toEqual([]);
  expect(again).toEqual(first);
});
