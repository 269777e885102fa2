import type { Day } from "../site/day.ts";
import type { Level } from "./rule.ts";
import { covers, type Scope } from "./scope.ts";
import type { Suppression } from "./settings.ts";

/** What came of a suppression. Only `applied` takes findings out of the verdict. */
export type SuppressionState = "applied" | "expired" | "matches-nothing" | "hard";

export interface JudgedSuppression {
  readonly suppression: Suppression;
  readonly state: SuppressionState;
  /** How many findings it covers, whether or not it could suppress them. */
  readonly findings: number;
}

interface Suppressible {
  readonly rule: string;
  readonly level: Level;
  readonly scopes: readonly Scope[];
}

/** The suppression that takes a finding out, if any does: of its rule, in force, around its place. Never of a hard one. */
export function suppressionOf(
  finding: Suppressible,
  suppressions: readonly Suppression[],
  on: Day,
): Suppression | undefined {
  if (finding.level === "hard") return undefined;
  return suppressions.find((suppression) => on <= suppression.expires && isAbout(suppression, finding));
}

/** What came of each suppression, so that those that do nothing any more are seen. */
export function judgedSuppressions(
  findings: readonly Suppressible[],
  suppressions: readonly Suppression[],
  on: Day,
): JudgedSuppression[] {
  return suppressions.map((suppression) => {
    const covered = findings.filter((finding) => isAbout(suppression, finding));
    return { suppression, state: stateOf(suppression, covered, on), findings: covered.length };
  });
}

function stateOf({ expires }: Suppression, covered: readonly Suppressible[], on: Day): SuppressionState {
  if (expires < on) return "expired";
  if (covered.length === 0) return "matches-nothing";
  return covered.every(({ level }) => level === "hard") ? "hard" : "applied";
}

function isAbout({ rule, scope }: Suppression, finding: Suppressible): boolean {
  return rule === finding.rule && finding.scopes.some((one) => covers(scope, one));
}
