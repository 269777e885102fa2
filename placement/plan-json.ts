import { Money } from "../site/money.ts";
import {
  ApparentPower,
  CapacityPrice,
  DataSize,
  Duration,
  Energy,
  EnergyPrice,
  Hashrate,
  Percentage,
  Power,
  PowerRamp,
  Voltage,
} from "../site/units/index.ts";

/**
 * A plan as plain data for machines: quantities become numbers whose unit is in the key (`gross` → `grossKilowatts`),
 * so that no reader needs to parse text or guess a unit.
 */
export function planJson(plan: object): unknown {
  return plain(plan);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => withUnit(key, item) ?? [key, plain(item)]),
  );
}

function withUnit(key: string, value: unknown): [string, number] | undefined {
  if (value instanceof Power) return [`${key}Kilowatts`, rounded(value.kilowatts)];
  if (value instanceof ApparentPower) return [`${key}KilovoltAmperes`, rounded(value.kilovoltAmperes)];
  if (value instanceof Duration) return [`${key}Seconds`, rounded(value.seconds)];
  if (value instanceof Hashrate) return [`${key}Petahashes`, rounded(value.petahashes)];
  if (value instanceof Voltage) return [`${key}Kilovolts`, rounded(value.kilovolts)];
  // An availability rounded to a thousandth could reach a promise that it does not keep.
  if (value instanceof Percentage) return [`${key}Percent`, Math.round(value.percent * 1e6) / 1e6];
  if (value instanceof PowerRamp) return [`${key}MegawattsPerMinute`, rounded(value.megawattsPerMinute)];
  if (value instanceof Energy) return [`${key}MegawattHours`, rounded(value.megawattHours)];
  if (value instanceof EnergyPrice)
    return [`${key}DollarsPerMegawattHour`, rounded(value.dollarsPerMegawattHour)];
  if (value instanceof CapacityPrice)
    return [`${key}DollarsPerKilowattMonth`, rounded(value.dollarsPerKilowattMonth)];
  if (value instanceof Money) return [`${key}Dollars`, value.amount.toDecimalPlaces(2).toNumber()];
  if (value instanceof DataSize) return [`${key}Gibibytes`, rounded(value.gibibytes)];
  return undefined;
}

/** To a thousandth, so that binary fractions leave no noise in files that are compared. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}
