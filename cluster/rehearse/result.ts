/** What came out of one check. */
export interface CheckResult {
  /** What holds, such as `own racks only`. */
  readonly check: string;
  /** For whom: a tenant, a zone, the site. */
  readonly of: string;
  readonly expected: string;
  readonly found: string;
  readonly outcome: Outcome;
  /** What explains a miss, or how to have checked what was not. */
  readonly details: readonly string[];
}

export type Outcome = "ok" | "miss" | "not checked";

/** A check's result: a miss where there is something that explains one. */
export function checked(
  { check, of, expected, found }: Pick<CheckResult, "check" | "of" | "expected" | "found">,
  misses: readonly string[],
): CheckResult {
  return {
    check,
    of,
    expected,
    found,
    outcome: misses.length === 0 ? "ok" : "miss",
    details: shortened(misses),
  };
}

/** Something that could not be checked, why, and how it can be. */
export function notChecked(check: string, of: string, why: string): CheckResult {
  return { check, of, expected: "", found: "", outcome: "not checked", details: [why] };
}

const shown = 8;

/** The first of many lines, and how many more there are. */
function shortened(lines: readonly string[]): string[] {
  if (lines.length <= shown) return [...lines];
  return [...lines.slice(0, shown), `and ${lines.length - shown} more like these`];
}

/** A number of things: `1 gang`, `1,792 pods`. */
export function count(number: number, one: string): string {
  return `${number.toLocaleString("en-US")} ${one}${number === 1 ? "" : "s"}`;
}
