import { assumed, Figure } from "../figure.ts";
import { Range } from "../range.ts";
import {
  BitcoinAmount,
  BitcoinPrice,
  BuildCost,
  CapacityPrice,
  Difficulty,
  Duration,
  EnergyPrice,
  Percentage,
} from "../units/index.ts";
import type { Assumptions, Estimated } from "./assumptions.ts";
import { daysPerYear } from "./year.ts";

type Ends = readonly [low: number, base: number, high: number];

function estimated<T>(unit: (value: number) => T, ends: Ends, source: string, note?: string): Estimated<T> {
  const [low, base, high] = ends;
  return new Figure(new Range(unit(low), unit(base), unit(high)), { source, verified: false, note });
}

const perKilowattMonth = (value: number) => CapacityPrice.dollarsPerKilowattMonth(value);
const perMegawattHour = (value: number) => EnergyPrice.dollarsPerMegawattHour(value);
const percent = (value: number) => Percentage.percent(value);

/**
 * What is assumed where a site states nothing. None of it is verified. The base of the first four gives the hashprice that
 * was published for 26 June 2026: 28.68 $/PH/day.
 */
export const defaultAssumptions: Assumptions = {
  hashprice: undefined,
  difficulty: estimated(
    (value) => Difficulty.trillions(value),
    [120, 133.87, 150],
    "bitcoin-network-2026",
    "base as published; low and high, about a tenth away, are assumed",
  ),
  subsidy: estimated(
    (value) => BitcoinAmount.bitcoins(value),
    [3.125, 3.125, 3.125],
    "bitcoin-subsidy",
    "halves in 2028",
  ),
  fees: estimated(
    (value) => BitcoinAmount.bitcoins(value),
    [0.01, 0.03, 0.1],
    assumed,
    "about 1 % of the subsidy",
  ),
  bitcoinPrice: estimated(
    (value) => BitcoinPrice.dollarsPerBitcoin(value),
    [50_000, 60_500, 90_000],
    "bitcoin-network-2026",
    "arithmetic: with difficulty, subsidy and fees as assumed, base gives the published hashprice; low and high are assumed",
  ),
  poolFee: estimated(percent, [0.7, 2, 4], "pool-fees-press"),
  firmwareFee: estimated(percent, [2, 2, 2.5], "pool-fees-press"),
  miningUptime: estimated(percent, [92, 96, 99], assumed),
  miningOperations: estimated(perMegawattHour, [2, 4, 8], assumed),
  energyIndex: estimated(perMegawattHour, [25, 35, 55], assumed),
  leasePrice: estimated(
    perKilowattMonth,
    [104, 150, 159],
    "lease-prices-press",
    "arithmetic on published leases, see site/catalog/published-leases.ts: low and high of the seven that are of critical load, base the median of all, rounded",
  ),
  leaseOperations: estimated(perKilowattMonth, [10, 15, 25], assumed),
  conversionCost: estimated(
    (value) => BuildCost.millionsPerMegawatt(value),
    [3.6, 9, 15],
    "conversion-cost-press",
    "low is a retrofit of air-cooled halls, high the most that is quoted",
  ),
  conversionLife: estimated(
    (years) => Duration.days(years * daysPerYear),
    [10, 15, 20],
    assumed,
    "10, 15 and 20 years: the published leases run for 10 to 15",
  ),
};
