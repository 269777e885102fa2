import { expect, test } from "vitest";
import type { ReportDocument, ReportedFinding } from "../../policies/report/document.ts";
import { policyChanges } from "../../review/policies.ts";
import type { Result } from "../../review/result/result.ts";
import { finding, suppression } from "./formats/reviews.ts";

type Rules = Readonly<Record<string, ReportDocument["rules"][number]["level"]>>;

/** A result of which only the policies matter. */
function judged(
  findings: readonly ReportedFinding[],
  more: Partial<ReportDocument> & { readonly levels?: Rules } = {},
): Result {
  const { levels = { "power/n-1-headroom": "soft", "mining/test-key": "hard" }, ...rest } = more;
  const rules = Object.entries(levels).map(([id, level]) => ({
    id,
    title: id,
    what: "x",
    why: "x",
    fix: "x",
    level,
    outcome: "passed" as const,
  }));
  const policies = {
    version: 1 as const,
    site: "ridge",
    day: "2026-07-01",
    rules,
    findings,
    suppressed: [],
    suppressions: [],
    ...rest,
  };
  return { label: "x", plan: undefined, policies, stacks: new Map(), files: new Map() };
}

const notJudged: Result = { ...judged([]), policies: undefined };
const one = finding({ fingerprint: "one" });
const other = finding({ fingerprint: "other" });

test("A finding is new, mended or still there by its fingerprint, wherever its line has moved to", () => {
  const moved = finding({ fingerprint: "one", location: { file: "site.yaml", line: 99, column: 1 } });
  const third = finding({ fingerprint: "third" });
  const changes = policyChanges(judged([one, other]), judged([moved, third]));
  expect(changes.newly).toEqual([third]);
  expect(changes.still).toEqual([moved]);
  expect(changes.mended).toEqual([other]);
  expect(changes.judged).toEqual({ before: 2, after: 2 });
});

test("The same on both sides is nothing new and nothing mended", () => {
  const changes = policyChanges(judged([one, other]), judged([one, other]));
  expect([changes.newly, changes.mended, changes.lowered, changes.newSuppressions]).toEqual([[], [], [], []]);
  expect(changes.still).toHaveLength(2);
});

test("A raised level makes a finding a new one; a lowered one does not", () => {
  const advisory = finding({ fingerprint: "one", level: "advisory" });
  expect(policyChanges(judged([advisory]), judged([one])).newly).toEqual([one]);
  expect(policyChanges(judged([one]), judged([advisory])).newly).toEqual([]);
});

test("What a suppression or a level silences is not mended, and is told as what it is", () => {
  const suppressed = judged([], {
    suppressed: [{ ...one, reason: "known", expires: "2026-12-31" }],
    suppressions: [suppression()],
  });
  const bySuppression = policyChanges(judged([one]), suppressed);
  expect(bySuppression.mended).toEqual([]);
  expect(bySuppression.newSuppressions).toEqual([suppression()]);

  const byLevel = policyChanges(judged([one]), judged([], { levels: { "power/n-1-headroom": "off" } }));
  expect(byLevel.mended).toEqual([]);
  expect(byLevel.lowered).toEqual([
    { rule: "power/n-1-headroom", level: { before: "soft", after: "off" } },
    { rule: "mining/test-key", level: { before: "hard" } },
  ]);
});

test("What a suppression no longer covers is new, and one that lasts longer is told again", () => {
  const covered = judged([], { suppressed: [{ ...one, reason: "known", expires: "2026-07-31" }] });
  expect(policyChanges(covered, judged([one])).newly).toEqual([one]);
  const until = (expires: string) => judged([], { suppressions: [suppression({ expires })] });
  expect(policyChanges(until("2026-12-31"), until("2027-06-30")).newSuppressions).toHaveLength(1);
  expect(policyChanges(until("2026-12-31"), until("2026-12-31")).newSuppressions).toEqual([]);
  expect(policyChanges(until("2026-12-31"), until("2026-09-30")).newSuppressions).toEqual([]);
});

test("A side that was not judged is said to be so; nothing of the other passes for mended", () => {
  expect(policyChanges(notJudged, judged([one]))).toMatchObject({ newly: [one], judged: { after: 2 } });
  const changes = policyChanges(judged([one]), notJudged);
  expect(changes).toMatchObject({ newly: [], mended: [], still: [], lowered: [] });
  expect(changes.judged).toEqual({ before: 2 });
});
