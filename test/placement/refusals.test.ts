import { expect, test } from "vitest";
import type { Lock } from "../../placement/lock.ts";
import { readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import {
  type DemandInput,
  fabricOf,
  fabricPools,
  gpuRacks,
  hall,
  mine,
  miners,
  type PowerNodeInput,
  rackTypeOf,
  rooms,
  siteOf,
  siteWith,
  storageRacks,
  tenantOf,
  type ZoneInput,
} from "../support/sites.ts";

function refusalOf(input: SiteInput, tenants: readonly TenantInput[], lock?: Lock): readonly Problem[] {
  try {
    place(siteOf(input, tenants), lock);
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
  return expect.fail("the placement is accepted");
}

/** The lines of the one problem that a demand of a tenant "a" runs into. */
function linesOf(input: SiteInput, demand: DemandInput, lock?: Lock): string[] {
  const [problem, ...more] = refusalOf(input, [tenantOf("a", demand)], lock);
  expect(more).toEqual([]);
  expect(problem?.where).toBe(`a/${demand.name}`);
  return (problem?.message ?? "").split("\n").map((line) => line.trim());
}

function lockOf(input: SiteInput, ...tenants: TenantInput[]): Lock {
  return readLock(writeLock(place(siteOf(input, tenants))), "site");
}

const gpusAlone = (racks: number, change: Partial<DemandInput> = {}) =>
  gpuRacks(racks, { fabric: "none", ...change });

function node(name: string, rating: string, change: Partial<PowerNodeInput> = {}): PowerNodeInput {
  return { name, kind: "unit-transformer", from: "grid", rating, ...change };
}

/** A zone that mines, with a hall planned for when it does no more. */
function convertible(name: string, vlan: number, change: Partial<ZoneInput> = {}): ZoneInput {
  return mine(name, vlan, { ai: rooms(), ...change });
}

const nothingElse =
  "A way out: no zone of the site that could still be converted would take them: ask for fewer racks, a shorter term, or add a hall.";

// --- Every limit by its name, with what is left of it and what a rack takes.

test("The rating of a transformer binds", () => {
  // 1 MVA × 0.95 × 0.8 = 760 kW; a rack draws 56 kW × 1.25 = 70 kW: ten of them leave 60 kW.
  const input = siteWith([hall("h")], { power: [node("ut-h", "1 MVA")] });
  expect(linesOf(input, gpusAlone(12))).toEqual([
    "2 of 12 b300 racks find no place from 2026-01-01 to 2028-12-31.",
    'h: "ut-h" with all in service: 60 kW left on 2026-01-01, a rack takes 70 kW',
    nothingElse,
  ]);
});

test("The rating of a group with one unit lost binds", () => {
  // 2 of 3 units: 2 × 500 kVA × 0.95 × 0.8 = 760 kW
  const input = siteWith([hall("h")], { power: [node("ut-h", "500 kVA", { units: 3, redundancy: "N+1" })] });
  expect(linesOf(input, gpusAlone(12))).toContain(
    'h: "ut-h" with 1 of 3 units lost: 60 kW left on 2026-01-01, a rack takes 70 kW',
  );
});

test("The rating of path B binds with path A lost", () => {
  const pair = hall("h", { redundancy: "2N", feeds: { A: "ut-a", B: "ut-b" } });
  // Path B alone: 1 MVA × 0.95 × 0.8 = 760 kW. In normal operation it would carry half: 21 racks.
  const input = siteWith([pair], { power: [node("ut-a", "2 MVA"), node("ut-b", "1 MVA")] });
  expect(linesOf(input, gpusAlone(12, { redundancy: "2N" }))).toContain(
    'h: "ut-b" with path A lost at ut-a: 60 kW left on 2026-01-01, a rack takes 70 kW',
  );
});

test("The load approval binds, on the first day that it is too low", () => {
  const input = siteWith([hall("h")], {
    interconnects: [
      {
        name: "grid",
        voltage: "138 kV",
        gridOperator: "ERCOT",
        approvals: [
          { from: "2024-01-01", load: "50 MW" },
          { from: "2027-01-01", load: "760 kW" },
        ],
      },
    ],
  });
  expect(linesOf(input, gpusAlone(12))).toContain(
    'h: load approval of "grid": 60 kW left on 2027-01-01, a rack takes 70 kW',
  );
});

test("What mines beside the hall counts against the approval", () => {
  const input = siteWith([hall("h"), mine("m", 7)], {
    interconnects: [
      {
        name: "grid",
        voltage: "138 kV",
        gridOperator: "ERCOT",
        approvals: [{ from: "2024-01-01", load: "3.8 MW" }],
      },
    ],
  });
  // 3.8 MW − 3.6855 MW = 114.5 kW: one rack of 70 kW leaves 44.5 kW.
  expect(linesOf(input, gpusAlone(2))).toEqual([
    "1 of 2 b300 racks find no place from 2026-01-01 to 2028-12-31.",
    'h: load approval of "grid": 44.5 kW left on 2026-01-01, a rack takes 70 kW',
    "m: it is not planned as an AI hall",
    nothingElse,
  ]);
});

test("Cooling binds by medium, without the unit that may fail", () => {
  const cooled = (cooling: NonNullable<ZoneInput["ai"]>["cooling"]) =>
    siteWith([hall("h", { ai: rooms({ cooling }) })]);
  // Air: 3 × 100 kW of 4 units = 300 kW; five racks of 56 kW leave 20 kW.
  const air = { unit: "100 kW", units: 4, redundancy: "N+1" as const };
  expect(linesOf(cooled({ air }), gpusAlone(6))).toContain(
    'h: air cooling of zone "h": 20 kW left on 2026-01-01, a rack takes 56 kW',
  );
  // Liquid takes 94 % of 142 kW = 133.48 kW; 500 kW cool three racks and leave 99.56 kW.
  const nvl72: DemandInput = { name: "d", rackType: "gb300-nvl72", racks: 4, fabric: "none" };
  expect(linesOf(cooled({ air, liquid: { unit: "500 kW", units: 1 } }), nvl72)).toContain(
    'h: liquid cooling of zone "h": 99.56 kW left on 2026-01-01, a rack takes 133.48 kW',
  );
  // Without any: nothing is left.
  expect(linesOf(cooled({ air }), nvl72)).toContain(
    "h: it has no liquid cooling, by which 94 % of a gb300-nvl72 rack's heat leaves",
  );
});

test("The load that a hall is built for binds", () => {
  const input = siteWith([hall("h", { ai: rooms({ critical: "500 kW" }) })]);
  expect(linesOf(input, gpusAlone(10))).toContain(
    'h: critical load that zone "h" is built for: 52 kW left on 2026-01-01, a rack takes 56 kW',
  );
});

test("Rack positions bind", () => {
  expect(linesOf(siteWith([hall("h")]), storageRacks(25))).toEqual([
    "5 of 25 storage racks find no place from 2026-01-01 to 2028-12-31.",
    'h: rack positions of zone "h": 0 of 20 free',
    nothingElse,
  ]);
});

test("What a position carries binds", () => {
  const input = siteWith([hall("h", { ai: rooms({ rackMass: "900 kg" }) })]);
  expect(linesOf(input, gpusAlone(1))).toContain("h: its positions carry 900 kg, a b300 rack weighs 1 t");
});

test("Leaf ports bind", () => {
  // 3 × 64 = 192 ports; a rack takes 32.
  const fabrics = [fabricOf("f", ["h"], { leaves: { count: 3, downlinks: 64 } })];
  expect(linesOf(siteWith([hall("h")], { fabrics }), gpuRacks(7))).toContain(
    'h: leaf ports of fabric "f": 0 ports left on 2026-01-01, a rack takes 32 ports',
  );
});

test.each(["mining", "draining", "stripped", "construction", "commissioning"] as const)(
  "A zone that is still in the state %s does not serve",
  (state) => {
    const chain = ["mining", "draining", "stripped", "construction", "commissioning", "ai-ready"] as const;
    const states = chain.map((name, index) => ({
      state: name,
      from: index <= chain.indexOf(state) ? `2025-01-0${index + 1}` : `2026-07-0${index + 1}`,
    }));
    expect(linesOf(siteWith([convertible("h", 7, { states })]), storageRacks(1))).toContain(
      `h: it is "${state}" on 2026-01-01`,
    );
  },
);

test("A zone that goes back to mining before the lease ends does not serve", () => {
  const states: ZoneInput["states"] = [
    { state: "ai-ready", from: "2025-01-01" },
    { state: "mining", from: "2028-12-31" },
  ];
  const input = siteWith([convertible("h", 7, { states })]);
  expect(linesOf(input, storageRacks(1))).toContain('h: it leaves "ai-ready" before 2028-12-31');
});

test("A zone that does not exist yet does not serve", () => {
  const input = siteWith([hall("h", { states: [{ state: "ai-ready", from: "2026-01-02" }] })]);
  expect(linesOf(input, storageRacks(1))).toContain('h: it is "not there yet" on 2026-01-01');
});

test("Redundancy binds, and so do the zones that a demand names", () => {
  const input = siteWith([hall("h-1"), hall("h-2")]);
  expect(linesOf(input, storageRacks(1, { redundancy: "2N", zones: ["h-2"] }))).toEqual([
    "1 of 1 storage racks find no place from 2026-01-01 to 2028-12-31.",
    "h-1: the demand does not name it",
    "h-2: its power is N, the demand asks for 2N",
    nothingElse,
  ]);
});

test("A hall that no fabric of the rack's kind reaches does not serve", () => {
  const fabrics = [fabricOf("ici", ["h"], { kind: "tpu-ici" })];
  const [, why] = linesOf(siteWith([hall("h")], { fabrics }), gpuRacks(1));
  expect(why).toMatch(/^h: no infiniband or spectrum-x or roce fabric .*reaches it$/);
});

test("Each demand that finds no place is refused with its own numbers, all at once", () => {
  const problems = refusalOf(siteWith([hall("h")]), [
    tenantOf("a", storageRacks(21)),
    tenantOf("b", [storageRacks(30), gpusAlone(40)]),
  ]);
  expect(problems.map(({ where, message }) => `${where}: ${message.split("\n")[0]}`).sort()).toEqual([
    "a/store: 1 of 21 storage racks find no place from 2026-01-01 to 2028-12-31.",
    "b/gpus: 20 of 40 b300 racks find no place from 2026-01-01 to 2028-12-31.",
    "b/store: 10 of 30 storage racks find no place from 2026-01-01 to 2028-12-31.",
  ]);
});

// --- The way out.

function wayOut(input: SiteInput, demand: DemandInput, lock?: Lock): string {
  return linesOf(input, demand, lock).at(-1) ?? "";
}

test("The way out names the zone to convert, by when, and the mining that it ends", () => {
  const input = siteWith([hall("h"), convertible("m", 7)]);
  // 1,000 × 3,510 W × 1.05 = 3.6855 MW; 1,000 × 234 TH/s = 234 PH/s
  expect(wayOut(input, storageRacks(25))).toBe(
    'A way out: have zone "m" AI-ready from 2026-01-01 to 2028-12-31, which ends 3.686 MW of mining (1000 miners, 234 PH/s), which would take up to 20 of them.',
  );
});

test("Of zones to convert, the way out is the one that ends the least mining and takes all racks", () => {
  const small = convertible("small", 8, {
    ai: rooms({ rows: 1, positionsPerRow: 3 }),
    mining: miners(8, 10),
  });
  const medium = convertible("medium", 9, { mining: miners(9, 500) });
  const input = siteWith([hall("h"), convertible("large", 7), small, medium]);
  expect(wayOut(input, storageRacks(25))).toContain('have zone "medium" AI-ready');
  expect(wayOut(input, storageRacks(23))).toContain('have zone "small" AI-ready');
});

test("A zone that will be ready by the site's own plan is waited for rather than another converted", () => {
  const later = convertible("later", 8, {
    states: [
      { state: "mining", from: "2024-01-01" },
      { state: "draining", from: "2026-02-01" },
      { state: "stripped", from: "2026-02-15" },
      { state: "construction", from: "2026-03-01" },
      { state: "commissioning", from: "2026-06-01" },
      { state: "ai-ready", from: "2026-07-01" },
    ],
    mining: miners(8, 2000),
  });
  const input = siteWith([hall("h"), later, convertible("m", 7)]);
  expect(wayOut(input, storageRacks(25))).toBe(
    'A way out: start on 2026-07-01, when zone "later" is AI-ready, or have it ready by 2026-01-01, which would take up to 20 of them.',
  );
  // To one whose lease is over by then, waiting is no way out.
  const short = wayOut(input, storageRacks(25, { to: "2026-06-30" }));
  expect(short).toContain('have zone "m" AI-ready from 2026-01-01 to 2026-06-30');
});

test("A zone that is ready later, but not until the end, is not waited for", () => {
  const swing = convertible("swing", 8, {
    states: [
      { state: "mining", from: "2024-01-01" },
      { state: "draining", from: "2026-02-01" },
      { state: "stripped", from: "2026-02-15" },
      { state: "construction", from: "2026-03-01" },
      { state: "commissioning", from: "2026-06-01" },
      { state: "ai-ready", from: "2026-07-01" },
      { state: "mining", from: "2027-07-01" },
    ],
  });
  expect(wayOut(siteWith([hall("h"), swing]), storageRacks(25))).toContain(
    'have zone "swing" AI-ready from 2026-01-01 to 2028-12-31, which ends 3.686 MW of mining',
  );
});

test("The way out is never a zone that the demand excludes", () => {
  const input = siteWith([hall("h"), convertible("m", 7)]);
  expect(wayOut(input, storageRacks(25, { zones: ["h"] }))).toBe(nothingElse);
  expect(wayOut(input, storageRacks(25, { redundancy: "2N" }))).toBe(nothingElse);
  expect(wayOut(input, storageRacks(25, { zones: ["h", "m"] }))).toContain('zone "m"');
});

test("The way out is never a zone that would not carry, cool or hold a rack", () => {
  const hallWith = (ai: Partial<NonNullable<ZoneInput["ai"]>>) =>
    siteWith([hall("h"), convertible("m", 7, { ai: rooms(ai) })]);
  expect(wayOut(hallWith({ rackMass: "1000 kg" }), storageRacks(25))).toBe(nothingElse);
  expect(wayOut(hallWith({ cooling: { liquid: { unit: "5 MW", units: 1 } } }), storageRacks(25))).toBe(
    nothingElse,
  );
  expect(wayOut(hallWith({ critical: "10 kW" }), storageRacks(25))).toBe(nothingElse);
  // 40 kW for racks of 18 kW: two of the five.
  expect(wayOut(hallWith({ critical: "40 kW" }), storageRacks(25))).toContain("would take up to 2 of them");
  expect(wayOut(siteWith([hall("h"), mine("m", 7)]), storageRacks(25))).toBe(nothingElse);
});

test("The way out counts whole scale-up domains", () => {
  const rackTypes = [rackTypeOf("quad", "20 kW", "0 %", { kinds: ["roce"], ports: 1 }, 4)];
  const nine = convertible("m", 7, { ai: rooms({ rows: 1, positionsPerRow: 9 }) });
  const quads: DemandInput = { name: "quads", rackType: "quad", racks: 24, fabric: "none" };
  expect(wayOut(siteWith([hall("h"), nine], { rackTypes }), quads)).toContain("would take up to 8 of them");
});

test("The way out is never a zone that no suitable fabric reaches", () => {
  const zones = [hall("h"), convertible("m-1", 7), convertible("m-2", 8)];
  const fabrics = [
    fabricOf("f", ["h"], { pools: fabricPools(0) }),
    fabricOf("ici", ["m-1", "m-2"], { kind: "tpu-ici", pools: fabricPools(1) }),
  ];
  expect(wayOut(siteWith(zones, { fabrics }), gpuRacks(25))).toBe(nothingElse);
  const reaching = [fabricOf("f", ["h", "m-2"])];
  expect(wayOut(siteWith(zones, { fabrics: reaching }), gpuRacks(25))).toContain('zone "m-2"');
});

test("Growth on one fabric is never sent to a zone of another", () => {
  const zones = [hall("h"), convertible("m", 7)];
  const fabrics = [
    fabricOf("f-1", ["h"], { pools: fabricPools(0) }),
    fabricOf("f-2", ["m"], { pools: fabricPools(1) }),
  ];
  const input = siteWith(zones, { fabrics });
  const before = lockOf(input, tenantOf("a", gpuRacks(18)));
  expect(wayOut(input, gpuRacks(25), before)).toBe(nothingElse);
  // Nor is a new demand, part of which would then stand on either.
  expect(wayOut(input, gpuRacks(25))).toBe(nothingElse);
  // But one that has no need of sharing a fabric is, and one that finds room there for all its racks.
  expect(wayOut(input, gpuRacks(25, { fabric: "any" }))).toContain('zone "m"');
  const roomy = convertible("m", 7, { ai: rooms({ rows: 4 }) });
  expect(wayOut(siteWith([hall("h"), roomy], { fabrics }), gpuRacks(25))).toContain('zone "m"');
});

// --- What is locked and cannot stay.

const small = tenantOf("a", storageRacks(4));

test.each([
  [
    "another state",
    siteWith([
      convertible("h", 7, {
        states: [
          { state: "ai-ready", from: "2025-01-01" },
          { state: "mining", from: "2027-01-01" },
        ],
      }),
    ]),
    storageRacks(4),
    'its racks in "h" cannot stay: it leaves "ai-ready" before 2028-12-31.',
  ],
  [
    "another rack type",
    siteWith([hall("h")]),
    { ...gpusAlone(4), name: "store" },
    'its racks in "h" cannot stay: they are storage, the demand is now for b300.',
  ],
  [
    "no such zone",
    siteWith([hall("g")]),
    storageRacks(4),
    'its racks in "h" cannot stay: the site no longer has this zone.',
  ],
  [
    "fewer positions",
    siteWith([hall("h", { ai: rooms({ rows: 1, positionsPerRow: 3 }) })]),
    storageRacks(4),
    'its racks in "h" cannot stay: it no longer has all of these positions.',
  ],
  [
    "another redundancy",
    siteWith([hall("h")]),
    storageRacks(4, { redundancy: "2N" }),
    'its racks in "h" cannot stay: its power is N, the demand asks for 2N.',
  ],
] as const)("Locked racks are not moved for %s: the tenant must be released", (_what, input, demand, why) => {
  const lock = lockOf(siteWith([hall("h")]), small);
  expect(refusalOf(input, [tenantOf("a", demand)], lock)).toEqual([
    {
      where: "a/store",
      message: `${why} A placed tenant is never moved by itself: undo the change, or give its racks up with "--release a"`,
    },
  ]);
});

test("Locked racks whose fabric is gone must be released", () => {
  const zones = [hall("h")];
  const lock = lockOf(siteWith(zones, { fabrics: [fabricOf("f", ["h"])] }), tenantOf("a", gpuRacks(2)));
  const other = siteWith(zones, { fabrics: [fabricOf("g", ["h"])] });
  expect(refusalOf(other, [tenantOf("a", gpuRacks(2))], lock)).toEqual([
    {
      where: "a/gpus",
      message: expect.stringMatching(/fabric "f" does not reach it any more\. .*"--release a"$/),
    },
  ]);
});

test("Racks that a demand gives up need not be able to stay", () => {
  const lock = lockOf(siteWith([hall("h-1"), hall("h-2")]), tenantOf("a", storageRacks(24)));
  expect(lock.tenants[0]?.allocations.map(({ zone, racks }) => [zone, racks])).toEqual([
    ["h-1", 20],
    ["h-2", 4],
  ]);
  const without = siteOf(siteWith([hall("h-1")]), [tenantOf("a", storageRacks(20))]);
  expect(place(without, lock).tenants[0]?.allocations.map(({ zone, racks }) => [zone, racks])).toEqual([
    ["h-1", 20],
  ]);
});

test("A lease may be made longer if the positions that are another's by then are given up", () => {
  const input = siteWith([hall("h")]);
  const zeta = (racks: number, to: string) =>
    tenantOf("zeta", storageRacks(racks), { lease: { from: "2026-01-01", to } });
  const lease = { from: "2027-01-01", to: "2027-12-31" };
  const [gone, next] = ["gone", "next"].map((name) => tenantOf(name, storageRacks(10), { lease }));
  if (gone === undefined || next === undefined) return expect.fail("no tenants");
  const lock = lockOf(input, gone, next, zeta(20, "2026-12-31"));
  const positions = (of: Pick<Lock, "tenants">) =>
    Object.fromEntries(of.tenants.map((t) => [t.tenant, t.allocations.flatMap((a) => a.positions)]));
  expect(positions(lock)).toEqual({ gone: ["r01p01-p10"], next: ["r02p01-p10"], zeta: ["r01-r02p01-p10"] });
  expect(positions(place(siteOf(input, [next, zeta(10, "2027-12-31")]), lock))).toEqual({
    next: ["r02p01-p10"],
    zeta: ["r01p01-p10"],
  });
  expect(refusalOf(input, [next, zeta(11, "2027-12-31")], lock)).toEqual([
    {
      where: "zeta/store",
      message: expect.stringMatching(
        /another tenant has some of the positions between 2026-01-01 and 2027-12-31\. .*"--release zeta"$/,
      ),
    },
  ]);
});

test.each(["a", "z"])(
  "Of two tenants on a position, the one that asks for new days is in the way: %s",
  (name) => {
    const input = siteWith([hall("h")]);
    const until = (to: string) => tenantOf(name, storageRacks(20), { lease: { from: "2026-01-01", to } });
    const next = tenantOf("m", storageRacks(20), { lease: { from: "2027-01-01", to: "2027-12-31" } });
    const lock = lockOf(input, until("2026-12-31"), next);
    expect(refusalOf(input, [until("2027-01-01"), next], lock).map(({ where }) => where)).toEqual([
      `${name}/store`,
    ]);
  },
);

test("Locked racks that no longer fit the power are refused with the limit and the numbers", () => {
  const site = (approved: string) =>
    siteWith([hall("h")], {
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [{ from: "2024-01-01", load: approved }],
        },
      ],
    });
  const tenant = tenantOf("a", gpusAlone(10));
  const lock = lockOf(site("1 MW"), tenant);
  // 10 × 56 kW × 1.25 = 700 kW
  const [problem] = refusalOf(site("600 kW"), [tenant], lock);
  expect(problem?.where).toBe("placement.lock.yaml");
  expect(problem?.message).toMatch(
    /^load approval of "grid": 700 kW used, 600 kW allowed, 100 kW too much from 2026-01-01/,
  );
});

test("Mining that overloads the site by itself is refused before anything is placed", () => {
  const input = siteWith([mine("m", 7), hall("h")], {
    power: [node("ut-m", "4 MVA"), node("ut-h", "4 MVA")],
  });
  // 4 MVA × 0.95 × 0.8 = 3.04 MW for 3.6855 MW of mining
  expect(() => refusalOf(input, [tenantOf("a", storageRacks(1))])).toThrowError(
    /"ut-m" carries 3\.686 MW with all in service, 645\.5 kW over its continuous rating of 3\.04 MW, from 2024-01-01, by mining alone/,
  );
});
