import { miningNamespace } from "../../constructs/mining/names.ts";
import { drawsMiningLoad, stateOn } from "../../site/zone-state.ts";
import { calledObject, fateOf, inPlan, objectOf, zoneOf } from "../plan/change.ts";
import { replacedBecause } from "../plan/reasons.ts";
import { createdElsewhere, moveInstead } from "../plan/renamed.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** What miners cannot do without. */
const needed = ["Namespace", "Deployment", "Service", "ConfigMap", "ServiceAccount", "NetworkPolicy"];

export const deleteOfMiningZoneStillMining: Rule = {
  id: "delivery/delete-of-mining-zone-still-mining",
  title: "A plan that stops a zone that still mines",
  what: "While a zone mines or drains on the effective date, no plan deletes or replaces what its miners work through.",
  why: "Without their proxy miners fall back to pools that they know themselves, or stand still and draw power: hashrate goes where nobody planned it, or is lost until somebody notices.",
  fix: "Give the zone its next state in the document with the day on which its miners are off, and remove the proxy with that.",
  level: "hard",
  check: ({ site, changes }) => {
    if (changes === undefined) return notApplicable;
    const on = site.document.effectiveDate;
    const states = new Map(site.zones.map((zone) => [zone.name, stateOn(zone, on)?.state]));
    const renamedTo = createdElsewhere(changes);
    return changes.flatMap((change) => {
      const object = objectOf(change);
      const zone = zoneOf(object);
      const fate = fateOf(change);
      if (object === undefined || zone === undefined || (fate !== "deleted" && fate !== "replaced"))
        return [];
      // Records of a zone are in the site's own namespace, and nothing works through them.
      const isItsOwn = object.kind === "Namespace" || object.namespace === miningNamespace(zone);
      const state = states.get(zone);
      if (!drawsMiningLoad(state) || !isItsOwn || !needed.includes(object.kind)) return [];
      const to = renamedTo(change);
      return [
        {
          place: inPlan(change),
          message: `${calledObject(object, change)} of zone "${zone}" is ${fate}${replacedBecause(change)}, and the zone is ${state} on ${on}`,
          ...(to !== undefined && { fix: moveInstead(change, to) }),
        },
      ];
    });
  },
};
