import type { ReportDocument, ReportedFinding, ReportedSuppression } from "../policies/report/document.ts";
import type { Result } from "./result/result.ts";
import type { PolicyChanges } from "./review.ts";

type Level = ReportDocument["rules"][number]["level"];

/** How much a level weighs: what is off weighs nothing. */
const weights: Readonly<Record<Level, number>> = { off: 0, advisory: 1, soft: 2, hard: 3 };

/**
 * What policies say of the head that they did not say of the base. A finding is the same one by its fingerprint, wherever its
 * lines have moved to; where its level was raised it is a new one, since it asks for something else. What a suppression or a
 * lowered level has silenced is not mended: suppressions and levels are listed for themselves.
 */
export function policyChanges(base: Result, head: Result): PolicyChanges {
  const [before, after] = [base.policies, head.policies];
  const [broken, breaking] = [byFingerprint(before), byFingerprint(after)];
  const silenced = new Set(after?.suppressed.map(({ fingerprint }) => fingerprint));
  const levels = levelsOf(after);
  const isNew = ({ fingerprint, level }: ReportedFinding) => {
    const earlier = broken.get(fingerprint);
    return earlier === undefined || weights[level] > weights[earlier.level];
  };
  const isMended = ({ fingerprint, rule }: ReportedFinding) =>
    !breaking.has(fingerprint) && !silenced.has(fingerprint) && isJudged(levels.get(rule));
  const findings = after?.findings ?? [];
  return {
    newly: findings.filter(isNew),
    mended: after === undefined ? [] : (before?.findings ?? []).filter(isMended),
    still: findings.filter((finding) => !isNew(finding)),
    suppressions: after?.suppressions ?? [],
    newSuppressions: newSuppressions(before, after),
    lowered: lowered(before, after),
    judged: {
      ...(before !== undefined && { before: judgedRules(before) }),
      ...(after !== undefined && { after: judgedRules(after) }),
    },
  };
}

function byFingerprint(report: ReportDocument | undefined): ReadonlyMap<string, ReportedFinding> {
  return new Map(report?.findings.map((finding) => [finding.fingerprint, finding]));
}

function levelsOf(report: ReportDocument | undefined): ReadonlyMap<string, Level> {
  return new Map(report?.rules.map(({ id, level }) => [id, level]));
}

function isJudged(level: Level | undefined): boolean {
  return level !== undefined && level !== "off";
}

function judgedRules({ rules }: ReportDocument): number {
  return rules.filter(({ level }) => isJudged(level)).length;
}

/** A suppression that now lasts longer is a decision as well as one that was not there. */
function newSuppressions(
  before: ReportDocument | undefined,
  after: ReportDocument | undefined,
): readonly ReportedSuppression[] {
  const key = ({ rule, scope }: ReportedSuppression) => `${rule} ${scope}`;
  const earlier = new Map(before?.suppressions.map((each) => [key(each), each.expires]));
  return (after?.suppressions ?? []).filter((each) => each.expires > (earlier.get(key(each)) ?? ""));
}

function lowered(
  before: ReportDocument | undefined,
  after: ReportDocument | undefined,
): PolicyChanges["lowered"] {
  if (before === undefined || after === undefined) return [];
  const levels = levelsOf(after);
  return before.rules.flatMap(({ id, level }) => {
    const now = levels.get(id);
    if (now !== undefined && weights[now] >= weights[level]) return [];
    if (!isJudged(level)) return [];
    return [{ rule: id, level: { before: level, ...(now !== undefined && { after: now }) } }];
  });
}
