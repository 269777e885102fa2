import { z } from "zod";
import { unlimitedRamps } from "../../site/curtailment/defaults.ts";
import { curtailmentPlan } from "../../site/curtailment/make-plan.ts";
import type { PlannedObligation } from "../../site/curtailment/plan.ts";
import { programmeOf } from "../../site/curtailment/programme-names.ts";
import type { Day } from "../../site/day.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage, Power, sum } from "../../site/units/index.ts";
import { daysOfObligations } from "../days-ahead.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  least: quantity(Percentage)
    .prefault("110 %")
    .describe("What can be shed in time, of what is promised together."),
});

/** That a promise can be kept at all is held by `site/checks/obligations.ts`; this asks for a margin. */
export const obligationMargin: Rule<z.output<typeof parameters>> = {
  id: "mining/obligation-margin",
  title: "Obligations without a margin",
  what: "On every day of an obligation more mining can be shed in time than it takes.",
  why: "What is promised is nameplate: miners that are broken, hot or already off shed nothing. A call that is met by 95 % costs penalties, and the qualification for the next season.",
  fix: "Promise less, convert a zone later, or make more of the mining curtailable.",
  level: "advisory",
  parameters,
  check: ({ site }, { least }) => {
    const days = daysOfObligations(site);
    if (days.length === 0) return notApplicable;
    const worst = new Map<string, Margin>();
    for (const on of days) {
      const { obligations } = curtailmentPlan(site, on, [], unlimitedRamps);
      for (const one of obligations) {
        const margin = {
          name: one.name,
          on,
          available: one.available,
          promised: promisedWith(one, obligations),
        };
        const other = worst.get(one.name);
        if (other === undefined || ratioOf(margin) < ratioOf(other)) worst.set(one.name, margin);
      }
    }
    return [...worst.values()].flatMap(({ name, on, available, promised }) => {
      const needed = promised.times(least.fraction);
      if (!needed.exceeds(available)) return [];
      const message = `on ${on} ${available} of mining can be shed in time for "${name}", ${Percentage.percent(100 * available.ratioTo(promised))} of the ${promised} that are promised: at least ${least}, which is ${needed}`;
      return [{ place: inElement(site, "demandResponse", name, "obligation"), message }];
    });
  },
};

interface Margin {
  readonly name: string;
  readonly on: Day;
  readonly available: Power;
  readonly promised: Power;
}

function ratioOf({ available, promised }: Margin): number {
  return available.ratioTo(promised);
}

/** What is promised of the same load: programmes that may not share it add up, as far as they are called no later. */
function promisedWith(one: PlannedObligation, all: readonly PlannedObligation[]): Power {
  const isStackable = ({ programme }: PlannedObligation) => programmeOf(programme)?.stackable === true;
  const together = isStackable(one)
    ? [one]
    : all.filter((other) => !isStackable(other) && !other.notice.exceeds(one.notice));
  return sum(
    Power.zero,
    together.map(({ obligation }) => obligation),
  );
}
