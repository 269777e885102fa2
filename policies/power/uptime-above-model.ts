import { type Availability, zoneAvailability } from "../../site/availability/availability.ts";
import { ninesText } from "../../site/availability/promise.ts";
import { type Day, later } from "../../site/day.ts";
import { serviceDays } from "../../site/power/days.ts";
import { inTenantDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const uptimeAboveModel: Rule = {
  id: "power/uptime-above-model",
  title: "Uptime promised above what the model yields",
  what: "No lease promises more uptime than power and cooling of its zones are modelled to yield while its racks stand there.",
  why: "A missed promise is paid for in service credits, year after year. The model leaves people's errors and common causes out, so the site will do worse than it says.",
  fix: "Strengthen the weakest element, state reliability where it was measured, or promise less.",
  level: "advisory",
  check: ({ site, lock }) => {
    const promised = site.tenants.filter(({ lease }) => lease.uptime !== undefined);
    if (promised.length === 0) return notApplicable;
    const { effectiveDate } = site.document;
    const changes = [...new Set(serviceDays(site.document))].sort();
    const modelled = memoized((zone, on) => zoneAvailability(site, site.zone(zone), on));
    return promised.flatMap(({ name, lease }) => {
      const own = lock.tenants.find(({ tenant }) => tenant === name)?.allocations ?? [];
      const zones = own
        .filter(({ to }) => to >= effectiveDate)
        .flatMap(({ zone, from, to }) => {
          const first = later(effectiveDate, from);
          return [first, ...changes.filter((on) => on > first && on <= to)].map((on) => ({ zone, on }));
        })
        .map(({ zone, on }) => ({ zone, on, ...modelled(zone, on) }));
      const [least] = zones.toSorted((a, b) => a.availability.compare(b.availability));
      const uptime = lease.uptime?.value;
      if (least === undefined || uptime === undefined || !uptime.exceeds(least.availability)) return [];
      const { zone, on, availability, downtime, weakest } = least;
      return [
        {
          place: inTenantDocument(name, "lease", "uptime"),
          message: `"${name}" is promised ${ninesText(uptime)}, but zone "${zone}" is modelled to yield ${ninesText(availability)} on ${on} (${downtime} down a year); the weakest element is "${weakest}"`,
        },
      ];
    });
  },
};

/** Many tenants stand in one zone, and modelling it takes long. */
function memoized(model: (zone: string, on: Day) => Availability): typeof model {
  const known = new Map<string, Availability>();
  return (zone, on) => {
    const key = `${zone} ${on}`;
    const found = known.get(key) ?? model(zone, on);
    known.set(key, found);
    return found;
  };
}
