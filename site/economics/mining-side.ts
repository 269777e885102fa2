import { Money } from "../money.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import {
  type CapacityPrice,
  EnergyPrice,
  type Hashrate,
  type MinerEfficiency,
  type Power,
} from "../units/index.ts";
import { type Derived, derived } from "./derived.ts";
import { type DerivedFleet, derivedFleet } from "./derived-fleet.ts";
import { energyPerYear, netPerYear, perGrossLoad, type Yearly } from "./money-per-year.ts";
import type { Terms } from "./terms.ts";
import { daysPerYear, hoursPerYear } from "./year.ts";

/** What a zone earns and costs in a year in which it mines. */
export interface MiningSide {
  readonly gross: Derived<Power>;
  readonly hashrate: Derived<Hashrate>;
  readonly efficiency: Derived<MinerEfficiency>;
  /** What of the hashrate is paid for; undefined of miners that are hosted: their owners get its revenue. */
  readonly paidHashrate: Derived<Hashrate> | undefined;
  /** What hashing brings after fees, or what the customer pays. */
  readonly revenuePerYear: Yearly;
  /** The zone's share of what demand response pays, where it may be shed. */
  readonly demandResponsePerYear: Yearly | undefined;
  readonly energyPerYear: Yearly;
  readonly operationsPerYear: Yearly;
  readonly marginPerYear: Yearly;
  readonly marginPerGrossLoad: Derived<CapacityPrice>;
  /**
   * The price of energy at which the margin is nothing, demand response left out: over a year, in which miners that stand
   * still earn nothing of what is bought for them.
   */
  readonly breakEvenEnergy: Derived<EnergyPrice>;
}

/** A side that a zone does not have, and why. */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** A zone as a mine, whether or not it is one on the day. */
export function miningSide(
  site: Site,
  zone: Zone,
  terms: Terms,
  demandResponsePerYear: Yearly | undefined,
): MiningSide | NotApplicable {
  const { mining } = zone;
  if (mining === undefined) return { notApplicable: "no miners are planned there" };
  const { evidence, given, energyPrice } = terms;
  const fleet = derivedFleet(zone.name, mining, (name) => site.minerModel(name), evidence);
  const paidHashrate = mining.owner === undefined ? paidFor(fleet, terms) : undefined;
  const revenuePerYear =
    mining.owner === undefined
      ? paidHashrate && hashingRevenue(paidHashrate, terms)
      : hostingRevenue(site, mining.owner, fleet.gross, terms);
  if (revenuePerYear === undefined) {
    return { notApplicable: `hosted for ${mining.owner}, whose price is not stated` };
  }
  const energy = energyPerYear("energy of mining", fleet.gross, energyPrice);
  const operations = energyPerYear("operation of mining", fleet.gross, given.miningOperations);
  const margin = netPerYear(
    "margin of mining",
    [revenuePerYear, ...(demandResponsePerYear === undefined ? [] : [demandResponsePerYear])],
    [energy, operations],
  );
  return {
    gross: fleet.gross,
    hashrate: fleet.hashrate,
    efficiency: fleet.efficiency,
    paidHashrate,
    revenuePerYear,
    demandResponsePerYear,
    energyPerYear: energy,
    operationsPerYear: operations,
    marginPerYear: margin,
    marginPerGrossLoad: perGrossLoad(margin, fleet.gross),
    breakEvenEnergy: breakEvenOverYear(revenuePerYear, fleet.gross, terms),
  };
}

/** The hashrate that is paid for, averaged over a year: less what pool and firmware keep, and what stands still. */
function paidFor({ hashrate, withFirmwareFee }: DerivedFleet, { given }: Terms): Derived<Hashrate> {
  const { miningUptime: uptime, poolFee, firmwareFee } = given;
  const kept = withFirmwareFee.value.base.isZero
    ? hashrate
    : derived(
        "hashrate after firmware fee",
        "hashrate − hashrate with a firmware fee × firmware fee",
        { rises: { hashrate, withFirmwareFee }, falls: { firmwareFee } },
        (of) => of.hashrate.minus(of.withFirmwareFee.times(of.firmwareFee.fraction)),
      );
  return derived(
    "hashrate that is paid for",
    `${kept.name} × uptime × (1 − pool fee)`,
    { rises: { kept, uptime }, falls: { poolFee } },
    (of) => of.kept.times(of.uptime.fraction * (1 - of.poolFee.fraction)),
  );
}

function hashingRevenue(paid: Derived<Hashrate>, { hashprice }: Terms): Yearly {
  return derived(
    "revenue of hashing",
    "hashprice × hashrate that is paid for × 365 d",
    { rises: { hashprice, paid } },
    (of) => Money.usd(of.hashprice.dollarsPerPetahashDay).times(of.paid.petahashes).times(daysPerYear),
  );
}

/** What a customer pays whose miners are hosted: for all that they draw, whatever bitcoin is worth. */
function hostingRevenue(
  site: Site,
  owner: string,
  gross: Derived<Power>,
  { evidence }: Terms,
): Yearly | undefined {
  const price = site.document.hashrateOwners.find(({ name }) => name === owner)?.price;
  if (price === undefined) return undefined;
  const stated = evidence.figure(`hashrateOwners.${owner}.price`, `price for hosting ${owner}`, price);
  return energyPerYear(`revenue of hosting ${owner}`, gross, stated);
}

function breakEvenOverYear(revenue: Yearly, gross: Derived<Power>, { given }: Terms): Derived<EnergyPrice> {
  const { miningOperations } = given;
  return derived(
    "price of energy at which mining earns nothing",
    `${revenue.name} ÷ (${gross.name} × 8,760 h) − operation of miners`,
    { rises: { revenue, gross }, falls: { miningOperations } },
    (of) => {
      const perHour = of.revenue.amount.dividedBy(of.gross.megawatts).dividedBy(hoursPerYear);
      return EnergyPrice.dollarsPerMegawattHour(perHour.toNumber()).minus(of.miningOperations);
    },
  );
}
