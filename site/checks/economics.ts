import { assumptionProblems } from "../economics/assumption-problems.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** What money is reckoned with can be so, and no figure of it is stated twice. */
export function checkEconomics({ site: { economics } }: Documents): Finding[] {
  if (economics === undefined) return [];
  return assumptionProblems(economics).map(({ key, message }) => inSite(["economics", key], message));
}
