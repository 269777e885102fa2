import { expect, test } from "vitest";
import { minesUntil } from "../../review/mining/mines-until.ts";
import { miningChanges } from "../../review/mining/mining-changes.ts";
import { reviewPage } from "../../review/page/review-page.tsx";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { reviewOf } from "../support/reviews.ts";
import { examplePlan, placedPlan } from "../support/site-plans.ts";
import { hall, mine, miners, siteWith, type ZoneInput } from "../support/sites.ts";

function plan(zones: readonly ZoneInput[], change: Partial<SiteInput> = {}) {
  return placedPlan(siteWith(zones, change), []).plan;
}

const ending: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2026-02-01" },
  { state: "stripped", from: "2026-03-01" },
];

test("A zone that is to end mining says from when on no miner is left", () => {
  const base = plan([mine("m", 10), mine("n", 11)]);
  const head = plan([mine("m", 10, { states: ending, ai: hall("m").ai }), mine("n", 11)]);
  const changes = miningChanges(base, head);
  expect(changes.zones).toEqual([
    {
      zone: "m",
      state: { before: "mining", after: "mining" },
      hashratePetahashes: { before: 234, after: 234 },
      miners: { before: 1000, after: 1000 },
      minesUntil: { after: "2026-03-01" },
    },
  ]);
  expect(changes.site).toEqual([]);
  expect(changes.unchanged).toEqual({ zones: 1 });
});

test("More miners are more hashrate, and more load that can be shed", () => {
  const base = plan([mine("m", 10)]);
  const head = plan([mine("m", 10, { mining: miners(10, 2000) })]);
  const changes = miningChanges(base, head);
  expect(changes.site).toEqual([
    { name: "hashrate", unit: "PH/s", change: { before: 234, after: 468 } },
    { name: "miners", unit: "miners", change: { before: 1000, after: 2000 } },
    { name: "curtailable load", unit: "kW", change: { before: 3685.5, after: 7371 } },
  ]);
  expect(changes.zones).toHaveLength(1);
});

test("Pools that change their order differ, and so do shares", () => {
  const group = (name: string, hosts: readonly string[], quota = 1) => ({
    name,
    quota,
    pools: hosts.map((host) => ({ url: `stratum+tcp://${host}.example.com:3333`, user: "secret-account" })),
  });
  const set = (...groups: ReturnType<typeof group>[]) => ({ poolSets: [{ name: "pools", groups }] });
  const base = plan([mine("m", 10)], set(group("a", ["one", "two"]), group("b", ["three", "four"])));
  const head = plan([mine("m", 10)], set(group("a", ["two", "one"]), group("b", ["three", "four"])));
  const changes = miningChanges(base, head);
  expect(changes.pools).toEqual([
    {
      zone: "m",
      group: "a",
      urls: {
        before: ["stratum+tcp://one.example.com:3333", "stratum+tcp://two.example.com:3333"],
        after: ["stratum+tcp://two.example.com:3333", "stratum+tcp://one.example.com:3333"],
      },
      quotaPercent: { before: 50, after: 50 },
    },
  ]);
  expect(JSON.stringify(changes)).not.toContain("secret-account");
  const shifted = plan([mine("m", 10)], set(group("a", ["one", "two"], 3), group("b", ["three", "four"])));
  expect(miningChanges(base, shifted).pools.map(({ group, quotaPercent }) => [group, quotaPercent])).toEqual([
    ["a", { before: 50, after: 75 }],
    ["b", { before: 50, after: 25 }],
  ]);
});

/** Groups of the pools of "m", as `main: one=ours two=theirs`: hosts and the accounts that are paid there. */
function pooled(...groups: readonly string[]) {
  return plan([mine("m", 10)], {
    poolSets: [
      {
        name: "pools",
        groups: groups.map((group) => {
          const [name = "", pools = ""] = group.split(": ");
          return {
            name,
            pools: pools.split(" ").map((pool) => {
              const [host, user = ""] = pool.split("=");
              return { url: `stratum+tcp://${host}.example.com:3333`, user };
            }),
          };
        }),
      },
    ],
  });
}

test("Another account is told by whichever way it comes to be paid, and never by its name", () => {
  const base = pooled("main: one=ours two=spare");
  const paid = (...groups: readonly string[]) => {
    const head = pooled(...groups);
    const { pools } = miningChanges(base, head);
    expect(JSON.stringify([head.zones, pools])).not.toMatch(/ours|theirs|spare/);
    return pools.map(({ group, otherAccounts = false }) => `${group} ${otherAccounts}`);
  };
  expect(paid("main: one=theirs two=spare")).toEqual(["main true"]);
  expect(paid("main: one=ours two=theirs")).toEqual(["main true"]);
  expect(paid("main: one=spare two=ours"), "two accounts change places").toEqual(["main true"]);
  expect(paid("main: three=theirs two=spare")).toEqual(["main true"]);
  expect(paid("main: one=ours two=spare three=theirs")).toEqual(["main true"]);
  expect(paid("main: one=ours two=spare", "more: one=theirs")).toEqual(["main false", "more true"]);
  // The same accounts as before: in another order, at another pool, in a group of another name.
  expect(paid("main: two=spare one=ours")).toEqual(["main false"]);
  expect(paid("main: three=ours two=spare")).toEqual(["main false"]);
  expect(paid("only: one=ours two=spare")).toEqual(["only false", "main false"]);
});

test("The page says in a sentence that another account is paid, and says it of nobody else", () => {
  const base = pooled("main: one=ours two=spare", "more: two=ours one=spare");
  const head = pooled("main: one=theirs two=spare", "more: one=spare two=ours");
  const page = reviewPage(reviewOf(base, head), base, head);
  const said = page.match(/<strong>Other account<\/strong>[^<]*/g);
  expect(said).toEqual([
    "<strong>Other account</strong>: group main of m pays an account that it did not pay before",
  ]);
});

test("Where a plan has no digests of accounts, and where a zone is new, no other account is told", () => {
  const base = pooled("main: one=ours two=ours");
  const head = pooled("main: one=theirs two=ours");
  const older = structuredClone(base);
  for (const { poolGroups } of older.zones)
    for (const { pools } of poolGroups) for (const pool of pools) delete pool.account;
  expect(miningChanges(base, head).pools).toHaveLength(1);
  expect(miningChanges(older, head).pools).toEqual([]);
  const [isNew] = miningChanges(plan([hall("h")]), head).pools;
  expect(isNew).toMatchObject({ zone: "m", group: "main" });
  expect(isNew).not.toHaveProperty("otherAccounts");
});

test("An obligation that is over is none, one to come is, and one that ends earlier says on which day", () => {
  const obliged = (to?: string, from = "2025-01-01") =>
    plan([mine("m", 10)], {
      demandResponse: [
        {
          name: "ers",
          programme: "ERCOT ERS-10",
          obligation: "1 MW",
          notice: "10 min",
          maximumDuration: "1 h",
          from,
          ...(to !== undefined && { to }),
        },
      ],
    });
  const none = plan([mine("m", 10)]);
  expect(miningChanges(none, obliged("2025-12-31")).obligations).toEqual([]);
  // The last day counts.
  expect(miningChanges(none, obliged("2026-01-01")).obligations).toHaveLength(1);
  expect(miningChanges(obliged(undefined, "2026-05-01"), none).obligations).toMatchObject([
    { obligationKilowatts: { before: 1000 }, from: { before: "2026-05-01" } },
  ]);
  expect(miningChanges(obliged("2026-09-30"), obliged("2026-08-31")).obligations).toEqual([
    {
      name: "ers",
      programme: "ERCOT ERS-10",
      obligationKilowatts: { before: 1000, after: 1000 },
      from: { before: "2025-01-01", after: "2025-01-01" },
      to: { before: "2026-09-30", after: "2026-08-31" },
    },
  ]);
  // An older busbar wrote those in force alone, without their days.
  const { programmes: _, ...older } = obliged("2026-09-30");
  expect(miningChanges(older, obliged("2026-08-31")).obligations).toEqual([]);
  expect(miningChanges(older, none).obligations).toMatchObject([{ obligationKilowatts: { before: 1000 } }]);
});

test("The margin is where obligations come nearest to what can be shed, on days on which there are any", () => {
  const obliged = (obligation: string, from: string) => ({
    demandResponse: [
      {
        name: "ers",
        programme: "ERCOT ERS-10",
        obligation,
        notice: "10 min",
        maximumDuration: "1 h",
        from,
      },
    ],
  });
  const base = plan([mine("m", 10)], obliged("1 MW", "2025-01-01"));
  const head = plan([mine("m", 10)], obliged("3 MW", "2025-01-01"));
  const changes = miningChanges(base, head);
  expect(changes.obligations).toEqual([
    {
      name: "ers",
      programme: "ERCOT ERS-10",
      obligationKilowatts: { before: 1000, after: 3000 },
      from: { before: "2025-01-01", after: "2025-01-01" },
      to: {},
    },
  ]);
  expect(changes.margin).toEqual({
    before: { day: "2026-01-01", kilowatts: 2685.5 },
    after: { day: "2026-01-01", kilowatts: 685.5 },
  });
  // Not yet in force today: it is met on the day on which it begins.
  const later = miningChanges(plan([mine("m", 10)]), plan([mine("m", 10)], obliged("1 MW", "2026-09-01")));
  expect(later.obligations).toEqual([
    {
      name: "ers",
      programme: "ERCOT ERS-10",
      obligationKilowatts: { after: 1000 },
      from: { after: "2026-09-01" },
      to: {},
    },
  ]);
  expect(later.margin).toEqual({ after: { day: "2026-09-01", kilowatts: 2685.5 } });
});

test("A zone mines until the next end, until the last where it mines no more, and without end where it goes on", () => {
  const again = [...ending, { state: "mining", from: "2028-01-01" }] as const;
  expect(minesUntil(ending, "2026-01-01")).toBe("2026-03-01");
  expect(minesUntil(ending, "2027-01-01")).toBe("2026-03-01");
  expect(minesUntil(again, "2026-01-01")).toBe("2026-03-01");
  expect(minesUntil(again, "2027-01-01")).toBeUndefined();
  expect(minesUntil([{ state: "ai-ready", from: "2025-01-01" }], "2026-01-01")).toBeUndefined();
});

test("Halls that never mined are no mining zones, and an example compared with itself changes nothing", () => {
  const denton = examplePlan("denton");
  const same = miningChanges(denton, structuredClone(denton));
  expect(same).toMatchObject({ site: [], zones: [], pools: [], obligations: [] });
  expect(same.margin.after).toEqual(same.margin.before);
  expect(miningChanges(plan([hall("h")]), plan([hall("h"), hall("i")]))).toMatchObject({
    zones: [],
    unchanged: { zones: 0 },
  });
});
