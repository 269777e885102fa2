import { z } from "zod";
import { daysBetween } from "../../site/day.ts";
import { fleetOf } from "../../site/mining/fleet.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

const parameters = z.strictObject({
  leastDays: z.int().min(1).prefault(7).describe("How many days a zone drains at least."),
});

export const drainTime: Rule<z.output<typeof parameters>> = {
  id: "mining/drain-time",
  title: "Time to drain",
  what: "A zone drains for some days before it is stripped.",
  why: "Miners are pointed elsewhere, watched until their hashrate is gone, and the last ones looked for on foot. A drain that is too short ends with live miners on feeds that somebody cuts.",
  fix: "Begin draining sooner, or strip the zone later.",
  level: "advisory",
  parameters,
  check: ({ site }, { leastDays }) => {
    let drains = 0;
    const findings = site.zones.flatMap((zone, index) =>
      zone.states.flatMap(({ state, from }, at): RuleFinding[] => {
        const next = zone.states[at + 1];
        if (state !== "draining" || next === undefined || next.from <= site.document.effectiveDate) return [];
        drains += 1;
        const days = daysBetween(from, next.from);
        if (days >= leastDays) return [];
        const { miners } = fleetOf(zone, (name) => site.minerModel(name));
        const message = `zone "${zone.name}" drains its ${miners} miners in ${days} days, from ${from} until it is ${next.state} on ${next.from}: at least ${leastDays}`;
        return [{ place: inSiteDocument("zones", index, "states", at), message }];
      }),
    );
    return drains === 0 ? notApplicable : findings;
  },
};
