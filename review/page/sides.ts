import type { ReportedFinding } from "../../policies/report/document.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";

/** Where a plan stands in the data that the page carries: `head` is also the one plan of a page that compares nothing. */
export type SideName = "base" | "head";

/** A plan with the name of its side. */
export interface PlanSide {
  readonly side: SideName;
  /** `Before: main`; undefined where there is only one side. */
  readonly label?: string;
  readonly plan: SitePlanDocument;
}

/** What is drawn: two plans side by side, or one alone. */
export interface Pictured {
  /** Before first. A side that has no site is not there. */
  readonly sides: readonly PlanSide[];
  /** Whether it is a comparison, where what is equal stays quiet. */
  readonly compares: boolean;
  readonly findings: readonly ReportedFinding[];
}

/** The side that decides what there is to draw now: the later one, as far as it has a site. */
export function latest({ sides }: Pictured): PlanSide | undefined {
  return sides.at(-1);
}

/** The names of things of one sort that differ between the two sides, and of those that are the same on both. */
export function splitByChange<T>(
  { sides, compares }: Pictured,
  thingsOf: (plan: SitePlanDocument) => readonly T[],
  nameOf: (thing: T) => string,
  contentOf: (thing: T, plan: SitePlanDocument) => unknown,
): { readonly changed: ReadonlySet<string>; readonly same: ReadonlySet<string> } {
  const written = sides.map(
    ({ plan }) =>
      new Map(thingsOf(plan).map((thing) => [nameOf(thing), JSON.stringify(contentOf(thing, plan))])),
  );
  const names = new Set(written.flatMap((each) => [...each.keys()]));
  const [first, second] = written;
  const differs = (name: string) => !compares || first?.get(name) !== second?.get(name);
  return {
    changed: new Set([...names].filter(differs)),
    same: new Set([...names].filter((name) => !differs(name))),
  };
}
