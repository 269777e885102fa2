import type { SitePlanDocument } from "./result/site-plan-document.ts";

export type DayPlan = SitePlanDocument["days"][number];

/** The days of a plan from its effective date on: what is past nobody can mend any more. */
export function daysAhead(plan: SitePlanDocument | undefined): readonly DayPlan[] {
  return plan?.days.filter(({ day }) => day >= plan.day) ?? [];
}

/** What a site is on a day: as on the last of its days that is not after it. Days must be asked for in their order. */
export function byDay(plan: SitePlanDocument | undefined): (day: string) => DayPlan | undefined {
  const days = plan?.days ?? [];
  let next = 0;
  return (day) => {
    for (let one = days[next]; one !== undefined && one.day <= day; one = days[next]) next += 1;
    return days[next - 1];
  };
}
