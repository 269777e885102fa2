import { changeOf, isChanged } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { MoneyChanges } from "../review.ts";

type Plan = SitePlanDocument | undefined;
type Money = SitePlanDocument["money"];
type Line = MoneyChanges["lines"][number];

const lines = [
  ["hashing", "hashingDollarsPerYear"],
  ["hosting", "hostingDollarsPerYear"],
  ["leases", "leasesDollarsPerYear"],
  ["demand response", "demandResponseDollarsPerYear"],
  ["energy", "energyDollarsPerYear"],
  ["operations", "operationsDollarsPerYear"],
  ["margin", "marginDollarsPerYear"],
] as const satisfies readonly (readonly [Line["name"], keyof Money])[];

/** What changes of what the site earns and costs in a year, each plan as it is used on its own effective date. */
export function moneyChanges(base: Plan, head: Plan): MoneyChanges {
  return {
    lines: lines
      .map(([name, key]): Line => ({ name, change: changeOf(base?.money[key], head?.money[key]) }))
      .filter(({ change }) => isChanged(change)),
    unpriced: changeOf(base?.money.unpriced, head?.money.unpriced),
    figures: changeOf(base?.money.figures, head?.money.figures),
  };
}
