import { z } from "zod";
import { coolingCapacity, heatShare, type Medium, media } from "../../site/cooling.ts";
import { type Day, includes } from "../../site/day.ts";
import type { Zone } from "../../site/schema/site-document.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage, Power } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("99 %")
    .describe("The share of the cooling, with its spare units lost, that the racks' heat may take."),
});

/** The limit itself is held by placement; this asks for room below it. */
export const coolingHeadroom: Rule<z.output<typeof parameters>> = {
  id: "power/cooling-headroom",
  title: "Room in the cooling",
  what: "The heat of the racks takes at most a share of what each medium removes with its spare units lost.",
  why: "Cooling loses capacity with age, dirt and the outside temperature, and how much of a rack's heat leaves by liquid is a figure of its maker's. Racks without cooling stop within minutes.",
  fix: "Add a cooling unit of that medium, or place fewer racks in the zone.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const peaks = [...peakHeat(subject).values()];
    if (peaks.length === 0) return notApplicable;
    return peaks.flatMap(({ zone, medium, heat, capacity, on }) => {
      const used = Percentage.percent(100 * heat.ratioTo(capacity));
      if (!used.exceeds(most)) return [];
      return [
        {
          place: inElement(subject.site, "zones", zone.name, "ai", "cooling", medium),
          message: `the racks in zone "${zone.name}" give off ${heat} to ${medium} on ${on}, ${used} of the ${capacity} that it removes with its spare units lost: at most ${most}`,
        },
      ];
    });
  },
};

interface Heat {
  readonly zone: Zone;
  readonly medium: Medium;
  readonly heat: Power;
  readonly capacity: Power;
  readonly on: Day;
}

/** The day ahead on which each zone's cooling of each medium is used most. */
function peakHeat(subject: Subject): ReadonlyMap<string, Heat> {
  const peaks = new Map<string, Heat>();
  for (const on of daysAhead(subject.site)) {
    for (const [key, one] of heatOn(subject, on)) {
      const peak = peaks.get(key);
      if (peak === undefined || one.heat.ratioTo(one.capacity) > peak.heat.ratioTo(peak.capacity))
        peaks.set(key, one);
    }
  }
  return peaks;
}

function heatOn({ site, lock }: Subject, on: Day): ReadonlyMap<string, Heat> {
  const found = new Map<string, Heat>();
  for (const { allocations } of lock.tenants) {
    for (const { zone: name, rackType, critical, from, to } of allocations) {
      if (!includes({ from, to }, on)) continue;
      const zone = site.zone(name);
      for (const medium of media) {
        const heat = critical.times(heatShare(site.rackType(rackType), medium));
        if (heat.isZero) continue;
        const key = `${name}/${medium}`;
        const capacity = coolingCapacity(zone, medium, on);
        found.set(key, { zone, medium, heat: heat.plus(found.get(key)?.heat ?? Power.zero), capacity, on });
      }
    }
  }
  return found;
}
