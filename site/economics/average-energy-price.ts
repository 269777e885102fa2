import { blockHours } from "../contracts/block-hours.ts";
import { type Contract, contractsOn } from "../contracts/supply.ts";
import type { Day } from "../day.ts";
import { figuresIn } from "../figure.ts";
import type { Site } from "../site.ts";
import { EnergyPrice, Power, sum } from "../units/index.ts";
import { chargesPerEnergy } from "./average-charges.ts";
import { type Derived, derived, derivedOfAll } from "./derived.ts";
import type { Evidence } from "./evidence.ts";

/** Energy that is bought at one price: how much of it in an average hour. */
interface Purchase {
  readonly price: Derived<EnergyPrice>;
  readonly power: Derived<Power>;
}

/**
 * What a MWh costs a site on a day, averaged over the hours of a year that were all like it: the prices of the contracts in
 * force, each by what it delivers in an average hour; the index for what the site draws beyond them; and the charges. What
 * take-or-pay and resale come to depends on the hours, and is not in it.
 *
 * @param load What the site draws on the day, at the meter.
 */
export function averageEnergyPrice(
  site: Site,
  on: Day,
  load: Power,
  index: Derived<EnergyPrice>,
  evidence: Evidence,
): Derived<EnergyPrice> {
  const contracted = contractsOn(site.document, on).contracts.map((contract) =>
    purchaseUnder(contract, index, evidence),
  );
  const delivered = sum(
    Power.zero,
    contracted.map(({ power }) => power.value.base),
  );
  const plan = plannedLoad(site, load, evidence);
  const open: Purchase[] = load.exceeds(delivered)
    ? [{ price: index, power: uncontracted(plan, contracted) }]
    : [];
  const energy = averageOf([...contracted, ...open], index);
  return withCharges(energy, chargesPerEnergy(site, on, plan, evidence));
}

function purchaseUnder(contract: Contract, index: Derived<EnergyPrice>, evidence: Evidence): Purchase {
  const { name, kind } = contract;
  const stated = evidence.figure(
    `contracts.${name}.price`,
    kind === "indexed" ? `adder of contract ${name}` : `price of contract ${name}`,
    contract.price,
  );
  const power = evidence.figure(`contracts.${name}.power`, `power of contract ${name}`, contract.power);
  return {
    price:
      kind === "indexed"
        ? derived(`price of contract ${name}`, "index + adder", { rises: { index, adder: stated } }, (of) =>
            of.index.plus(of.adder),
          )
        : stated,
    power: kind === "off-peak" ? inAverageHour(contract, power) : power,
  };
}

function inAverageHour(contract: Contract, power: Derived<Power>): Derived<Power> {
  const read = blockHours(contract.hours ?? "");
  const hours = "hours" in read ? read.hours.size : 0;
  return derived(
    `average power of contract ${contract.name}`,
    `its power × ${hours} of 24 hours`,
    { rises: { power } },
    (of) => of.power.times(hours / 24),
  );
}

function plannedLoad(site: Site, load: Power, evidence: Evidence): Derived<Power> {
  const figures = [...figuresIn(site.document.zones)].map(({ figure }) => figure);
  return evidence.planned("plan.load", "load of the site", load, "the site's plan of the day", figures);
}

function uncontracted(load: Derived<Power>, contracted: readonly Purchase[]): Derived<Power> {
  const power = derivedOfAll(
    "power under contract",
    "sum of what contracts deliver in an average hour",
    contracted.map((one) => one.power),
    (powers) => sum(Power.zero, powers),
  );
  return derived(
    "load beyond contracts",
    "load − power under contract",
    { rises: { load }, falls: { power } },
    (of) => of.load.minus(of.power),
  );
}

/** Powers are one value each, so a price rises with every other price whatever the powers are. */
function averageOf(purchases: readonly Purchase[], index: Derived<EnergyPrice>): Derived<EnergyPrice> {
  const [first] = purchases;
  // A site that draws nothing and contracts nothing.
  if (first === undefined) return index;
  if (purchases.length === 1) return first.price;
  const total = sum(
    Power.zero,
    purchases.map(({ power }) => power.value.base),
  );
  const powers = purchases.map(({ power }) => power);
  const average = derivedOfAll(
    "average price of energy",
    "sum of price × power, ÷ sum of power",
    purchases.map(({ price }) => price),
    (prices) =>
      sum(
        EnergyPrice.zero,
        prices.map((price, at) => price.times(powers[at]?.value.base.ratioTo(total) ?? 0)),
      ),
  );
  return { ...average, parts: [...average.parts, ...powers] };
}

function withCharges(
  energy: Derived<EnergyPrice>,
  charges: readonly Derived<EnergyPrice>[],
): Derived<EnergyPrice> {
  if (charges.length === 0) return energy;
  return derivedOfAll("price of energy at the meter", "energy + charges", [energy, ...charges], (prices) =>
    sum(EnergyPrice.zero, prices),
  );
}
