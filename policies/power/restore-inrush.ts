import { z } from "zod";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { minesFrom } from "../days-ahead.ts";
import { peakUses, worstOfEach } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type RuleFinding, type Subject } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("95 %")
    .describe("The share of the nameplate rating that inrush may take."),
});

/** That inrush stays below the nameplate is held with the other power limits; this asks for room, and for all zones. */
export const restoreInrush: Rule<z.output<typeof parameters>> = {
  id: "power/restore-inrush",
  title: "Miners that come back",
  what: "Where a site plans how miners come back, all of them are in the plan, and their inrush leaves room.",
  why: "After an outage all miners start at once unless something holds them. A plan for some of the zones is no plan: the others come back with its first group.",
  fix: "Give every mining zone a restore group, with steps small enough for what feeds it.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const { zones } = subject.site;
    if (zones.every(({ mining }) => mining?.restore === undefined)) return notApplicable;
    return [...unplanned(subject), ...hard(subject, most)];
  },
};

function unplanned({ site }: Subject): RuleFinding[] {
  return site.zones.flatMap((zone) => {
    const on = minesFrom(site, zone);
    if (on === undefined || zone.mining?.restore !== undefined) return [];
    const { gross } = site.fleet(zone, on);
    const message = `zone "${zone.name}" has no restore group: its ${gross} come back at once, whatever group is energized then`;
    return [{ place: inElement(site, "zones", zone.name, "mining"), message }];
  });
}

function hard(subject: Subject, most: Percentage): RuleFinding[] {
  const uses = peakUses(subject).filter(({ limit }) => limit.kind === "restore-inrush");
  return worstOfEach(uses).flatMap(({ limit, load, capacity, used, on }) => {
    if (!used.exceeds(most)) return [];
    const message = `"${limit.at}" takes in ${load} on ${on} with ${limit.scenario}, ${used} of its nameplate rating of ${capacity}: at most ${most}`;
    return [{ place: inElement(subject.site, "power", limit.at), message }];
  });
}
