import { quarterOf, quarterSpans } from "../site/conversion/quarter.ts";
import { addDays, type ClosedPeriod, type Day, daysBetween, includes } from "../site/day.ts";
import { calendarMonths } from "../site/economics/calendar-months.ts";
import { type Derived, derivedOfAll } from "../site/economics/derived.ts";
import { daysPerYear, monthsPerYear } from "../site/economics/year.ts";
import { Money } from "../site/money.ts";
import type { Site } from "../site/site.ts";
import type { Power } from "../site/units/index.ts";
import { type SiteEarnings, siteEarnings } from "./economics-site.ts";
import { termsFor } from "./economics-terms.ts";
import type { Placement } from "./place.ts";
import { siteUse, useChanges } from "./quarters.ts";

/** The kinds of revenue that a mixed site has. */
export type RevenueKind = "hashing" | "hosting" | "leases" | "demandResponse";

/** What a site's revenue is made of within a quarter, or in each of several in which nothing changes. */
export interface QuarterMix {
  readonly quarter: string;
  readonly from: Day;
  readonly to: Day;
  /** Gross load of the miners on the last day. */
  readonly mining: Power;
  /** Critical load that is leased on the last day. */
  readonly leased: Power;
  /** Of one quarter: where there are several, their average. */
  readonly revenue: Readonly<Record<RevenueKind, Quarterly | undefined>>;
  readonly total: Quarterly | undefined;
}

const monthsPerQuarter = 3;

/** US dollars a quarter. */
export type Quarterly = Derived<Money<"USD">>;

/** From the quarter of a day to that of the last change, by what is in force on each day. */
export function quarterMix(site: Site, placement: Placement, on: Day): readonly QuarterMix[] {
  const { from } = quarterOf(on);
  const days = revenueDays(site, placement).filter((day) => day > from);
  return quarterSpans([from, ...days]).map((span) => {
    const quarters = calendarMonths(span) / monthsPerQuarter;
    const stretches = stretchesOf(span, days).map((stretch) => ({
      byDays: (daysBetween(stretch.from, stretch.to) + 1) / daysPerYear / quarters,
      byMonths: calendarMonths(stretch) / monthsPerYear / quarters,
      earnings: siteEarnings(site, placement, stretch.from, termsFor(site, placement, stretch.from)),
    }));
    const of = (kind: RevenueKind) => inQuarter(kind, stretches);
    const revenue = {
      hashing: of("hashing"),
      hosting: of("hosting"),
      leases: of("leases"),
      demandResponse: of("demandResponse"),
    };
    const amounts = Object.values(revenue).flatMap((amount) => amount ?? []);
    const { mining, leased } = siteUse(site, placement, span.to);
    return {
      quarter: span.name,
      from: span.from,
      to: span.to,
      mining,
      leased,
      revenue,
      total:
        amounts.length === 0
          ? undefined
          : derivedOfAll("revenue", "sum of its kinds", amounts, (values) => Money.sum("USD", values)),
    };
  });
}

/** The days on which what a site earns changes. */
function revenueDays(site: Site, placement: Placement): readonly Day[] {
  const changes = useChanges(site, placement).map(({ day }) => day);
  const programmes = site.document.demandResponse.flatMap(({ from, to }) =>
    to === undefined ? [from] : [from, addDays(to, 1)],
  );
  return [...new Set([...changes, ...programmes])].sort();
}

/** The stretches of a span of quarters within which nothing changes. */
function stretchesOf(span: ClosedPeriod, changes: readonly Day[]): readonly ClosedPeriod[] {
  const starts = [span.from, ...changes.filter((day) => day > span.from && includes(span, day))];
  return starts.map((from, at) => {
    const next = starts[at + 1];
    return { from, to: next === undefined ? span.to : addDays(next, -1) };
  });
}

/** What falls on a stretch of a year's revenue, in the average quarter. */
interface Earned {
  /** Of what is earned day by day. */
  readonly byDays: number;
  /** Of what is paid by the month, which is the same for a February. */
  readonly byMonths: number;
  readonly earnings: SiteEarnings;
}

function inQuarter(kind: RevenueKind, stretches: readonly Earned[]): Quarterly | undefined {
  const earned = stretches.flatMap(({ byDays, byMonths, earnings }) => {
    const amount = earnings[kind];
    return amount === undefined ? [] : [{ share: kind === "leases" ? byMonths : byDays, amount }];
  });
  if (earned.length === 0) return undefined;
  return derivedOfAll(
    kind,
    kind === "leases" ? "each month's part of its year's revenue" : "each day's part of its year's revenue",
    earned.map(({ amount }) => amount),
    (amounts) =>
      Money.sum(
        "USD",
        amounts.map((amount, at) => amount.times(earned[at]?.share ?? 0)),
      ),
  );
}
