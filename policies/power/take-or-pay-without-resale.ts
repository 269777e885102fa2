import { z } from "zod";
import { criticalLoads } from "../../placement/site-plan.ts";
import { contractsOn, deliversRoundTheClock } from "../../site/contracts/supply.ts";
import { addDays, type Day } from "../../site/day.ts";
import { grossLoads } from "../../site/power/flow.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage, Power, sum } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

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
    const { contract, on, paid, firm, flexible } = worst;
    return [
      {
        place: inElement(site, "contracts", contract, "takeOrPay"),
        message: `on ${on} ${paid} are paid for whether drawn or not and may not be sold, but load that is never shed draws ${firm}, and mining that may be shed ${flexible}: up to ${undrawn(worst)} are paid for and not drawn`,
      },
    ];
  },
};

interface Paid {
  readonly on: Day;
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
  const counted = contractsOn(site.document, on).contracts.filter(
    (contract) => contract.takeOrPay && !contract.resale && deliversRoundTheClock(contract),
  );
  const flexible = site.at(on).curtailable;
  const all = sum(Power.zero, grossLoads(site, on, criticalLoads(lock, on)).values());
  return {
    on,
    contract: counted.toSorted((a, b) => b.power.value.compare(a.power.value))[0]?.name,
    paid: sum(
      Power.zero,
      counted.map(({ power }) => power.value),
    ),
    firm: all.minus(flexible),
    flexible,
  };
}
