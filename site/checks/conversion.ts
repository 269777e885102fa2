import { latePhases } from "../conversion/lateness.ts";
import { dayCount } from "../conversion/lead-days.ts";
import { firstConversion, neededBy } from "../conversion/phases.ts";
import { media } from "../cooling.ts";
import type { Zone } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";
import { checkOrders } from "./orders.ts";
import { checkService } from "./service.ts";

/** A conversion has what it needs by the day it needs it, and says nothing that contradicts itself. */
export function checkConversion(documents: Documents): Finding[] {
  return [
    ...documents.site.zones.flatMap((zone, index) => blockFindings(documents, zone, index)),
    ...checkOrders(documents),
    ...lateness(documents),
    ...checkService(documents),
  ];
}

function blockFindings(documents: Documents, zone: Zone, index: number): Finding[] {
  const { conversion } = zone;
  if (conversion === undefined) return [];
  const at = (...path: (string | number)[]) => ["zones", index, "conversion", ...path];
  const phase = firstConversion(zone);
  if (phase === undefined) {
    const message = `zone "${zone.name}" is never converted or built: plan it in its states, or leave the block out`;
    return [inSite(at(), message)];
  }
  const both = conversion.replaces.flatMap((what, which) =>
    conversion.reuses.includes(what)
      ? [
          inSite(
            at("replaces", which),
            `"${what}" is both reused and replaced: leave it in one of the two lists`,
          ),
        ]
      : [],
  );
  const declared = [...conversion.reuses, ...conversion.replaces];
  const nothingThere =
    phase.kind === "new-hall" && declared.length > 0
      ? [
          inSite(
            at(conversion.reuses.length > 0 ? "reuses" : "replaces"),
            `zone "${zone.name}" never mined before its hall: there is nothing to reuse or replace`,
          ),
        ]
      : [];
  return [...both, ...nothingThere, ...reusedCooling(documents, zone, index), ...needs(zone, index)];
}

/** Air-cooled miners leave fans and louvres, water-cooled and immersed ones a loop: neither does for the other medium. */
function reusedCooling({ catalog }: Documents, zone: Zone, index: number): Finding[] {
  const which = zone.conversion?.reuses.indexOf("cooling") ?? -1;
  if (which === -1 || zone.mining === undefined) return [];
  const kinds = new Set(zone.mining.asics.map(({ model }) => catalog.minerModels.get(model)?.cooling));
  // A model that nobody knows is reported elsewhere.
  if (kinds.has(undefined)) return [];
  return media.flatMap((medium) => {
    const group = zone.ai?.cooling[medium];
    const served = medium === "air" ? kinds.has("air") : kinds.has("hydro") || kinds.has("immersion");
    if (group === undefined || group.installed !== undefined || served) return [];
    const miners = [...kinds].sort().join(" and ");
    const message = `the cooling of zone "${zone.name}" served ${miners}-cooled miners and cannot be its ${medium} cooling: give that the day it is \`installed\`, or leave "cooling" out of what is reused`;
    return [inSite(["zones", index, "conversion", "reuses", which], message)];
  });
}

/** What a conversion needs has a name of its own, and a day on which the hall still waits for it. */
function needs(zone: Zone, index: number): Finding[] {
  const ready = firstConversion(zone)?.complete;
  const list = zone.conversion?.needs ?? [];
  return list.flatMap(({ name, by }, at) => {
    const path = ["zones", index, "conversion", "needs", at];
    const twice = list.findIndex((other) => other.name === name) < at;
    return [
      ...(twice ? [inSite([...path, "name"], `zone "${zone.name}" already needs a "${name}"`)] : []),
      ...(by !== undefined && ready !== undefined && by > ready
        ? [
            inSite(
              [...path, "by"],
              `"${name}" is needed by ${by}, but zone "${zone.name}" is AI-ready on ${ready} without it: need it sooner, or make the zone ready later`,
            ),
          ]
        : []),
    ];
  });
}

function lateness({ site }: Documents): Finding[] {
  return latePhases(site).flatMap(({ zone, phase, items, possible }) => {
    const mend =
      possible === undefined
        ? "have it sooner, or convert later"
        : `have it sooner, or make the zone AI-ready on ${possible} instead of ${phase.complete}`;
    const purpose = neededBy(phase) === phase.complete ? "to be AI-ready" : "for its commissioning";
    return items.map(({ text, neededBy: by, delayDays, path }) =>
      inSite(
        path,
        `${text}, ${dayCount(delayDays)} after zone "${zone.name}" needs it ${purpose} (${by}): ${mend}`,
      ),
    );
  });
}
