import type { ReportedFinding, ReportedSuppression } from "../../../policies/report/document.ts";
import type { ResourceChange } from "../../../review/resources/resource-change.ts";
import type { Review } from "../../../review/review.ts";
import { noCounts } from "../../support/reviews.ts";

/** What a review is made of: names and sentences in their order, and how many of each thing. */
export interface Making {
  /** Given anew each time. */
  readonly name: () => string;
  readonly count: number;
}

/** A review in which nothing changes. */
export const nothingChanges: Review = {
  version: 1,
  site: "ridge",
  base: { label: "origin/main", day: "2026-07-01" },
  head: { label: "sites/ridge", day: "2026-07-01" },
  outcome: "nothing",
  headline: "Nothing changes.",
  losses: [],
  power: {
    site: [],
    zones: [],
    nodes: [],
    interconnects: [],
    tightest: {},
    later: [],
    unchanged: { zones: 4, nodes: 12 },
  },
  capacity: { tenants: [], zones: [], phases: [], unchanged: { tenants: 2, zones: 4 } },
  network: { identifiers: [], fabrics: [], paths: [] },
  mining: { site: [], zones: [], pools: [], obligations: [], margin: {}, unchanged: { zones: 3 } },
  money: { lines: [], unpriced: {}, figures: {} },
  security: { items: [] },
  policies: {
    newly: [],
    mended: [],
    still: [],
    suppressions: [],
    newSuppressions: [],
    lowered: [],
    judged: { before: 52, after: 52 },
  },
  resources: {
    counts: noCounts(),
    groups: [],
    drift: [],
    outputs: [],
    planned: [],
    stacks: { added: [], removed: [], unchanged: 5 },
    files: [],
  },
  notUnderstood: [],
};

export function finding(change: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    rule: "power/n-1-headroom",
    title: "Little headroom with one element lost",
    level: "soft",
    location: { file: "site.yaml", line: 33, column: 5 },
    scope: "power/ut-a",
    message: "1.2 MW of 1.3 MW with ut-b lost",
    why: "A second event trips it.",
    fix: "Move load to another transformer.",
    fingerprint: "f:1",
    ...change,
  };
}

export function suppression(change: Partial<ReportedSuppression> = {}): ReportedSuppression {
  return {
    rule: "mining/example-payout-address",
    scope: "poolSets/main",
    reason: "the wallet is being set up",
    expires: "2026-12-31",
    state: "applied",
    findings: 1,
    location: { file: "site.yaml", line: 90, column: 3 },
    ...change,
  };
}

/** A review with some of everything, and every text in it from outside. */
export function everything({ name, count }: Making): Review {
  const many = <T>(make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const kilowatts = (index: number) => ({ before: 1000 + index, after: 2500.5 + index });
  const days = () => ({ before: name(), after: name() });
  const aFinding = (index: number, level: "hard" | "soft" | "advisory") =>
    finding({
      rule: name(),
      title: name(),
      level,
      scope: name(),
      message: name(),
      why: name(),
      fix: name(),
      location: { file: name(), line: index + 1, column: 1 },
      fingerprint: `${level}:${index}`,
      object: { kind: name(), namespace: name(), name: name(), field: name() },
    });
  const aSuppression = () => suppression({ rule: name(), scope: name(), reason: name() });
  return {
    ...nothingChanges,
    site: name(),
    title: name(),
    base: { label: name(), day: "2026-07-01" },
    head: { label: name(), day: "2026-08-01" },
    outcome: "policy",
    headline: name(),
    losses: many(() => ({
      fate: "destroyed",
      what: name(),
      stack: name(),
      address: name(),
      whose: name(),
      reasons: [name()],
      consequences: [name(), name()],
      fix: name(),
    })),
    power: {
      site: many((index) => ({ name: name(), unit: "kW", change: kilowatts(index) })),
      zones: many((index) => ({
        zone: name(),
        state: days(),
        grossKilowatts: kilowatts(index),
        criticalKilowatts: { after: 10 },
      })),
      nodes: many((index) => ({
        node: name(),
        loadKilowatts: kilowatts(index),
        worstLoadKilowatts: kilowatts(index),
        worstScenario: days(),
        capacityKilowatts: { before: 3000, after: 3000 },
        headroomKilowatts: { before: 500, after: -120 },
      })),
      interconnects: many((index) => ({
        interconnect: name(),
        approvedKilowatts: kilowatts(index),
        grossKilowatts: kilowatts(index),
        headroomKilowatts: kilowatts(index),
      })),
      tightest: {
        after: { day: name(), at: name(), scenario: name(), headroomKilowatts: 12, capacityKilowatts: 2000 },
      },
      later: many((index) => ({
        day: name(),
        grossKilowatts: kilowatts(index),
        criticalKilowatts: kilowatts(index),
        miningKilowatts: kilowatts(index),
        approvedKilowatts: kilowatts(index),
      })),
      unchanged: { zones: 1, nodes: 1 },
    },
    capacity: {
      tenants: many((index) => ({
        tenant: name(),
        title: name(),
        what: "changed",
        offering: days(),
        racks: { before: index, after: 64 },
        criticalKilowatts: kilowatts(index),
        zones: { before: [name()], after: many(() => name()).slice(0, 20) },
        from: days(),
        to: days(),
        movedRacks: 3,
        notes: [name(), name()],
      })),
      zones: many((index) => ({
        zone: name(),
        racks: { before: index, after: 9 },
        positions: { before: 16, after: 32 },
        aiCapacityKilowatts: kilowatts(index),
      })),
      phases: many(() => ({ zone: name(), state: name(), from: days() })),
      unchanged: { tenants: 0, zones: 0 },
    },
    network: {
      identifiers: many(() => ({ tenant: name(), fabric: name(), what: "P_Key", change: days() })),
      fabrics: many(() => ({ fabric: name(), notes: [name()] })),
      paths: many(() => ({
        change: "opened",
        stack: name(),
        object: name(),
        whose: name(),
        direction: "egress",
        path: name(),
      })),
    },
    mining: {
      site: many((index) => ({ name: name(), unit: "PH/s", change: kilowatts(index) })),
      zones: many((index) => ({
        zone: name(),
        state: days(),
        hashratePetahashes: kilowatts(index),
        miners: { before: 400, after: 0 },
        minesUntil: { after: name() },
      })),
      pools: many(() => ({
        zone: name(),
        group: name(),
        urls: { before: [name()], after: [name(), name()] },
        quotaPercent: {},
        otherAccounts: true,
      })),
      obligations: many((index) => ({
        name: name(),
        programme: name(),
        obligationKilowatts: kilowatts(index),
        from: days(),
        to: days(),
      })),
      margin: { before: { day: name(), kilowatts: 100 }, after: { day: name(), kilowatts: -5 } },
      unchanged: { zones: 0 },
    },
    money: {
      lines: [
        {
          name: "margin",
          change: {
            before: { low: null, base: 1_200_000, high: 3_400_000.4, verified: true },
            after: { low: 1, base: null, high: null, verified: false },
          },
        },
      ],
      unpriced: { before: [], after: [name()] },
      figures: { before: { total: 9, unverified: 3 }, after: { total: 11, unverified: 4 } },
    },
    security: {
      items: many(() => ({
        effect: "more",
        about: "permissions",
        stack: name(),
        object: name(),
        whose: name(),
        message: name(),
      })),
    },
    policies: {
      newly: many((index) => aFinding(index, index % 2 === 0 ? "hard" : "soft")),
      mended: many((index) => aFinding(index, "advisory")),
      still: many((index) => aFinding(index, "soft")),
      suppressions: many(aSuppression),
      newSuppressions: many(aSuppression),
      lowered: many(() => ({ rule: name(), level: { before: "hard", after: "off" } })),
      judged: { before: 52, after: 52 },
    },
    resources: {
      counts: { ...noCounts(), updated: count, replaced: count },
      groups: many((index) => ({
        stack: `${name()}${index % 7}`,
        kind: name(),
        fate: "updated",
        changes: [resource(name), resource(name)],
      })),
      drift: many(() => resource(name)),
      outputs: many(() => ({ stack: name(), name: name(), fate: "updated" })),
      planned: [name()],
      stacks: { added: many(() => name()), removed: many(() => name()), unchanged: 0 },
      files: many(() => ({ file: name(), what: "changed" })),
    },
    notUnderstood: many((index) => ({ what: name(), count: index + 1, examples: [name(), name()] })),
  };
}

function resource(name: () => string): ResourceChange {
  return {
    stack: name(),
    address: name(),
    type: name(),
    construct: [name()],
    object: { apiVersion: name(), kind: name(), namespace: name(), name: name() },
    fate: "updated",
    from: "plan",
    reasons: [name()],
    attributes: [
      { path: name(), before: { is: "absent" }, after: { is: "value", json: JSON.stringify(name()) } },
      { path: name(), before: { is: "sensitive" }, after: { is: "unknown" }, replaces: true },
    ],
    was: name(),
    fix: name(),
    deposed: name(),
  };
}
