import { changeOf, isChanged } from "../changed.ts";
import { byDay, type DayPlan } from "../days-ahead.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { PowerChanges } from "../review.ts";

type LaterDay = PowerChanges["later"][number];

/**
 * The days after both effective dates on which the two plans differ. What differs stays so until something else changes, and
 * then all days between would say the same: a day is listed where the difference is another than on the day before.
 */
export function laterDays(
  base: SitePlanDocument | undefined,
  head: SitePlanDocument | undefined,
): readonly LaterDay[] {
  const plans = [base, head].flatMap((plan) => plan ?? []);
  const [first = ""] = plans
    .map(({ day }) => day)
    .sort()
    .reverse();
  const days = [...new Set(plans.flatMap((plan) => plan.days.map(({ day }) => day)))].sort();
  const [before, after] = [byDay(base), byDay(head)];
  let known = differences(before(first), after(first));
  return days
    .filter((day) => day > first)
    .flatMap((day) => {
      const [old, now] = [before(day), after(day)];
      const found = differences(old, now);
      const isNews = isChanged(changeOf(known, found));
      known = found;
      return isNews && found.some((difference) => isChanged({ before: 0, after: difference }))
        ? [laterDay(day, old, now)]
        : [];
    });
}

function laterDay(day: string, before: DayPlan | undefined, after: DayPlan | undefined): LaterDay {
  const [old, now] = [before && totals(before), after && totals(after)];
  return {
    day,
    grossKilowatts: changeOf(old?.gross, now?.gross),
    criticalKilowatts: changeOf(old?.critical, now?.critical),
    miningKilowatts: changeOf(old?.mining, now?.mining),
    approvedKilowatts: changeOf(old?.approved, now?.approved),
  };
}

function totals({ load, approvedKilowatts }: DayPlan) {
  return {
    gross: load.grossKilowatts,
    critical: load.criticalKilowatts,
    mining: load.miningKilowatts,
    approved: approvedKilowatts,
  };
}

/** How much more there is of each at the head, in kW. A side that has no site draws nothing. */
function differences(before: DayPlan | undefined, after: DayPlan | undefined): readonly number[] {
  const nothing = { gross: 0, critical: 0, mining: 0, approved: 0 };
  const old = before === undefined ? nothing : totals(before);
  const now = after === undefined ? nothing : totals(after);
  return [
    now.gross - old.gross,
    now.critical - old.critical,
    now.mining - old.mining,
    now.approved - old.approved,
  ];
}
