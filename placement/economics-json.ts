import { yearsOf } from "../site/economics/conversion-cost.ts";
import { assumptionsBehind, chainOf, type Derived, isDerived } from "../site/economics/derived.ts";
import type { Assumption } from "../site/economics/evidence.ts";
import { Money } from "../site/money.ts";
import {
  CapacityPrice,
  Duration,
  EnergyPrice,
  HashPrice,
  Hashrate,
  MinerEfficiency,
  Power,
} from "../site/units/index.ts";
import type { Economics, ZoneEconomics } from "./economics.ts";
import { resultsIn } from "./economics-results.ts";
import { planJson } from "./plan-json.ts";

/**
 * Economics as plain data for machines. A number is `{ low, base, high, verified, assumptions }` under a key that ends in its
 * unit; `assumptions` are ids of the list at the end. `null` stands for what is beyond all numbers: a payback that never
 * comes, a multiple of nothing.
 */
export function economicsJson(economics: Economics): unknown {
  const assumptions = assumptionsBehind(resultsIn(economics));
  return {
    currency: "USD",
    ...(plain(economics) as object),
    figures: countOf(assumptions),
    assumptions: assumptions.map(assumptionJson),
  };
}

/** How a zone's numbers come about, as plain data: its assumptions, and each step with what it is made of. */
export function explanationJson(zone: ZoneEconomics): unknown {
  const results = resultsIn(zone);
  const assumptions = assumptionsBehind(results);
  return {
    zone: zone.zone,
    currency: "USD",
    figures: countOf(assumptions),
    assumptions: assumptions.map(assumptionJson),
    steps: chainOf(results)
      .filter(({ assumption }) => assumption === undefined)
      .map(({ name, formula, parts, value }) => ({
        name,
        formula,
        of: parts.map((part) => part.assumption?.id ?? part.name),
        ...Object.fromEntries([withUnit("value", value.map(numberOf), value.base)]),
      })),
  };
}

/** How many figures some numbers rest on, and how many of them nobody has checked. */
export function countOf(assumptions: readonly Assumption[]): { total: number; unverified: number } {
  return { total: assumptions.length, unverified: assumptions.filter(({ verified }) => !verified).length };
}

function assumptionJson({ id, value, ...from }: Assumption): object {
  return { id, ...value.map((one) => (typeof one === "number" ? one : String(one))), ...from };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => {
        if (isDerived(item)) return withUnit(key, derivedJson(item), item.value.base);
        if (item instanceof Power)
          return Object.entries(planJson({ [key]: item }) as object)[0] ?? [key, null];
        return [key, plain(item)];
      }),
  );
}

function derivedJson(result: Derived<unknown>): object {
  const assumptions = assumptionsBehind([result]);
  return {
    ...result.value.map(numberOf),
    verified: assumptions.every(({ verified }) => verified),
    assumptions: assumptions.map(({ id }) => id),
  };
}

function withUnit(key: string, item: unknown, example: unknown): [string, unknown] {
  return [`${key}${unitOf(example)}`, item];
}

function unitOf(value: unknown): string {
  if (value instanceof Money) return "Dollars";
  if (value instanceof Power) return "Kilowatts";
  if (value instanceof Hashrate) return "Petahashes";
  if (value instanceof HashPrice) return "DollarsPerPetahashDay";
  if (value instanceof EnergyPrice) return "DollarsPerMegawattHour";
  if (value instanceof CapacityPrice) return "DollarsPerKilowattMonth";
  if (value instanceof MinerEfficiency) return "JoulesPerTerahash";
  return value instanceof Duration ? "Years" : "";
}

/** The number in the unit of its key; money in cents. */
function numberOf(value: unknown): number | null {
  const number = plainNumber(value);
  return Number.isFinite(number) ? Math.round(number * 1e4) / 1e4 + 0 : null;
}

function plainNumber(value: unknown): number {
  if (value instanceof Money) return value.amount.toDecimalPlaces(2).toNumber();
  if (value instanceof Power) return value.kilowatts;
  if (value instanceof Hashrate) return value.petahashes;
  if (value instanceof HashPrice) return value.dollarsPerPetahashDay;
  if (value instanceof EnergyPrice) return value.dollarsPerMegawattHour;
  if (value instanceof CapacityPrice) return value.dollarsPerKilowattMonth;
  if (value instanceof MinerEfficiency) return value.joulesPerTerahash;
  if (value instanceof Duration) return yearsOf(value);
  return typeof value === "number" ? value : Number.NaN;
}
