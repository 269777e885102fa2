import { type Day, includes } from "../day.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import { Power, sum } from "../units/index.ts";
import { blockHours } from "./block-hours.ts";

export type Contract = SiteDocument["contracts"][number];

/** The energy contracts in force on a day, and what they deliver. */
export interface ContractedSupply {
  readonly contracts: readonly Contract[];
  /** What they deliver in every hour; off-peak blocks are not in it. */
  readonly roundTheClock: Power;
  /** What they deliver in each of the day's 24 hours, off-peak blocks included. */
  readonly hourly: readonly Power[];
}

/** The contracts of a site on a day. */
export function contractsOn(site: Pick<SiteDocument, "contracts">, on: Day): ContractedSupply {
  const contracts = site.contracts.filter((contract) => isInForce(contract, on));
  const roundTheClock = powerOf(contracts.filter(deliversRoundTheClock));
  const hourly = Array.from({ length: 24 }, (_, hour) =>
    roundTheClock.plus(powerOf(contracts.filter((contract) => deliversOnlyIn(contract, hour)))),
  );
  return { contracts, roundTheClock, hourly };
}

/** A contract that renews goes on after its last day, unless somebody ends it. */
export function isInForce(contract: Contract, on: Day): boolean {
  return includes({ from: contract.from, to: contract.renews ? undefined : contract.to }, on);
}

/** Whether AI load may count on a contract: racks do not stop when a block of hours ends. */
export function deliversRoundTheClock({ kind }: Contract): boolean {
  return kind !== "off-peak";
}

function deliversOnlyIn(contract: Contract, hour: number): boolean {
  if (deliversRoundTheClock(contract)) return false;
  const read = blockHours(contract.hours ?? "");
  return "hours" in read && read.hours.has(hour);
}

function powerOf(contracts: readonly Contract[]): Power {
  return sum(
    Power.zero,
    contracts.map(({ power }) => power.value),
  );
}
