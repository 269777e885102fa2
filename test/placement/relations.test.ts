import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPlacement } from "../../placement/check.ts";
import { type Lock, readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { hall, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { violations } from "./checker.ts";

const runs = Number(process.env["BUSBAR_TEST_RUNS"] ?? 60);
const minutes = 60_000;

type OptionInput = NonNullable<TenantInput["options"]>[number];

/** Four halls of 20 positions, two on each of two feeders. */
const halls = siteWith([hall("h-1"), hall("h-2"), hall("h-3"), hall("h-4")], {
  power: [
    ...["f-1", "f-2"].map((name) => ({
      name,
      kind: "feeder" as const,
      from: "grid",
      rating: "100 MVA",
    })),
    ...[1, 2, 3, 4].map((number) => ({
      name: `ut-h-${number}`,
      kind: "unit-transformer" as const,
      from: number <= 2 ? "f-1" : "f-2",
      rating: "50 MVA",
    })),
  ],
});

function locked(input: SiteInput, tenants: readonly TenantInput[], before?: Lock): Lock {
  const lock = readLock(writeLock(place(siteOf(input, tenants), before)), "site");
  expect(violations(siteOf(input, tenants), lock)).toEqual([]);
  expect(checkPlacement(siteOf(input, tenants), lock)).toEqual([]);
  return lock;
}

function racksIn(lock: Lock, tenant: string, demand: string): Record<string, number> {
  const own = lock.tenants.find((entry) => entry.tenant === tenant);
  const all = [...(own?.allocations ?? []), ...(own?.options ?? [])];
  return Object.fromEntries(all.filter((a) => a.demand === demand).map(({ zone, racks }) => [zone, racks]));
}

function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return expect.fail("it is accepted");
}

// --- Failure domains.

test("A demand that is spread stands in equal parts, rounded up", () => {
  const lock = locked(halls, [tenantOf("a", storageRacks(9, { spread: { over: "zone", into: 3 } }))]);
  expect(Object.values(racksIn(lock, "a", "store")).sort()).toEqual([3, 3, 3]);
  const over = locked(halls, [tenantOf("a", storageRacks(9, { spread: { over: "feeder", into: 2 } }))]);
  const onFirst = Object.entries(racksIn(over, "a", "store")).filter(
    ([zone]) => zone === "h-1" || zone === "h-2",
  );
  expect([4, 5]).toContain(onFirst.reduce((total, [, racks]) => total + racks, 0));
});

test("A demand that is to be spread over more domains than there are is refused, and says why", () => {
  const message = refused(() =>
    locked(halls, [tenantOf("a", storageRacks(9, { spread: { over: "feeder", into: 3 } }))]),
  );
  expect(message).toContain("3 of 9 storage racks find no place");
  expect(message).toContain("its share of a feeder is reached, since it is spread over 3");
});

test("Two demands that are to be apart share no such domain, whichever of them says so", () => {
  const apart = (domain: "zone" | "feeder") => [
    tenantOf("a", [
      storageRacks(4, { name: "one" }),
      storageRacks(4, { name: "two", apartFrom: [{ demand: "one", domain }] }),
    ]),
  ];
  const zones = locked(halls, apart("zone"));
  expect(Object.keys(racksIn(zones, "a", "one"))).not.toEqual(Object.keys(racksIn(zones, "a", "two")));
  const feeders = locked(halls, apart("feeder"));
  const feederOf = (demand: string) =>
    Object.keys(racksIn(feeders, "a", demand)).map((zone) => (zone === "h-1" || zone === "h-2" ? 1 : 2));
  expect(feederOf("one")).not.toEqual(feederOf("two"));
});

test("A demand that is to be near another stands where that one stands", () => {
  const lock = locked(halls, [
    tenantOf("a", [
      storageRacks(4, { name: "one", near: [{ demand: "two", domain: "zone" }] }),
      storageRacks(12, { name: "two", zones: ["h-3"] }),
    ]),
  ]);
  expect(racksIn(lock, "a", "one")).toEqual({ "h-3": 4 });
  const message = refused(() =>
    locked(halls, [
      tenantOf("a", [
        storageRacks(9, { name: "one", near: [{ demand: "two", domain: "zone" }] }),
        storageRacks(12, { name: "two", zones: ["h-3"] }),
      ]),
    ]),
  );
  expect(message).toContain("racks find no place");
});

test("A locked tenant is not moved because it is now to stand apart", () => {
  const together = tenantOf("a", [storageRacks(2, { name: "one" }), storageRacks(2, { name: "two" })]);
  const lock = locked(halls, [together]);
  const apart = tenantOf("a", [
    storageRacks(2, { name: "one" }),
    storageRacks(2, { name: "two", apartFrom: [{ demand: "one" }] }),
  ]);
  expect(refused(() => place(siteOf(halls, [apart]), lock))).toMatch(
    /"two" stands in "h-1", which shares its zone with "one", from which it is to stand apart\. A placed tenant is never moved by itself/,
  );
});

// --- Expansion rights.

const right = (racks: number, change: Partial<OptionInput> = {}): OptionInput => ({
  ...storageRacks(racks, { name: "more" }),
  until: "2026-06-30",
  ...change,
});
const one = siteWith([hall("h")]);
const holding = (racks: number, change: Partial<OptionInput> = {}) =>
  tenantOf("holder", storageRacks(5), { options: [right(racks, change)] });

test("The room of an expansion right is nobody else's, and is not leased", () => {
  const lock = locked(one, [holding(10)]);
  const [holder] = lock.tenants;
  expect(holder?.allocations.map(({ demand, racks }) => [demand, racks])).toEqual([["store", 5]]);
  expect(holder?.options?.map(({ demand, racks }) => [demand, racks])).toEqual([["more", 10]]);
  locked(one, [holding(10), tenantOf("z", storageRacks(5))], lock);
  expect(refused(() => locked(one, [holding(10), tenantOf("z", storageRacks(6))], lock))).toContain(
    "1 of 6 storage racks find no place",
  );
});

test("A right that is exercised takes the positions that were held, though others would be as good", () => {
  const filler = tenantOf("filler", storageRacks(4));
  const z = tenantOf("z", storageRacks(5));
  const lock = locked(one, [filler, holding(4), z], locked(one, [filler]));
  const held = lock.tenants.find(({ tenant }) => tenant === "holder")?.options?.[0];
  const exercised = tenantOf("holder", [storageRacks(5), storageRacks(4, { name: "more" })]);
  // Where the one that left stood there is a gap of just the size.
  const [holder, other] = locked(one, [exercised, z], lock).tenants;
  expect(held?.positions).not.toEqual(["r01p01-p04"]);
  expect(holder?.allocations[1]).toEqual(held);
  expect(holder?.options).toBeUndefined();
  expect(other).toEqual(lock.tenants.find(({ tenant }) => tenant === "z"));
});

test("A right may be exercised in part; what it did not take is free", () => {
  const lock = locked(one, [holding(10), tenantOf("z", storageRacks(5))]);
  const partly = tenantOf("holder", [storageRacks(5), storageRacks(4, { name: "more" })]);
  const after = locked(one, [partly, tenantOf("y", storageRacks(6)), tenantOf("z", storageRacks(5))], lock);
  expect(racksIn(after, "holder", "more")).toEqual({ h: 4 });
});

test("A right that was not exercised in time holds nothing, and the lock that still holds it is stale", () => {
  const lock = locked(one, [holding(10)]);
  const later = { ...one, effectiveDate: "2026-07-01" };
  const after = locked(later, [holding(10), tenantOf("z", storageRacks(15))], lock);
  expect(after.tenants[0]?.options).toBeUndefined();
  expect(after.inputs).not.toBe(lock.inputs);
});

test("A right that begins later holds nothing before", () => {
  const early = tenantOf("early", storageRacks(15), { lease: { from: "2026-01-01", to: "2026-12-31" } });
  const late = (from: string) => tenantOf("holder", storageRacks(5), { options: [right(15, { from })] });
  locked(one, [late("2027-01-01"), early]);
  expect(refused(() => locked(one, [late("2026-12-31"), early]))).toContain("find no place");
});

// --- Random histories of tenants with rights and relations.

const spreads = fc.option(
  fc.record({ over: fc.constantFrom("zone" as const, "feeder" as const), into: fc.constantFrom(2, 3) }),
  { nil: undefined },
);
const relation = fc.constantFrom("apart" as const, "near" as const, undefined);
const domain = fc.constantFrom("zone" as const, "feeder" as const);
const racks = fc.integer({ min: 1, max: 9 });

const tenantSpec = fc.record({
  first: racks,
  second: fc.option(racks),
  spread: spreads,
  relation,
  domain,
  right: fc.option(racks),
});
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("add" as const), tenant: tenantSpec }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("exercise" as const), which: fc.nat(5) }) },
);

function tenantFrom(
  name: string,
  spec: typeof tenantSpec extends fc.Arbitrary<infer S> ? S : never,
): TenantInput {
  const link = [{ demand: "first", domain: spec.domain }];
  const second =
    spec.second === null
      ? []
      : [
          storageRacks(spec.second, {
            name: "second",
            ...(spec.relation === "apart" ? { apartFrom: link } : {}),
            ...(spec.relation === "near" ? { near: link } : {}),
          }),
        ];
  return tenantOf(
    name,
    [storageRacks(spec.first, { name: "first", ...(spec.spread ? { spread: spec.spread } : {}) }), ...second],
    spec.right === null ? {} : { options: [right(spec.right)] },
  );
}

test(
  "Through any history of rights and relations every limit holds, and nobody moves but who is touched",
  () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(happening, { minLength: 4, maxLength: 8, size: "max" }), (steps) => {
        let tenants: readonly TenantInput[] = [];
        let lock: Lock | undefined;
        for (const [index, step] of steps.entries()) {
          const chosen = step.do === "add" ? undefined : tenants[step.which % Math.max(1, tenants.length)];
          if (step.do !== "add" && chosen === undefined) continue;
          const name = chosen?.name ?? `t-${(index * 7) % 10}`;
          const others = tenants.filter((tenant) => tenant.name !== name);
          const next =
            step.do === "add"
              ? [...others, tenantFrom(name, step.tenant)]
              : step.do === "remove" || chosen === undefined
                ? others
                : [...others, exercised(chosen)];
          const site = siteOf(halls, next);
          let result: Lock;
          try {
            result = readLock(writeLock(place(site, lock)), "site");
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            continue;
          }
          expect(violations(site, result)).toEqual([]);
          expect(checkPlacement(site, result)).toEqual([]);
          for (const before of lock?.tenants ?? []) {
            if (before.tenant === name) continue;
            expect(result.tenants.find(({ tenant }) => tenant === before.tenant)).toEqual(before);
          }
          if (step.do === "exercise") {
            const before = lock?.tenants.find(({ tenant }) => tenant === name)?.options ?? [];
            const now = result.tenants.find(({ tenant }) => tenant === name)?.allocations ?? [];
            for (const held of before) expect(now).toContainEqual(held);
          }
          [tenants, lock] = [next, result];
          accepted += 1;
        }
      }),
      { numRuns: runs * 5 },
    );
    expect(accepted).toBeGreaterThan(runs);
  },
  5 * minutes,
);

/** The tenant with its rights exercised. */
function exercised({ options = [], ...tenant }: TenantInput): TenantInput {
  return { ...tenant, demand: [...tenant.demand, ...options.map(({ until: _, ...demand }) => demand)] };
}
