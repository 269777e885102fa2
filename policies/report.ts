import type { Day } from "../site/day.ts";
import type { AnyRule, Level, Place } from "./rule.ts";
import type { Scope } from "./scope.ts";
import type { Suppression } from "./settings.ts";
import type { JudgedSuppression } from "./suppressions.ts";

/** What came of a rule. `failed` counts what is suppressed as well; `broken` is a rule that could not tell. */
export type Outcome = "passed" | "failed" | "not-applicable" | "off" | "broken";

export interface JudgedRule {
  readonly rule: AnyRule;
  /** The level that it was judged at. */
  readonly level: Level | "off";
  readonly outcome: Outcome;
}

/** A finding as a report carries it. */
export interface Finding {
  readonly rule: AnyRule["id"];
  readonly title: string;
  readonly level: Level;
  readonly place: Place;
  readonly scopes: readonly Scope[];
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Of the rule and the place, by names: the same wherever the lines of the documents move. */
  readonly fingerprint: string;
}

/** What all rules say of a site on its effective date. */
export interface Report {
  readonly site: string;
  readonly day: Day;
  readonly rules: readonly JudgedRule[];
  /** Those that count: hard ones first. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly suppression: Suppression }[];
  readonly suppressions: readonly JudgedSuppression[];
}
