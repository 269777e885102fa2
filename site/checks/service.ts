import { miningPeriods } from "../conversion/phases.ts";
import { feedNames, Supply } from "../conversion/supply.ts";
import { includes, type Period } from "../day.ts";
import { feedsOf, PowerNetwork } from "../power/network.ts";
import type { PowerNode, Zone } from "../schema/site-document.ts";
import { aiReadyPeriods } from "../zone-state.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/**
 * What feeds a zone is there on every day on which the zone draws power: a transformer that is removed with the miners
 * carries neither them when they come back, nor a hall that hangs on it still. What comes too late for a new hall is
 * reported with the day on which the hall could be ready, and not here.
 */
export function checkService({ site }: Documents): Finding[] {
  const supply = new Supply(new PowerNetwork(site));
  const finding = (zone: Zone, { node, period, missing }: Gap, what: string) => {
    const whom = `${what} of zone "${zone.name}" ${span(period)}`;
    return missing === "gone"
      ? `"${node.name}" is removed on ${node.removed}, but feeds ${whom}: keep it, or name the feed that takes its place`
      : `"${node.name}" is installed on ${node.installed}, but feeds ${whom}: have it sooner, or let them mine later`;
  };
  const at = ({ node, missing }: Gap) => [
    "power",
    site.power.indexOf(node),
    missing === "gone" ? "removed" : "installed",
  ];
  return site.zones.flatMap((zone) => {
    const hall = aiReadyPeriods(zone).flatMap((period) => gaps(supply, zone.feeds, period));
    const miners = miningPeriods(zone).flatMap((period) => gaps(supply, feedsOf(zone, "mining"), period));
    return [
      ...hall
        .filter(({ missing }) => missing === "gone")
        .map((gap) => inSite(at(gap), finding(zone, gap, "the AI hall"))),
      ...miners.map((gap) => inSite(at(gap), finding(zone, gap, "the miners"))),
    ];
  });
}

interface Gap {
  readonly node: PowerNode;
  readonly missing: "gone" | "to come";
  readonly period: Period;
}

/** The nodes that keep a feed from the grid on some day of a period, each once. */
function gaps(supply: Supply, feeds: Zone["feeds"], period: Period): Gap[] {
  const changes = supply.above(feeds).flatMap(({ installed, removed }) => [installed ?? [], removed ?? []]);
  const days = [period.from, ...changes.flat().filter((day) => includes(period, day))].sort();
  const found = new Map<PowerNode, Gap>();
  for (const on of days) {
    for (const node of feedNames(feeds).flatMap((feed) => supply.gaps(feed, on))) {
      const missing = node.removed !== undefined && node.removed <= on ? "gone" : "to come";
      if (!found.has(node)) found.set(node, { node, missing, period });
    }
  }
  return [...found.values()];
}

function span({ from, to }: Period): string {
  return to === undefined ? `from ${from}` : `from ${from} to ${to}`;
}
