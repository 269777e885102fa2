import { z } from "zod";
import { criticalLoads } from "../../placement/site-plan.ts";
import { blockHours } from "../../site/contracts/block-hours.ts";
import { type Contract, deliversRoundTheClock, isInForce } from "../../site/contracts/supply.ts";
import { addDays, type Day } from "../../site/day.ts";
import { grossLoads } from "../../site/power/flow.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage, Power, sum } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";
import { sheddableMining } from "../sheddable-mining.ts";

const daysPerMonth = 365.25 / 12;

const parameters = z.strictObject({
  months: z.int().min(1).prefault(24).describe("How far ahead is looked: later contracts can be changed."),
  most: quantity(Percentage)
    .prefault("10 %")
    .describe("The share of what is paid for whatever is drawn that firm load may leave undrawn."),
});

export const takeOrPayWithoutResale: Rule<z.output<typeof parameters>> = {
  id: "power/take-or-pay-without-resale",
  title: "Take-or-pay for load that comes and goes",
  what: "Energy that is paid for whether drawn or not, and may not be sold, is no more than firm load draws.",
  why: "Miners that are shed draw nothing, but their energy is paid all the same: shedding them then costs what it should save. During a conversion nobody is there to draw it at all.",
  fix: "Agree resale of what is not drawn (resale: true), or buy take-or-pay energy for firm load only, step by step as halls fill.",
  level: "advisory",
  parameters,
  check: (subject, { months, most }) => {
    const { site } = subject;
    if (!site.document.contracts.some(({ takeOrPay }) => takeOrPay)) return notApplicable;
    const end = addDays(site.document.effectiveDate, Math.round(months * daysPerMonth));
    const worst = daysAhead(site)
      .filter((on) => on <= end)
      .map((on) => paidOn(subject, on))
      .reduce<Paid | undefined>(
        (most, one) => (most === undefined || undrawn(one).exceeds(undrawn(most)) ? one : most),
        undefined,
      );
    if (worst?.contract === undefined || !undrawn(worst).exceeds(worst.paid.times(most.fraction))) return [];
    const { contract, paid, firm, flexible } = worst;
    return [
      {
        place: inElement(site, "contracts", contract, "takeOrPay"),
        message: `on ${timeText(worst)} ${paid} are paid for whether drawn or not and may not be sold, but load that is never shed draws ${firm}, and mining that may be shed ${flexible}: up to ${undrawn(worst)} are paid for and not drawn`,
      },
    ];
  },
};

interface Paid {
  readonly on: Day;
  /** The hour in which most is paid for; undefined where that is all of them. */
  readonly hour: number | undefined;
  /** The largest contract that counts. */
  readonly contract: string | undefined;
  readonly paid: Power;
  /** What is never shed: racks, and mining that is not curtailable. */
  readonly firm: Power;
  readonly flexible: Power;
}

function undrawn({ paid, firm }: Paid): Power {
  return paid.exceeds(firm) ? paid.minus(firm) : Power.zero;
}

function paidOn({ site, lock }: Subject, on: Day): Paid {
  const counted = site.document.contracts.filter(
    (contract) => contract.takeOrPay && !contract.resale && isInForce(contract, on),
  );
  const { hour, contracts } = dearestHour(counted);
  const flexible = sheddableMining(site, on);
  const all = sum(Power.zero, grossLoads(site, on, criticalLoads(lock, on)).values());
  return {
    on,
    hour,
    contract: contracts.toSorted((a, b) => b.power.value.compare(a.power.value))[0]?.name,
    paid: paidFor(contracts),
    firm: all.minus(flexible),
    flexible,
  };
}

function paidFor(contracts: readonly Contract[]): Power {
  return sum(
    Power.zero,
    contracts.map(({ power }) => power.value),
  );
}

/** What delivers round the clock, and the blocks of the hour in which most is paid for. */
function dearestHour(counted: readonly Contract[]): {
  readonly hour: number | undefined;
  readonly contracts: readonly Contract[];
} {
  let most: ReturnType<typeof dearestHour> = {
    hour: undefined,
    contracts: counted.filter(deliversRoundTheClock),
  };
  for (let hour = 0; hour < 24; hour += 1) {
    const contracts = counted.filter(
      (contract) => deliversRoundTheClock(contract) || hoursOf(contract).has(hour),
    );
    if (paidFor(contracts).exceeds(paidFor(most.contracts))) most = { hour, contracts };
  }
  return most;
}

function hoursOf({ hours }: Contract): ReadonlySet<number> {
  const read = blockHours(hours ?? "");
  return "hours" in read ? read.hours : new Set();
}

/** With the hour, in the site's time zone, where more is paid for in some hours than in others. */
function timeText({ on, hour }: Paid): string {
  return hour === undefined ? on : `${on} at ${String(hour).padStart(2, "0")}:00`;
}
