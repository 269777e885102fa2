import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { currentLock, existingLock } from "../../placement/current-lock.ts";
import { inputsDigest } from "../../placement/inputs.ts";
import { checksum, type Lock, lockFile, readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { day } from "../../site/day.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { Power } from "../../site/units/index.ts";
import {
  fabricOf,
  fabricPools,
  gpuRacks,
  hall,
  mine,
  miners,
  rackTypeOf,
  rooms,
  siteOf,
  siteWith,
  storageRacks,
  tenantOf,
} from "../support/sites.ts";

const input = siteWith([hall("h"), mine("m", 7)], {
  fabrics: [fabricOf("f", ["h"])],
  contracts: [{ name: "firm", kind: "fixed", power: "5 MW", price: "40 $/MWh", from: "2026-01-01" }],
});
const tenants = [tenantOf("a", [gpuRacks(3), storageRacks(2)]), tenantOf("b", gpuRacks(2))];
const site = siteOf(input, tenants);
const text = writeLock(place(site));

function refusalOf(read: () => unknown): Refusal {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail("it is accepted");
}

// --- The text.

test("A lock is text that a person reviews, line by line", () => {
  expect(text.split("\n").filter((line) => !/^(inputs|checksum): sha256:/.test(line))).toEqual([
    '# Which racks, paths and network identifiers each tenant has. Written by "busbar place"; do not edit:',
    "# a tenant keeps what stands here for as long as its lease runs, whoever comes or goes beside it.",
    "version: 1",
    "site: test-site",
    "tenants:",
    "  - tenant: a",
    "    networks:",
    "      - fabric: f",
    "        vni: 51000",
    "        vrf: vrf-51000",
    "        asn: 4200000000",
    "        partitionKey: '0x0001'",
    "        prefixes: [100.64.0.0/24]",
    "    allocations:",
    "      - demand: gpus",
    "        zone: h",
    "        rackType: b300",
    "        racks: 3",
    "        positions: [r01p01-p03]",
    "        critical: 168 kW",
    "        from: '2026-01-01'",
    "        to: '2028-12-31'",
    "        fabric: f",
    "        paths: {A: [ut-h]}",
    "      - demand: store",
    "        zone: h",
    "        rackType: storage",
    "        racks: 2",
    "        positions: [r01p04-p05]",
    "        critical: 36 kW",
    "        from: '2026-01-01'",
    "        to: '2028-12-31'",
    "        paths: {A: [ut-h]}",
    "  - tenant: b",
    "    networks:",
    "      - fabric: f",
    "        vni: 51001",
    "        vrf: vrf-51001",
    "        asn: 4200000001",
    "        partitionKey: '0x0002'",
    "        prefixes: [100.64.1.0/24]",
    "    allocations:",
    "      - demand: gpus",
    "        zone: h",
    "        rackType: b300",
    "        racks: 2",
    "        positions: [r01p06-p07]",
    "        critical: 112 kW",
    "        from: '2026-01-01'",
    "        to: '2028-12-31'",
    "        fabric: f",
    "        paths: {A: [ut-h]}",
    "",
  ]);
});

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/);
const word = fc.oneof(fc.stringMatching(/^[ -~]{1,12}$/), fc.string({ minLength: 1, maxLength: 8 }));
const someDay = fc.constantFrom(day("2026-01-01"), day("2028-02-29"), day("9999-12-31"));

/** Locks of any content that the format can hold, text that is special to YAML included. */
const anyLock: fc.Arbitrary<Omit<Lock, "checksum">> = fc.record({
  version: fc.constant(1 as const),
  site: name,
  inputs: word,
  tenants: fc.array(
    fc.record({
      tenant: name,
      networks: fc.array(
        fc.record({
          fabric: name,
          vni: fc.nat(2 ** 24),
          vrf: word,
          asn: fc.nat(2 ** 31),
          partitionKey: fc.option(word, { nil: undefined }),
          prefixes: fc.array(word, { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
      allocations: fc.array(
        fc.record({
          demand: name,
          zone: name,
          rackType: name,
          racks: fc.integer({ min: 1, max: 5000 }),
          positions: fc.array(word, { minLength: 1, maxLength: 4 }),
          critical: fc.nat(2_000_000_000).map(Power.watts),
          from: someDay,
          to: someDay,
          fabric: fc.option(name, { nil: undefined }),
          paths: fc.record({ A: fc.array(name) }, { requiredKeys: [] }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
});

test("What is written reads back as the same lock, to the watt", () => {
  fc.assert(
    fc.property(anyLock, (lock) => {
      const written = writeLock(lock);
      const { checksum: sum, ...read } = readLock(written, "site");
      expect(read).toEqual(lock);
      expect(sum).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(writeLock(read)).toBe(written);
    }),
  );
});

test.each([
  ["vni: 51000", "vni: 51005"],
  ["racks: 3", "racks: 2"],
  ["positions: [r01p01-p03]", "positions: [r01p01-p02]"],
  ["critical: 168 kW", "critical: 168.001 kW"],
  ["to: '2028-12-31'", "to: '2029-12-31'"],
  ["{A: [ut-h]}", "{A: [ut-m]}"],
  ["site: test-site", "site: other-site"],
  ["inputs: sha256:", "inputs: sha256:0"],
])("A lock in which %o was changed to %o by hand is refused", (from, to) => {
  expect(text).toContain(from);
  const refusal = refusalOf(() => readLock(text.replace(from, to), "examples/x"));
  expect(refusal.problems).toEqual([
    {
      where: expect.stringMatching(/^placement\.lock\.yaml:\d+:11$/),
      message:
        'was edited by hand: its content does not match its checksum; restore it from version control and run "busbar place examples/x"',
    },
  ]);
});

test("Any two locks that differ have checksums that differ", () => {
  fc.assert(
    fc.property(anyLock, anyLock, (a, b) => {
      const [first, second] = [a, b].map((lock) => readLock(writeLock(lock), "site"));
      const same = writeLock(a) === writeLock(b);
      expect(first?.checksum === second?.checksum).toBe(same);
    }),
  );
  expect(checksum({ a: 1 })).not.toBe(checksum({ a: 2 }));
});

test("Comments and layout are nothing to a lock", () => {
  const { length } = text.split("\n");
  expect(length).toBeGreaterThan(10);
  expect(readLock(`# Merged.\n${text}`, "site")).toEqual(readLock(text, "site"));
});

test.each([
  ["an unknown key", text.replace("    networks:", "    owner: me\n    networks:"), /unknown key "owner"/],
  ["a merge that left its marks", text.replace("version: 1", "<<<<<<< HEAD\nversion: 1"), /not valid YAML/],
  ["nothing", "", /is empty/],
  ["another version", text.replace("version: 1", "version: 2"), /version/],
  ["a number of racks that is none", text.replace("racks: 3", "racks: -3"), /racks: -3 is too small/],
  ["no checksum", text.replace(/^checksum:.*\n/m, ""), /"checksum" is missing/],
])("A lock with %s is refused, with what to do", (_what, broken, message) => {
  const refusal = refusalOf(() => readLock(broken, "examples/x"));
  expect(refusal.message).toMatch(/cannot be read: restore it .* run "busbar place examples\/x"/);
  expect(refusal.problems.map((problem) => problem.message).join("\n")).toMatch(message);
  for (const { where } of refusal.problems) expect(where).toMatch(/^placement\.lock\.yaml:\d+:\d+$/);
});

// --- The digest of what a placement depends on.

function digest(change: Partial<SiteInput>, changedTenants: readonly TenantInput[] = tenants): string {
  return inputsDigest(siteOf({ ...input, ...change }, changedTenants));
}

const [a, b] = tenants;
const [h, m] = input.zones;
const [grid] = input.interconnects;
if (!a || !b || !h || !m || !grid) throw new Error("the site lacks what the tests below change");

function withTenant(change: Partial<TenantInput>): TenantInput[] {
  return [{ ...tenantOf("a", [gpuRacks(3), storageRacks(2)]), ...change }, tenantOf("b", gpuRacks(2))];
}

test.each([
  ["the site's title", { title: "Another title", operator: "Somebody" }],
  ["the day that is synthesized", { effectiveDate: "2027-01-01" }],
  [
    "the price of a contract",
    {
      contracts: [
        { name: "firm", kind: "fixed" as const, power: "6 MW", price: "50 $/MWh", from: "2025-02-01" },
      ],
    },
  ],
  ["a zone's title", { zones: [{ ...h, title: "Hall", hall: "building" }, m] }],
  ["the source of a figure", { zones: [{ ...h, source: "assumed", note: "who knows" }, m] }],
  [
    "the mining pools",
    {
      poolSets: [
        {
          name: "pools",
          groups: [
            {
              name: "main",
              pools: [
                { url: "stratum+tcp://three.example.com:3333", user: "x" },
                { url: "stratum+tcp://four.example.com:3333", user: "x" },
              ],
            },
          ],
        },
      ],
    },
  ],
  ["the miners' network", { zones: [h, { ...m, mining: miners(8) }] }],
  ["the grid operator", { interconnects: [{ ...grid, gridOperator: "PJM", voltage: "345 kV" }] }],
  ["the spines of a fabric", { fabrics: [fabricOf("f", ["h"], { spines: { count: 9 }, scalableUnit: 16 })] }],
  [
    "the cluster",
    {
      topologyLabels: "gke" as const,
      clusters: [{ name: "c", context: "c", holds: ["operations" as const, "ai" as const] }],
    },
  ],
  [
    "the unit that a figure is in",
    { interconnects: [{ ...grid, approvals: [{ from: "2024-01-01", load: "500000 kW" }] }] },
  ],
  [
    "a rack type that nobody takes",
    { rackTypes: [rackTypeOf("own", "1 kW", "0 %", { kinds: ["roce"], ports: 1 })] },
  ],
] satisfies [string, Partial<SiteInput>][])("A change of %s leaves a lock current", (_what, change) => {
  expect(digest(change)).toBe(digest({}));
});

test.each([
  ["an approval", { interconnects: [{ ...grid, approvals: [{ from: "2024-01-01", load: "499 MW" }] }] }],
  [
    "the day of an approval",
    { interconnects: [{ ...grid, approvals: [{ from: "2023-12-31", load: "500 MW" }] }] },
  ],
  [
    "a rating",
    {
      power: [
        { name: "ut-h", kind: "feeder" as const, from: "grid", rating: "99 MVA" },
        { name: "ut-m", kind: "feeder" as const, from: "grid", rating: "100 MVA" },
      ],
    },
  ],
  ["a power factor", { power: (input.power ?? []).map((node) => ({ ...node, powerFactor: 0.9 })) }],
  [
    "a continuous rating",
    { power: (input.power ?? []).map((node) => ({ ...node, continuousRating: "100 %" })) },
  ],
  [
    "the node that feeds another",
    { power: (input.power ?? []).map((node) => (node.name === "ut-m" ? { ...node, from: "ut-h" } : node)) },
  ],
  ["the units of a group", { power: (input.power ?? []).map((node) => ({ ...node, units: 2 })) }],
  [
    "the redundancy of a group",
    { power: (input.power ?? []).map((node) => ({ ...node, units: 2, redundancy: "N+1" as const })) },
  ],
  ["a zone's states", { zones: [{ ...h, states: [{ state: "ai-ready" as const, from: "2025-01-02" }] }, m] }],
  ["a zone's feed", { zones: [{ ...h, feeds: { A: "ut-m" } }, m] }],
  ["a hall's ratio", { zones: [{ ...h, ai: rooms({ grossToCritical: 1.3 }) }, m] }],
  ["a hall's critical load", { zones: [{ ...h, ai: rooms({ critical: "9 MW" }) }, m] }],
  ["a hall's cooling", { zones: [{ ...h, ai: rooms({ cooling: { air: { unit: "5 MW", units: 3 } } }) }, m] }],
  [
    "the redundancy of cooling",
    {
      zones: [
        {
          ...h,
          ai: rooms({
            cooling: {
              air: { unit: "5 MW", units: 2, redundancy: "N+1" as const },
              liquid: { unit: "5 MW", units: 2 },
            },
          }),
        },
        m,
      ],
    },
  ],
  ["a hall's rows", { zones: [{ ...h, ai: rooms({ rows: 3 }) }, m] }],
  ["the length of a row", { zones: [{ ...h, ai: rooms({ positionsPerRow: 11 }) }, m] }],
  ["what a position carries", { zones: [{ ...h, ai: rooms({ rackMass: "1999 kg" }) }, m] }],
  ["the number of miners", { zones: [h, { ...m, mining: miners(7, 1001) }] }],
  ["the kind of a fabric", { fabrics: [fabricOf("f", ["h"], { kind: "roce" })] }],
  ["the reach of a fabric", { fabrics: [fabricOf("f", ["h", "m"])] }],
  [
    "the leaf ports of a fabric",
    { fabrics: [fabricOf("f", ["h"], { leaves: { count: 101, downlinks: 64 } })] },
  ],
  [
    "an identifier pool",
    { fabrics: [fabricOf("f", ["h"], { pools: fabricPools(0, { vni: "51000-51008" }) })] },
  ],
  [
    "a rack type that is taken",
    { rackTypes: [rackTypeOf("b300", "57 kW", "0 %", { kinds: ["infiniband"], ports: 32 })] },
  ],
] satisfies [string, Partial<SiteInput>][])("A change of %s makes a lock stale", (_what, change) => {
  expect(digest(change)).not.toBe(digest({}));
});

test.each([
  [
    "title, groups and price",
    {
      title: "A",
      groups: { admins: ["x"] },
      lease: {
        from: "2026-01-01",
        to: "2028-12-31",
        price: "99 $/kW-month",
        uptime: "99 %",
        powerPassThrough: true,
      },
    },
  ],
  ["offering", { offering: "namespaces" as const, namespaces: [{ name: "a-train" }] }],
  ["a day that was the lease's anyway", { demand: [gpuRacks(3, { from: "2026-01-01" }), storageRacks(2)] }],
  [
    "racks to the power that they draw",
    { demand: [gpuRacks(3), { name: "store", rackType: "storage", critical: "36 kW" }] },
  ],
] satisfies [string, Partial<TenantInput>][])(
  "A tenant's change of %s leaves a lock current",
  (_what, change) => {
    expect(digest({}, withTenant(change))).toBe(digest({}));
  },
);

test.each([
  ["name", { name: "aa" }],
  ["lease", { lease: { from: "2026-01-01", to: "2028-12-30" } }],
  ["the days of a demand", { demand: [gpuRacks(3, { from: "2026-02-01" }), storageRacks(2)] }],
  ["the number of racks", { demand: [gpuRacks(4), storageRacks(2)] }],
  [
    "the power that its racks draw",
    { demand: [gpuRacks(3), { name: "store", rackType: "storage", critical: "35 kW" }] },
  ],
  ["rack type", { demand: [gpuRacks(3, { rackType: "h200" }), storageRacks(2)] }],
  ["redundancy", { demand: [gpuRacks(3, { redundancy: "2N" }), storageRacks(2)] }],
  ["the need of a fabric", { demand: [gpuRacks(3, { fabric: "any" }), storageRacks(2)] }],
  ["the zones where it may stand", { demand: [gpuRacks(3, { zones: ["h"] }), storageRacks(2)] }],
  ["a demand's name", { demand: [gpuRacks(3, { name: "other" }), storageRacks(2)] }],
  ["the number of demands", { demand: [gpuRacks(3)] }],
] satisfies [string, Partial<TenantInput>][])(
  "A tenant's change of %s makes a lock stale",
  (_what, change) => {
    expect(digest({}, withTenant(change))).not.toBe(digest({}));
  },
);

test("A lock is stale when a tenant comes or goes, not when their files change places", () => {
  expect(digest({}, [a])).not.toBe(digest({}));
  expect(digest({}, [...tenants, tenantOf("c", storageRacks(1))])).not.toBe(digest({}));
  expect(digest({}, [b, a])).toBe(digest({}));
});

test("The order in which keys are written is nothing to a lock", () => {
  const pair = (feeds: { A?: string; B?: string }) =>
    inputsDigest(siteOf({ ...input, zones: [{ ...h, redundancy: "2N", feeds }, m] }, tenants));
  expect(pair({ B: "ut-m", A: "ut-h" })).toBe(pair({ A: "ut-h", B: "ut-m" }));
  expect(pair({ B: "ut-h", A: "ut-m" })).not.toBe(pair({ A: "ut-h", B: "ut-m" }));
});

// --- The lock of a folder.

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "busbar-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("A lock that is current is given as it is", () => {
  writeFileSync(join(folder, lockFile), text);
  expect(writeLock(currentLock(site, folder))).toBe(text);
  expect(existingLock(folder)).toEqual(readLock(text, folder));
});

test("A lock that is missing is to be made", () => {
  expect(existingLock(folder)).toBeUndefined();
  const refusal = refusalOf(() => currentLock(site, folder));
  expect(refusal.problems).toEqual([
    { where: lockFile, message: `is missing: run "busbar place ${folder}" and commit ${lockFile}` },
  ]);
});

test("A lock that was made for other documents is stale, and made anew", () => {
  writeFileSync(join(folder, lockFile), text);
  const refusal = refusalOf(() => currentLock(siteOf(input, [a]), folder));
  expect(refusal.message).toMatch(/^The placement is stale\./);
  expect(refusal.problems[0]?.message).toContain(`run "busbar place ${folder}" and commit ${lockFile}`);
});

test("A lock of another site is none of this one", () => {
  writeFileSync(join(folder, lockFile), text);
  const refusal = refusalOf(() => currentLock(siteOf({ ...input, name: "other" }, tenants), folder));
  expect(refusal.problems[0]?.message).toContain(
    'is of site "test-site", this is "other": run "busbar place',
  );
});

/** A lock that somebody made up, checksum and all. */
function forged(change: (lock: Lock) => Omit<Lock, "checksum">): Refusal {
  writeFileSync(join(folder, lockFile), writeLock(change(readLock(text, folder))));
  return refusalOf(() => currentLock(site, folder));
}

function withFirst(lock: Lock, change: Partial<Lock["tenants"][number]["allocations"][number]>): Lock {
  const [first, ...others] = lock.tenants;
  const [allocation, ...rest] = first?.allocations ?? [];
  if (first === undefined || allocation === undefined) return expect.fail("nothing is placed");
  return {
    ...lock,
    tenants: [{ ...first, allocations: [{ ...allocation, ...change }, ...rest] }, ...others],
  };
}

test.each([
  ["gives a position of another tenant", { positions: ["r01p06-p08"] }, /positions in "h"/],
  ["gives a position that is not there", { positions: ["r09p01-p03"] }, /positions in "h"/],
  ["gives fewer positions than racks", { positions: ["r01p01"] }, /positions in "h"/],
  ["names a zone that is not there", { zone: "nowhere" }, /"nowhere"/],
  ["names a demand that is not there", { demand: "nothing" }, /demand/],
  ["has fewer racks than are leased", { racks: 1, positions: ["r01p01"] }, /1 racks, .* asks for 3/],
])("A lock that %s is refused, though its checksum is right", (_what, change, message) => {
  const refusal = forged((lock) => withFirst(lock, change));
  expect(refusal.message).toMatch(/^The placement breaks a limit\./);
  for (const { where } of refusal.problems) expect(where).toMatch(/^placement\.lock\.yaml/);
  expect(refusal.problems.map((problem) => problem.message).join("\n")).toMatch(message);
});
