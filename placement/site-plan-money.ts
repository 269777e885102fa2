import type { Day } from "../site/day.ts";
import { assumptionsBehind, isChecked } from "../site/economics/derived.ts";
import type { Yearly } from "../site/economics/money-per-year.ts";
import type { Money } from "../site/money.ts";
import type { Site } from "../site/site.ts";
import { countOf } from "./economics-json.ts";
import { siteEarnings } from "./economics-site.ts";
import { termsFor } from "./economics-terms.ts";
import type { Placement } from "./place.ts";
import { tenantsOn } from "./site-plan.ts";

/**
 * What a site earns and costs in a year as it is used on a day, in US dollars, as far as the assumptions behind it reach. Which
 * ones they are, `busbar economics` says.
 */
export function moneyPlan(site: Site, placement: Placement, on: Day) {
  const earnings = siteEarnings(site, placement, on, termsFor(site, placement, on));
  const amounts = Object.entries<Yearly | undefined>({ ...earnings });
  const all = amounts.flatMap(([, amount]) => amount ?? []);
  return {
    ...Object.fromEntries(
      amounts.map(([name, amount]) => [`${name}DollarsPerYear`, amount && yearlyRecord(amount)]),
    ),
    unpriced: tenantsOn(site, placement, on)
      .filter(({ tenant }) => tenant.lease.price === undefined)
      .map(({ tenant }) => tenant.name)
      .sort(),
    figures: countOf(assumptionsBehind(all)),
  };
}

function yearlyRecord(amount: Yearly) {
  return { ...amount.value.map(dollars), verified: isChecked(amount) };
}

/** In cents; `null` is beyond all numbers. */
function dollars(money: Money<"USD">): number | null {
  const amount = money.amount.toDecimalPlaces(2).toNumber();
  return Number.isFinite(amount) ? amount + 0 : null;
}
