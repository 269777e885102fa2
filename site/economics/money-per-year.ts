import { Money } from "../money.ts";
import { CapacityPrice, Energy, type EnergyPrice, type Power } from "../units/index.ts";
import { type Derived, derived, derivedOfAll } from "./derived.ts";
import { hoursPerYear, monthsPerYear } from "./year.ts";

/** US dollars a year. */
export type Yearly = Derived<Money<"USD">>;

/** What energy costs or earns that is drawn at every hour of a year. */
export function energyPerYear(name: string, power: Derived<Power>, price: Derived<EnergyPrice>): Yearly {
  return derived(name, `${power.name} × 8,760 h × ${price.name}`, { rises: { power, price } }, (of) =>
    Money.ofEnergy(of.price, Energy.megawattHours(of.power.megawatts * hoursPerYear)),
  );
}

/** What capacity costs or earns over a year. */
export function capacityPerYear(name: string, power: Derived<Power>, price: Derived<CapacityPrice>): Yearly {
  return derived(name, `${power.name} × 12 months × ${price.name}`, { rises: { power, price } }, (of) =>
    Money.ofCapacity(of.price, of.power, monthsPerYear),
  );
}

/** The sum of amounts; undefined of none, which is no amount that rests on anything. */
export function totalPerYear(name: string, amounts: readonly Yearly[]): Yearly | undefined {
  const [first] = amounts;
  if (first === undefined || amounts.length === 1) return first;
  const formula = amounts.map((amount) => amount.name).join(" + ");
  return derivedOfAll(name, formula, amounts, (values) => Money.sum("USD", values));
}

/** What is left of some amounts, such as revenue, after others. */
export function netPerYear(name: string, plus: readonly Yearly[], minus: readonly Yearly[]): Yearly {
  const rises = Object.fromEntries(plus.map((amount, at) => [`plus ${at}`, amount]));
  const falls = Object.fromEntries(minus.map((amount, at) => [`minus ${at}`, amount]));
  const names = (amounts: readonly Yearly[]) => amounts.map((amount) => amount.name);
  const formula = [names(plus).join(" + "), ...names(minus)].join(" − ");
  return derived(name, formula, { rises, falls }, (of) =>
    Money.sum(
      "USD",
      Object.entries(of).map(([key, amount]) => (key in falls ? amount.times(-1) : amount)),
    ),
  );
}

/** An amount for each MW that is drawn at the meter: what a scarce grid connection earns. A gross load is one value. */
export function perGrossLoad(amount: Yearly, gross: Derived<Power>): Derived<CapacityPrice> {
  return derived(
    `${amount.name} for each MW of gross load`,
    `${amount.name} ÷ ${gross.name}`,
    { rises: { amount, gross } },
    (of) => CapacityPrice.dollarsPerMegawattYear(of.amount.amount.dividedBy(of.gross.megawatts).toNumber()),
  );
}
