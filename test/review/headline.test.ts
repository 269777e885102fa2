import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReportedFinding } from "../../policies/report/document.ts";
import { headline } from "../../review/headline.ts";
import { outcomeOf } from "../../review/outcome.ts";
import type { CapacityChanges, Loss, Review } from "../../review/review.ts";
import { reviewOf } from "../support/reviews.ts";
import { examplePlan, placedPlan } from "../support/site-plans.ts";
import { hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

type Sections = Omit<Review, "headline" | "outcome">;
type TenantChange = CapacityChanges["tenants"][number];

const nothing = reviewOf(undefined, undefined);

/** A review of a site that stays as it is, without any of its content. */
const same: Review = {
  ...nothing,
  base: { label: "main", day: "2026-01-01" },
  head: { label: "working tree", day: "2026-01-01" },
};

function sections(given: Partial<Sections>): Sections {
  return { ...same, ...given };
}

function counts(given: Partial<Review["resources"]["counts"]>): Review["resources"] {
  return { ...same.resources, counts: { ...same.resources.counts, ...given } };
}

function loss(whose: string, what: string, fate: Loss["fate"] = "destroyed"): Loss {
  return { fate, what, stack: "s", whose, reasons: [], consequences: [] };
}

function finding(rule: string, level: ReportedFinding["level"], scope = "zones/h"): ReportedFinding {
  return {
    rule,
    title: rule,
    level,
    location: { file: "site.yaml", line: 1, column: 1 },
    scope,
    message: "",
    why: "",
    fix: "",
    fingerprint: `${rule} ${scope}`,
  };
}

function added(tenant: string, racks = 64, criticalKilowatts = 8400): TenantChange {
  return {
    tenant,
    what: "added",
    offering: { after: "namespaces" },
    racks: { after: racks },
    criticalKilowatts: { after: criticalKilowatts },
    zones: { after: ["hall-3"] },
    from: { after: "2027-01-01" },
    to: { after: "2031-12-31" },
    movedRacks: 0,
    notes: [],
  };
}

function capacity(tenants: readonly TenantChange[]): CapacityChanges {
  return { ...same.capacity, tenants };
}

const keeps = (headroomKilowatts: number): Review["power"] => ({
  ...same.power,
  tightest: {
    after: {
      day: "2027-01-01",
      at: "ut-5",
      scenario: "1 of 2 units lost",
      headroomKilowatts,
      capacityKilowatts: 4000,
    },
  },
});

test("A tenant is added: its racks, megawatts, hall and day, the mining that it ends, and what power is left", () => {
  const tenants = [added("research")];
  expect(headline(sections({ capacity: capacity(tenants), power: keeps(1360) }))).toBe(
    "Adds tenant research: 64 racks, 8.4 MW critical in hall-3 from 2027-01-01; ends no mining; tightest element ut-5 keeps 1.36 MW.",
  );
});

test("Two results that are the same: nothing changes", () => {
  expect(headline(same)).toBe("Nothing changes.");
  expect(outcomeOf(same)).toBe("nothing");
  const plan = examplePlan("denton");
  const review = reviewOf(plan, structuredClone(plan));
  expect([review.headline, review.outcome]).toEqual(["Nothing changes.", "nothing"]);
});

test("Resources that change without the site delivering anything else are counted", () => {
  const review = sections({ resources: counts({ updated: 12, read: 3 }) });
  expect(headline(review)).toBe("Changes 12 resources and nothing that the site delivers.");
  expect(outcomeOf(review)).toBe("changes");
  const files = [{ file: "mining/hall-5/translator.toml", what: "changed" as const }];
  expect(headline(sections({ resources: { ...same.resources, files } }))).toBe(
    "Changes 1 file and nothing that the site delivers.",
  );
});

test("What tenants lose and the hard rules that break come before all else", () => {
  const review = sections({
    losses: [
      loss("tenant research", "Namespace research-training"),
      loss("tenant research", "Role research-training/users"),
      loss("tenant research", "PersistentVolumeClaim research-training/data", "replaced"),
      loss("zone hall-5", "Deployment hall-5/proxy"),
    ],
    capacity: capacity([added("other", 1, 130)]),
    policies: {
      ...same.policies,
      newly: [
        finding("power/n-minus-one", "hard"),
        finding("power/n-minus-one", "hard", "zones/i"),
        finding("mining/single-host", "soft"),
        finding("provenance/unverified", "advisory"),
      ],
    },
  });
  expect(headline(review)).toBe(
    "Destroys 2 and replaces 1 resource of tenant research (Namespace research-training, Role research-training/users and PersistentVolumeClaim research-training/data); newly breaks 1 hard rule in 2 places (power/n-minus-one); adds tenant other: 1 rack, 130 kW critical in hall-3 from 2027-01-01; ends no mining; destroys 1 resource of zone hall-5 (Deployment hall-5/proxy); newly breaks 1 soft rule (mining/single-host).",
  );
  expect(outcomeOf(review)).toBe("policy");
});

test("Of many tenants that lose something, come, or change, there is a number and a sum", () => {
  const names = Array.from({ length: 12 }, (_, index) => `t-${index}`);
  const changed = names.map(
    (name): TenantChange => ({
      ...added(name),
      what: "changed",
      racks: { before: 4, after: 6 },
      criticalKilowatts: { before: 500, after: 450 },
      movedRacks: 1,
    }),
  );
  expect(headline(sections({ capacity: capacity(names.map((name) => added(name, 10, 1000))) }))).toBe(
    "Adds 12 tenants: 120 racks, 12 MW critical; ends no mining.",
  );
  expect(headline(sections({ capacity: capacity(changed) }))).toBe(
    "Changes 12 tenants: +24 racks, −600 kW critical, moves 12 racks; ends no mining.",
  );
  expect(headline(sections({ losses: names.map((name) => loss(`tenant ${name}`, "Namespace n")) }))).toMatch(
    /^Destroys 12 resources of 12 tenants; /,
  );
});

test("A tenant that changes says in what; one whose terms alone differ by the first of them", () => {
  const tenant = { ...added("t"), what: "changed" as const };
  const equal = { before: 64, after: 64 };
  const unchanged = {
    ...tenant,
    offering: { before: "namespaces", after: "namespaces" },
    racks: equal,
    criticalKilowatts: equal,
    zones: { before: ["h"], after: ["h"] },
    from: { before: "2027-01-01", after: "2027-01-01" },
    to: { before: "2031-12-31", after: "2031-12-31" },
  };
  const of = (change: Partial<TenantChange>) =>
    headline(sections({ capacity: capacity([{ ...unchanged, ...change }]) }));
  expect(of({ racks: { before: 64, after: 72 } })).toBe("Changes tenant t: 64 → 72 racks; ends no mining.");
  expect(of({ racks: { before: 1835, after: 1785 } })).toContain("1,835 → 1,785 racks");
  expect(of({ movedRacks: 1, zones: { before: ["h"], after: ["i"] } })).toBe(
    "Changes tenant t: moves 1 rack, in h → i; ends no mining.",
  );
  expect(of({ to: { before: "2031-12-31", after: "2032-12-31" } })).toBe(
    "Changes tenant t: to 2031-12-31 → 2032-12-31; ends no mining.",
  );
  expect(of({ notes: ["uptime 99.9 % → 99.99 %", "load firm → 20 % flexible"] })).toBe(
    "Changes tenant t: uptime 99.9 % → 99.99 %, load firm → 20 % flexible; ends no mining.",
  );
  expect(of({ racks: { before: 64, after: 72 }, notes: ["gpus in h: none → 72 x", "price $1 → $2"] })).toBe(
    "Changes tenant t: 64 → 72 racks, price $1 → $2; ends no mining.",
  );
  const long = `gpus in hall-5 on ib-south: 367 gb300-nvl72 (52 MW) from 2027-07-15 to 2038-12-31 → none`;
  expect(of({ notes: [long, "namespace n added"] })).toBe(
    "Changes tenant t: gpus in hall-5 on ib-south differs and 1 more difference; ends no mining.",
  );
});

test("A zone that is to end mining, by a real plan: which, when and how much", () => {
  const states = [
    { state: "mining" as const, from: "2024-01-01" },
    { state: "draining" as const, from: "2026-02-01" },
    { state: "stripped" as const, from: "2026-03-01" },
  ];
  const { plan: base } = placedPlan(siteWith([mine("m", 10), mine("n", 11)]), []);
  const { plan: head } = placedPlan(
    siteWith([mine("m", 10, { states, ai: hall("m").ai }), mine("n", 11)]),
    [],
  );
  expect(reviewOf(base, head).headline).toMatch(
    /^Ends mining in m on 2026-03-01 \(234 PH\/s\); tightest element /,
  );
});

test("A real plan with a tenant more says what it brings in", () => {
  const site = siteWith([hall("h")]);
  const base = placedPlan(site, []);
  const lease = { from: "2026-01-01", to: "2028-12-31", price: "100 $/kW-month" };
  const head = placedPlan(site, [tenantOf("new", storageRacks(3), { lease })]);
  const review = reviewOf(base.plan, head.plan);
  expect(review.headline).toMatch(
    /^Adds tenant new: 3 racks, 54 kW critical in h from 2026-01-01; ends no mining; tightest element ut-h keeps 75\.93 MW; margin (rises|falls) by \$[\d,]+ a year, not verified\.$/,
  );
  expect(review.outcome).toBe("changes");
});

test("Sites that come, go, or go on to another day say so first", () => {
  const plan = examplePlan("prince-george");
  expect(reviewOf(undefined, plan).headline).toMatch(
    /^Builds site prince-george; adds 3 tenants: \d+ racks, [\d.]+ MW critical; hashrate 0 PH\/s → /,
  );
  expect(reviewOf(plan, undefined).headline).toMatch(
    /^Removes site prince-george as a whole; removes 3 tenants: /,
  );
  expect(reviewOf({ ...plan, day: "2026-08-14" }, plan).headline).toMatch(
    /^Goes from 2026-08-14 to 2026-08-15/,
  );
});

test("An element that is overloaded, and a promise that cannot be kept, are said so", () => {
  const tenants = capacity([added("t")]);
  expect(headline(sections({ capacity: tenants, power: keeps(-200) }))).toContain(
    "overloads ut-5 by 200 kW on 2027-01-01",
  );
  const mining = { ...same.mining, margin: { after: { day: "2027-02-01", kilowatts: -5000 } } };
  expect(headline(sections({ mining }))).toBe("Promises 5 MW more than can be shed on 2027-02-01.");
});

test("What nobody could read is never left out, nor what both sides break", () => {
  const notUnderstood = [{ what: "resources whose actions are not known", count: 3, examples: [] }];
  expect(headline(sections({ notUnderstood }))).toBe(
    "Changes nothing that the site delivers; 3 things could not be understood.",
  );
  const mended = [finding("provenance/unverified", "advisory")];
  expect(headline(sections({ policies: { ...same.policies, mended } }))).toBe(
    "Changes nothing that the site delivers and mends 1 finding.",
  );
  const still = sections({ policies: { ...same.policies, still: [finding("power/n-minus-one", "hard")] } });
  expect(headline(still)).toBe("Nothing changes; 1 finding of hard rules stays.");
  expect(outcomeOf(still)).toBe("policy");
  const softly = sections({ policies: { ...same.policies, still: [finding("mining/single-host", "soft")] } });
  expect([headline(softly), outcomeOf(softly)]).toEqual(["Nothing changes.", "nothing"]);
});

test("An advisory finding that is new is a change, and no failure", () => {
  const newly = [finding("provenance/unverified", "advisory")];
  expect(outcomeOf(sections({ policies: { ...same.policies, newly } }))).toBe("changes");
  expect(outcomeOf(sections({ policies: { ...same.policies, newly: [finding("a", "soft")] } }))).toBe(
    "policy",
  );
});

test("Names cannot break the line, and long ones are cut", () => {
  const text = headline(
    sections({ capacity: capacity([added("a\n# b\u2028c\u0007"), added("x".repeat(500))]) }),
  );
  expect(text).toContain("Adds tenant a # b c: 64 racks");
  expect(text).toContain(`${"x".repeat(59)}…: 64 racks`);
});

test("Limits and promises that change are said by name and power where few do, and counted where more do", () => {
  const interconnect = (name: string, before: number, after?: number) => ({
    interconnect: name,
    approvedKilowatts: { before, ...(after !== undefined && { after }) },
    grossKilowatts: {},
    headroomKilowatts: {},
  });
  const node = (name: string, after: number) => ({
    node: name,
    loadKilowatts: {},
    worstLoadKilowatts: {},
    worstScenario: {},
    capacityKilowatts: { before: 57_000, after },
    headroomKilowatts: {},
  });
  const power = (change: Partial<Review["power"]>) =>
    headline(sections({ power: { ...same.power, ...change } }));
  expect(power({ interconnects: [interconnect("grid", 297_000, 280_000)] })).toBe(
    "Approved load of grid 297 MW → 280 MW.",
  );
  expect(power({ interconnects: [interconnect("grid", 297_000)] })).toBe(
    "Approved load of grid 297 MW → none.",
  );
  expect(power({ interconnects: [interconnect("grid", 297_000, 297_000)] })).toBe("Changes 1 interconnect.");
  expect(power({ nodes: [node("mt", 38_000), node("same", 57_000)] })).toBe(
    "Capacity of mt 57 MW → 38 MW; changes 1 power node.",
  );
  expect(power({ nodes: [node("a", 1), node("b", 1), node("c", 1)] })).toBe("Changes 3 rated power nodes.");
});

test("Obligations are said by their power, and by their days where those alone differ", () => {
  const obligation = (name: string, change: Partial<Review["mining"]["obligations"][number]>) => ({
    name,
    programme: "ERS",
    obligationKilowatts: { before: 35_000, after: 35_000 },
    from: { before: "2026-06-01", after: "2026-06-01" },
    to: { before: "2026-09-30", after: "2026-09-30" },
    ...change,
  });
  const of = (...obligations: Review["mining"]["obligations"]) =>
    headline(sections({ mining: { ...same.mining, obligations } }));
  expect(of(obligation("a", { obligationKilowatts: { before: 35_000, after: 37_000 } }))).toBe(
    "Obligation a 35 MW → 37 MW.",
  );
  expect(of(obligation("a", { to: { before: "2026-09-30", after: "2026-08-31" } }))).toBe(
    "Obligation a to 2026-09-30 → 2026-08-31.",
  );
  expect(of(obligation("a", { from: { after: "2026-06-01" }, to: { before: "2026-09-30" } }))).toBe(
    "Obligation a from none → 2026-06-01, to 2026-09-30 → none.",
  );
  const ended = ["a", "b", "c"].map((name) => obligation(name, { to: { before: "2026-09-30" } }));
  expect(of(...ended)).toBe("Changes the days of 3 obligations to shed load.");
});

test("Zones that come or go, mining that ends on another day, and a site of another name are said", () => {
  const zone = (name: string, before: string | undefined, after: string | undefined) => ({
    zone: name,
    state: { ...(before && { before }), ...(after && { after }) },
    grossKilowatts: {},
    criticalKilowatts: {},
  });
  const zones = [
    zone("old", "mining", undefined),
    zone("new", undefined, "mining"),
    zone("n", undefined, "tenant"),
  ];
  expect(headline(sections({ power: { ...same.power, zones } }))).toMatch(
    /^Adds zones new and n; removes zone old; /,
  );
  const mines = (before: string, after: string, name = "m") => ({
    zone: name,
    state: { before: "mining", after: "mining" },
    hashratePetahashes: { before: 234, after: 234 },
    miners: {},
    minesUntil: { before, after },
  });
  const of = (...moved: Review["mining"]["zones"]) =>
    headline(sections({ mining: { ...same.mining, zones: moved } }));
  expect(of(mines("2026-11-10", "2026-10-10"))).toBe(
    "Moves the end of mining in m from 2026-11-10 to 2026-10-10 (234 PH/s).",
  );
  expect(of(...["a", "b", "c"].map((name) => mines("2026-11-10", "2026-10-10", name)))).toBe(
    "Moves the end of mining in 3 zones.",
  );
  expect(headline(sections({ site: "after", base: { ...same.base, site: "before" } }))).toMatch(
    /^Site before becomes after/,
  );
  expect(outcomeOf(sections({ base: { ...same.base, site: "before" } }))).toBe("changes");
});

test("A zone that comes with its mining behind it ends none", () => {
  const zone = (minesUntil: string) => ({
    zone: "m",
    state: { after: "construction" },
    hashratePetahashes: { after: 0 },
    miners: {},
    minesUntil: { after: minesUntil },
  });
  const of = (minesUntil: string) =>
    headline(sections({ mining: { ...same.mining, zones: [zone(minesUntil)] } }));
  expect(of("2025-03-01")).not.toMatch(/ends mining/i);
  expect(of("2026-03-01")).toContain("Ends mining in m on 2026-03-01");
});

test("Whoever is paid otherwise is said apart from pools that change, and not of zones that are new", () => {
  const pool = (zone: string, otherAccounts?: true) => ({
    zone,
    group: "main",
    urls: {},
    quotaPercent: {},
    ...(otherAccounts && { otherAccounts }),
  });
  const of = (...pools: Review["mining"]["pools"]) =>
    headline(sections({ mining: { ...same.mining, pools } }));
  expect(of(pool("m", true), pool("n", true), pool("n"))).toBe(
    "Pays other accounts for the hashrate of 2 zones; changes the pools of 2 zones.",
  );
  expect(of(pool("m"))).toBe("Changes the pools of 1 zone.");
});

test("What is opened or silenced is said however much else there is, and lines of money only where no margin is", () => {
  const line = (name: "margin" | "leases", before: number, after: number) => {
    const amount = (base: number) => ({ low: base, base, high: base, verified: true });
    return { name, change: { before: amount(before), after: amount(after) } };
  };
  const of = (...lines: Review["money"]["lines"]) => headline(sections({ money: { ...same.money, lines } }));
  expect(of(line("leases", 1, 2))).toBe("Changes 1 line of what the site earns.");
  expect(of(line("leases", 1, 2), line("margin", 1, 2))).toBe("Margin rises by $1 a year.");
  const much = sections({
    losses: [loss("tenant a", "x"), loss("tenant b", "y")],
    capacity: capacity([
      added("c"),
      added("d"),
      { ...added("e"), what: "removed" },
      { ...added("f"), what: "removed" },
    ]),
    power: keeps(5),
    policies: {
      ...same.policies,
      newly: [finding("r", "hard"), finding("s", "soft")],
      lowered: [{ rule: "power/x", level: { before: "hard", after: "off" } }],
    },
    security: {
      items: [{ effect: "more", about: "permissions", stack: "", object: "", whose: "", message: "" }],
    },
  });
  expect(headline(much)).toMatch(
    /lowers the level of 1 rule \(power\/x\); lets somebody do more in 1 place\.$/,
  );
});

// --- Any review at all.

const amount = fc.integer({ min: -1e7, max: 1e7 });
const name = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "binary", maxLength: 8 }));
const change = <T>(of: fc.Arbitrary<T>) =>
  fc.record({ before: of, after: of }, { requiredKeys: [] }) as fc.Arbitrary<{ before?: T; after?: T }>;
const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.oneof(fc.constant([]), fc.array(of, { maxLength: 4 }));
const amounts = change(amount);
const money = fc.record({ low: amount, base: fc.option(amount), high: amount, verified: fc.boolean() });

const anyLoss = fc.record({
  fate: fc.constantFrom<Loss["fate"]>("destroyed", "replaced", "forgotten"),
  what: name,
  whose: fc.oneof(
    name.map((one) => `tenant ${one}`),
    name,
  ),
});

const anyTenant = fc.record({
  tenant: name,
  what: fc.constantFrom<TenantChange["what"]>("added", "removed", "changed"),
  offering: change(name),
  racks: change(fc.nat(100)),
  criticalKilowatts: amounts,
  zones: change(fc.array(name, { maxLength: 4 })),
  from: change(name),
  to: change(name),
  movedRacks: fc.nat(3),
  notes: some(name),
});

const anyReview = fc.record({
  losses: some(anyLoss),
  siteQuantity: some(fc.record({ name, unit: fc.constant("kW" as const), change: amounts })),
  tightest: change(
    fc.record({
      day: name,
      at: name,
      scenario: name,
      headroomKilowatts: amount,
      capacityKilowatts: amount,
    }),
  ),
  later: some(fc.record({ day: name, grossKilowatts: amounts })),
  tenants: some(anyTenant),
  phases: some(fc.record({ zone: name, state: name, from: change(name) })),
  fabrics: some(fc.record({ fabric: name, notes: some(name) })),
  paths: some(fc.record({ change: fc.constantFrom("opened" as const, "closed" as const) })),
  mines: some(
    fc.record({ zone: name, hashratePetahashes: amounts, minesUntil: change(name), state: change(name) }),
  ),
  hashrate: some(fc.record({ name, unit: fc.constant("PH/s" as const), change: amounts })),
  pools: some(fc.record({ zone: name, group: name })),
  margin: change(fc.record({ day: name, kilowatts: amount })),
  lines: some(
    fc.record({ name: fc.constantFrom("margin" as const, "energy" as const), change: change(money) }),
  ),
  security: some(fc.record({ effect: fc.constantFrom("more" as const, "less" as const) })),
  newly: some(fc.tuple(name, fc.constantFrom<ReportedFinding["level"]>("advisory", "soft", "hard"))),
  mended: some(fc.tuple(name, fc.constantFrom<ReportedFinding["level"]>("soft", "hard"))),
  lowered: some(fc.record({ rule: name, level: change(name) })),
  gone: some(name),
  updated: fc.oneof(fc.constant(0), fc.nat(50)),
  files: some(fc.record({ file: name, what: fc.constant("changed" as const) })),
  notUnderstood: some(fc.record({ what: name, count: fc.nat(5), examples: some(name) })),
});

type Random = typeof anyReview extends fc.Arbitrary<infer R> ? R : never;

/** Fills the lists of a review in which nothing changes. Keys that no headline reads are left out of their entries. */
function filled(random: Random): Sections {
  const broken = (all: Random["newly"]) => all.map(([rule, level]) => finding(rule, level));
  return {
    ...same,
    losses: random.losses.map((one) => ({ ...loss(one.whose, one.what, one.fate) })),
    power: {
      ...same.power,
      site: random.siteQuantity,
      tightest: random.tightest,
      later: random.later.map((one) => ({
        ...one,
        criticalKilowatts: {},
        miningKilowatts: {},
        approvedKilowatts: {},
      })),
    },
    capacity: { ...same.capacity, tenants: random.tenants, phases: random.phases },
    network: {
      ...same.network,
      fabrics: random.fabrics,
      paths: random.paths.map((one) => ({
        ...one,
        stack: "",
        object: "",
        whose: "",
        direction: "ingress",
        path: "",
      })),
    },
    mining: {
      ...same.mining,
      site: random.hashrate,
      zones: random.mines.map((zone) => ({ ...zone, miners: {} })),
      pools: random.pools.map((pool) => ({ ...pool, urls: {}, quotaPercent: {} })),
      margin: random.margin,
    },
    money: { ...same.money, lines: random.lines },
    security: {
      items: random.security.map((one) => ({
        ...one,
        about: "permissions",
        stack: "",
        object: "",
        whose: "",
        message: "",
      })),
    },
    policies: {
      ...same.policies,
      newly: broken(random.newly),
      mended: broken(random.mended),
      lowered: random.lowered,
    },
    resources: {
      ...counts({ updated: random.updated }),
      files: random.files,
      stacks: { added: [], removed: random.gone, unchanged: 0 },
    },
    notUnderstood: random.notUnderstood,
  };
}

test("Whatever a review holds, its headline is one line, is short, and says that nothing changes only if nothing does", () => {
  let quiet = 0;
  fc.assert(
    fc.property(anyReview, (random) => {
      const text = headline(filled(random));
      expect(text).toMatch(/^[^\n\r\u2028\u2029]+\.$/u);
      expect(text.length).toBeLessThan(2500);
      const { updated, tightest, margin, ...lists } = random;
      const isEmpty =
        updated === 0 &&
        JSON.stringify(tightest.before) === JSON.stringify(tightest.after) &&
        JSON.stringify(margin.before) === JSON.stringify(margin.after) &&
        Object.values(lists).every((list) => list.length === 0);
      if (isEmpty) quiet += 1;
      expect(text.startsWith("Nothing changes")).toBe(isEmpty);
      expect(outcomeOf(filled(random)) === "nothing").toBe(isEmpty);
      if (random.newly.some(([, level]) => level === "hard"))
        expect(text).toMatch(/newly breaks \d+ hard rule/i);
      if (random.losses.some(({ whose }) => whose.startsWith("tenant ")))
        expect(text).toMatch(/^(Destroys|Replaces|Forgets) /);
    }),
    { numRuns: 1000, examples: [[emptyRandom()]] },
  );
  expect(quiet).toBeGreaterThan(0);
});

function emptyRandom(): Random {
  return {
    losses: [],
    siteQuantity: [],
    tightest: {},
    later: [],
    tenants: [],
    phases: [],
    fabrics: [],
    paths: [],
    mines: [],
    hashrate: [],
    pools: [],
    margin: {},
    lines: [],
    security: [],
    newly: [],
    mended: [],
    lowered: [],
    gone: [],
    updated: 0,
    files: [],
    notUnderstood: [],
  };
}
