import { addDays } from "../day.ts";
import { PowerNetwork } from "../power/network.ts";
import type { Interconnect } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";
import { checkGenerators } from "./power-generators.ts";
import { checkLosses } from "./power-losses.ts";
import { checkFlow, checkZoneFeeds, powerCycles } from "./power-paths.ts";
import { checkRatings } from "./power-ratings.ts";

/**
 * Terms end after they begin; nodes state one rating, and groups have the units that their redundancy takes; the network
 * has no cycle, and nodes, generators and zones agree on their paths.
 */
export function checkPower(documents: Documents): Finding[] {
  const { site } = documents;
  const cycles = powerCycles(documents);
  // What feeds what can only be followed where that ends.
  const network = cycles.length === 0 ? new PowerNetwork(site) : undefined;
  return [
    ...terms(documents),
    ...site.interconnects.flatMap(approvals),
    ...cycles,
    ...checkRatings(documents),
    ...checkZoneFeeds(documents),
    ...checkGenerators(documents, network),
    ...(network === undefined ? [] : [...checkFlow(documents, network), ...checkLosses(documents, network)]),
  ];
}

/** A term that ends before it begins would be in force on no day, and nothing of it would ever be checked. */
function terms({ site }: Documents): Finding[] {
  return (["contracts", "demandResponse"] as const).flatMap((list) =>
    site[list].flatMap(({ name, from, to }, index) =>
      to !== undefined && to < from
        ? [inSite([list, index, "to"], `"${name}" ends on ${to}, before it begins on ${from}`)]
        : [],
    ),
  );
}

/** Longer than any site is planned: a slip of the keyboard would be counted in a hundred thousand months. */
const longestRampDays = 50 * 365;

function approvals({ name, approvals }: Interconnect, index: number): Finding[] {
  return approvals.flatMap(({ from, to, ramp }, at) => {
    const where = (...path: string[]) => ["interconnects", index, "approvals", at, ...path];
    const report = (path: string[], message: string) => [
      inSite(where(...path), `the approval of "${name}" from ${from} ${message}`),
    ];
    if (to !== undefined && to < from) return report(["to"], `ends on ${to}, before it begins`);
    if (ramp === undefined) return [];
    if (ramp.by <= from)
      return report(["ramp", "by"], `ramps by ${ramp.by}: a ramp ends after the approval begins`);
    if (to !== undefined && ramp.by > to)
      return report(
        ["ramp", "by"],
        `ends on ${to}, before it has ramped by ${ramp.by}: end it later, or ramp sooner`,
      );
    if (ramp.by > addDays(from, longestRampDays))
      return report(["ramp", "by"], `ramps by ${ramp.by}: at most 50 years are counted`);
    return [];
  });
}
