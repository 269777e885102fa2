import { Money } from "../money.ts";
import { approvedLoad } from "../power/approvals.ts";
import type { Charge } from "../schema/charges.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import { Energy, Power } from "../units/index.ts";
import { isChargedOn, isInForceOn, isMeasuredIn } from "./charge-terms.ts";
import type { GridDay } from "./hour-grid.ts";
import { type GridMonth, monthsOf } from "./months.ts";
import type { PriceSeries } from "./price-series.ts";

export interface ChargeCost {
  readonly name: string;
  readonly cost: Money<"USD">;
  /** Whether the grid's peaks were not given, so that the hours of the highest prices stand for them. */
  readonly estimated: boolean;
}

/** What is measured for a charge, and with what. */
interface Measurement {
  readonly site: Pick<SiteDocument, "interconnects">;
  readonly series: PriceSeries;
  readonly months: readonly GridMonth[];
  /** What passes the meter in each hour: what is generated behind it is not charged. */
  readonly wattHours: Float64Array;
  readonly peaks: readonly number[] | undefined;
}

/** What a site pays besides its energy. A month that lies in the series in part is charged by its share of hours. */
export function chargeCosts(
  site: Pick<SiteDocument, "interconnects" | "charges">,
  series: PriceSeries,
  wattHours: Float64Array,
  peaks: readonly number[] | undefined,
): readonly ChargeCost[] {
  const measurement = { site, series, months: monthsOf(series.grid), wattHours, peaks };
  return site.charges.map((charge) => ({
    name: charge.name,
    cost: costs[charge.basis](charge, measurement),
    estimated: charge.basis === "coincident-peak" && peaks === undefined,
  }));
}

const costs: Readonly<Record<Charge["basis"], (charge: Charge, of: Measurement) => Money<"USD">>> = {
  energy: onEnergy,
  "monthly-peak": onMonthlyPeaks,
  "coincident-peak": onCoincidentPeaks,
  contracted: onContractedLoad,
};

function onEnergy(charge: Charge, { series, wattHours }: Measurement): Money<"USD"> {
  if (charge.energyPrice === undefined) return Money.usd(0);
  let sum = 0;
  for (const { first, end } of series.grid.days.filter(({ day }) => isChargedOn(charge, day)))
    for (let hour = first; hour < end; hour += 1) sum += wattHours[hour] ?? 0;
  return Money.ofEnergy(charge.energyPrice.value, Energy.wattHours(sum));
}

function onMonthlyPeaks(charge: Charge, { months, wattHours }: Measurement): Money<"USD"> {
  return Money.sum(
    "USD",
    months
      .filter(({ month }) => isMeasuredIn(charge, month))
      .map((month) => {
        const days = month.days.filter(({ day }) => isInForceOn(charge, day));
        const peak = Math.max(0, ...hoursOf(days).map((hour) => wattHours[hour] ?? 0));
        return forHours(charge, peak, month, hoursOf(days).length);
      }),
  );
}

/**
 * By the average of the load in the grid's peaks, for each month of the year in which they lie. The grid operator bills
 * them a year later, as ERCOT does with its four; here they are paid where they are caused, which is what curtailment
 * must reckon with.
 */
function onCoincidentPeaks(charge: Charge, of: Measurement): Money<"USD"> {
  const parts: Money<"USD">[] = [];
  for (const year of new Set(of.months.map((month) => month.year))) {
    const months = of.months.filter((month) => month.year === year);
    const measured = months.filter(({ month }) => isMeasuredIn(charge, month));
    const hours = measured.flatMap((month) => peaksOf(charge, month, of));
    if (hours.length === 0) continue;
    const load = hours.reduce((sum, hour) => sum + (of.wattHours[hour] ?? 0), 0) / hours.length;
    for (const month of months) {
      const days = month.days.filter(({ day }) => isInForceOn(charge, day));
      parts.push(forHours(charge, load, month, hoursOf(days).length));
    }
  }
  return Money.sum("USD", parts);
}

/** The peaks of a month: those given, or the first of the hours with its highest price. */
function peaksOf(charge: Charge, month: GridMonth, { peaks, series }: Measurement): readonly number[] {
  const hours = hoursOf(month.days.filter(({ day }) => isInForceOn(charge, day)));
  if (peaks !== undefined) return hours.filter((hour) => peaks.includes(hour));
  const priceOf = (hour: number) => series.dollarsPerMegawattHour[hour] ?? Number.NEGATIVE_INFINITY;
  const [first, ...rest] = hours;
  if (first === undefined) return [];
  return [rest.reduce((highest, hour) => (priceOf(hour) > priceOf(highest) ? hour : highest), first)];
}

function onContractedLoad(charge: Charge, { site, months }: Measurement): Money<"USD"> {
  return Money.sum(
    "USD",
    months.flatMap((month) =>
      month.days
        .filter(({ day }) => isChargedOn(charge, day))
        .map(({ day, first, end }) => {
          const watts = site.interconnects.reduce(
            (sum, interconnect) => sum + Math.round(approvedLoad(interconnect, day).watts),
            0,
          );
          return forHours(charge, watts, month, end - first);
        }),
    ),
  );
}

/** What load costs at a price by the month, for some of the month's hours. */
function forHours({ price }: Charge, watts: number, month: GridMonth, hours: number): Money<"USD"> {
  if (price === undefined) return Money.usd(0);
  return Money.ofCapacity(price.value, Power.watts(watts), hours).dividedBy(month.hours);
}

function hoursOf(days: readonly GridDay[]): number[] {
  return days.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, at) => first + at));
}
