import { type Contract, contractsOn } from "../contracts/supply.ts";
import type { Day } from "../day.ts";
import { figuresIn } from "../figure.ts";
import type { Site } from "../site.ts";
import { EnergyPrice, Power, sum } from "../units/index.ts";
import { chargesPerEnergy } from "./average-charges.ts";
import { type AverageSupply, averageSupply, meteredOf, type Offer } from "./average-supply.ts";
import { type Case, cases, type Derived, derived, derivedOfAll } from "./derived.ts";
import type { Evidence } from "./evidence.ts";

/** A contract, and its price as a number that others are derived from. */
interface Terms {
  readonly contract: Contract;
  readonly price: Derived<EnergyPrice>;
}

type PriceList = Readonly<Record<string, Derived<EnergyPrice>>>;
type Prices = Readonly<Record<string, EnergyPrice>>;

/**
 * What a MWh costs a site on a day, averaged over the hours of a year that were all like it: the prices of the contracts in
 * force, each by what the site draws under it in an average hour; the index for what it draws beyond them; and the charges.
 * What is paid for and not drawn, and what its resale brings, depends on the hours, and is not in it.
 *
 * @param load What the site draws on the day. One that draws nothing pays what its first kW would cost.
 */
export function averageEnergyPrice(
  site: Site,
  on: Day,
  load: Power,
  index: Derived<EnergyPrice>,
  evidence: Evidence,
): Derived<EnergyPrice> {
  const terms = contractsOn(site.document, on).contracts.map((contract) => ({
    contract,
    price: priceUnder(contract, index, evidence),
  }));
  const plan = plannedLoad(site, load, evidence);
  const { metered, contracted } = chargesPerEnergy(site, on, plan, evidence);
  const charges = metered.length === 0 ? undefined : totalOf("charges on what passes the meter", metered);
  const drawn = load.isZero ? Power.kilowatts(1) : load;
  const energy = meteredPrice(terms, charges, drawn, index, plan, evidence);
  return contracted.length === 0
    ? energy
    : totalOf("price of energy with what is paid for the approved load", [energy, ...contracted]);
}

function priceUnder(contract: Contract, index: Derived<EnergyPrice>, evidence: Evidence) {
  const { name, kind } = contract;
  const stated = evidence.figure(
    `contracts.${name}.price`,
    kind === "indexed" ? `adder of contract ${name}` : `price of contract ${name}`,
    contract.price,
  );
  if (kind !== "indexed") return stated;
  return derived(`price of contract ${name}`, "index + adder", { rises: { index, adder: stated } }, (of) =>
    of.index.plus(of.adder),
  );
}

function plannedLoad(site: Site, load: Power, evidence: Evidence): Derived<Power> {
  const figures = [...figuresIn(site.document.zones)].map(({ figure }) => figure);
  return evidence.planned("plan.load", "load of the site", load, "the site's plan of the day", figures);
}

/**
 * Each case has an order of its own: what costs least more at a low index may not at a high one. So the price rises with every
 * other, and never faster than the dearest.
 */
function meteredPrice(
  terms: readonly Terms[],
  charges: Derived<EnergyPrice> | undefined,
  load: Power,
  index: Derived<EnergyPrice>,
  plan: Derived<Power>,
  evidence: Evidence,
): Derived<EnergyPrice> {
  const charge: PriceList = charges === undefined ? {} : { charge: charges };
  const supplyOf = (some: readonly Terms[], prices: Prices) =>
    averageSupply(load, offersOf(some, prices), prices["charge"] ?? EnergyPrice.zero);
  const supplies = cases.map((pick) => supplyOf(terms, pricesIn({ ...priceList(terms), ...charge }, pick)));
  const used = terms.filter((_, at) => supplies.some(({ contracted }) => contracted[at]?.isZero === false));
  const isOpen = supplies.some(({ open }) => !open.isZero);
  const isMetered = supplies.some((supply) => !meteredOf(supply, offersOf(terms, {})).isZero);
  const sources = [...used.map(({ price }) => price), ...(isOpen ? [index] : [])];
  const [only] = sources;
  if (only !== undefined && sources.length === 1) {
    if (charges === undefined || !isMetered) return only;
    return totalOf("price of energy at the meter", [only, charges]);
  }
  const open: PriceList = isOpen ? { index } : {};
  const rises: PriceList = { ...priceList(used), ...open, ...(isMetered ? charge : {}) };
  const average = derived(
    "average price of energy",
    formulaOf(used, supplyOf(used, pricesIn({ ...priceList(used), ...charge }, "base")), charges, load),
    { rises },
    (prices) => {
      const offers = offersOf(used, prices);
      const supply = supplyOf(used, prices);
      return sum(EnergyPrice.zero, [
        ...offers.map(({ price }, at) => priced(price, supply.contracted[at], load)),
        priced(prices["index"], supply.open, load),
        priced(prices["charge"], meteredOf(supply, offers), load),
      ]);
    },
  );
  const powers = used.map(({ contract: { name, power } }) =>
    evidence.figure(`contracts.${name}.power`, `power of contract ${name}`, power),
  );
  return { ...average, parts: [...average.parts, ...powers, plan] };
}

/** Never that of the index or of the charges, whatever a contract is called. */
function keyOf({ name }: Contract): string {
  return `contract ${name}`;
}

function priceList(terms: readonly Terms[]): PriceList {
  return Object.fromEntries(terms.map(({ contract, price }) => [keyOf(contract), price]));
}

function pricesIn(prices: PriceList, pick: Case): Prices {
  return Object.fromEntries(Object.entries(prices).map(([key, { value }]) => [key, value[pick]]));
}

function offersOf(terms: readonly Terms[], prices: Prices): readonly Offer[] {
  return terms.map(({ contract }) => ({ contract, price: prices[keyOf(contract)] ?? EnergyPrice.zero }));
}

function priced(price: EnergyPrice | undefined, power: Power | undefined, load: Power): EnergyPrice {
  return (price ?? EnergyPrice.zero).times((power ?? Power.zero).ratioTo(load));
}

/** In words, with what the base draws from where. */
function formulaOf(
  terms: readonly Terms[],
  supply: AverageSupply,
  charges: Derived<EnergyPrice> | undefined,
  load: Power,
): string {
  const share = (power: Power, name: string) =>
    power.isZero ? [] : [`${(power.ratioTo(load) * 100).toFixed(1)} % × ${name}`];
  return [
    ...terms.flatMap(({ price }, at) => share(supply.contracted[at] ?? Power.zero, price.name)),
    ...share(supply.open, "index of energy"),
    ...(charges === undefined ? [] : share(meteredOf(supply, offersOf(terms, {})), charges.name)),
  ].join(" + ");
}

function totalOf(name: string, prices: readonly Derived<EnergyPrice>[]): Derived<EnergyPrice> {
  const formula = prices.map((price) => price.name).join(" + ");
  return derivedOfAll(name, formula, prices, (values) => sum(EnergyPrice.zero, values));
}
