import type { Day } from "../day.ts";
import type { Site } from "../site.ts";
import type { EnergyPrice, HashPrice, Power } from "../units/index.ts";
import { type Assumptions, assumptionsOf, type Estimated } from "./assumptions.ts";
import { averageEnergyPrice } from "./average-energy-price.ts";
import { type Derived, derived } from "./derived.ts";
import { Evidence } from "./evidence.ts";
import { hashprice } from "./hashprice.ts";

type Estimates = Omit<Assumptions, "hashprice">;

/** Each assumption as a number that others are derived from. */
export type Given = {
  readonly [Key in keyof Estimates]: Estimates[Key] extends Estimated<infer T> ? Derived<T> : never;
};

/** What every zone of a site is reckoned with on a day. */
export interface Terms {
  readonly evidence: Evidence;
  readonly given: Given;
  readonly hashprice: Derived<HashPrice>;
  readonly energyPrice: Derived<EnergyPrice>;
}

/** The terms of a site on a day on which it draws a load at the meter. */
export function termsOn(site: Site, on: Day, load: Power): Terms {
  const evidence = new Evidence(site.catalog.sources);
  const assumptions = assumptionsOf(site.document);
  const given = givenBy(assumptions, evidence);
  return {
    evidence,
    given,
    hashprice: derivedHashprice(assumptions, given, evidence),
    energyPrice: averageEnergyPrice(site, on, load, given.energyIndex, evidence),
  };
}

function givenBy(assumptions: Assumptions, evidence: Evidence): Given {
  const one = <T>(key: keyof Assumptions, name: string, figure: Estimated<T>) =>
    evidence.estimate(`economics.${key}`, name, figure);
  return {
    difficulty: one("difficulty", "difficulty", assumptions.difficulty),
    subsidy: one("subsidy", "subsidy of a block", assumptions.subsidy),
    fees: one("fees", "fees of a block", assumptions.fees),
    bitcoinPrice: one("bitcoinPrice", "price of a bitcoin", assumptions.bitcoinPrice),
    poolFee: one("poolFee", "pool fee", assumptions.poolFee),
    firmwareFee: one("firmwareFee", "firmware fee", assumptions.firmwareFee),
    miningUptime: one("miningUptime", "uptime of miners", assumptions.miningUptime),
    miningOperations: one("miningOperations", "operation of miners", assumptions.miningOperations),
    energyIndex: one("energyIndex", "index of energy", assumptions.energyIndex),
    leasePrice: one("leasePrice", "price of what is not leased", assumptions.leasePrice),
    leaseOperations: one("leaseOperations", "operation of a hall", assumptions.leaseOperations),
    conversionCost: one("conversionCost", "cost of a hall for each MW", assumptions.conversionCost),
    conversionLife: one("conversionLife", "time over which it is written off", assumptions.conversionLife),
  };
}

function derivedHashprice(assumptions: Assumptions, given: Given, evidence: Evidence): Derived<HashPrice> {
  if (assumptions.hashprice !== undefined) {
    return evidence.estimate("economics.hashprice", "hashprice", assumptions.hashprice);
  }
  const { difficulty, subsidy, fees, bitcoinPrice } = given;
  return derived(
    "hashprice",
    "10^15 hashes × 86,400 s ÷ (difficulty × 2^32) × (subsidy + fees) × price of a bitcoin",
    { rises: { subsidy, fees, bitcoinPrice }, falls: { difficulty } },
    (of) => hashprice(of.difficulty, of, of.bitcoinPrice),
  );
}
