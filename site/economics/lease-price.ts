import type { Money } from "../money.ts";
import { CapacityPrice, EnergyPrice, type Power } from "../units/index.ts";
import { hoursPerYear, monthsPerYear } from "./year.ts";

/**
 * The price of a lease of which only the whole is public: its total over its years and the power that it is of. Escalators
 * and ramps are averaged out by it.
 */
export function averageLeasePrice(total: Money<"USD">, years: number, power: Power): CapacityPrice {
  const kilowattMonths = power.kilowatts * years * monthsPerYear;
  return CapacityPrice.dollarsPerKilowattMonth(total.amount.dividedBy(kilowattMonths).toNumber());
}

/** What a price of capacity is for each MWh, were the capacity drawn at every hour: 100 $/kW-month is 137 $/MWh. */
export function pricePerEnergy(price: CapacityPrice): EnergyPrice {
  return EnergyPrice.dollarsPerMegawattHour(price.dollarsPerMegawattYear / hoursPerYear);
}

/** What a price of energy that is paid at every hour is for capacity. */
export function pricePerCapacity(price: EnergyPrice): CapacityPrice {
  return CapacityPrice.dollarsPerMegawattYear(price.dollarsPerMegawattHour * hoursPerYear);
}
