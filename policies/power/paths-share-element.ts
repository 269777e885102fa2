import type { PowerNetwork } from "../../site/power/network.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** Paths of a redundant zone never share a node: `site/checks/power-paths.ts` holds that. This looks at what feeds one node. */
export const pathsShareElement: Rule = {
  id: "power/paths-share-element",
  title: "Two sources that meet in one element",
  what: "The sources of a node that has several do not all hang on one single unit below the interconnect.",
  why: "A second feed is built for the day on which the first is gone. Where both come over the same transformer, or the same bus, that one failure takes both.",
  fix: "Feed one of the sources from elsewhere, or give the shared element a second unit.",
  level: "advisory",
  check: ({ site }) => {
    const network = site.powerNetwork;
    const several = [...site.document.power.entries()].filter(([, { from }]) => from.length > 1);
    if (several.length === 0) return notApplicable;
    return several.flatMap(([index, { name, from }]) => {
      const shared = singlePoint(network, name);
      if (shared === undefined) return [];
      return [
        {
          place: inSiteDocument("power", index, "from"),
          message: `the sources of "${name}", ${from.map((source) => `"${source}"`).join(" and ")}, all come over "${shared}", which is one unit: when it is lost, all of them are`,
        },
      ];
    });
  },
};

/** The nearest single unit without which no way leads from a node up to an interconnect. */
function singlePoint(network: PowerNetwork, name: string): string | undefined {
  return [...network.above(name)].find(
    (element) =>
      element !== name && network.node(element)?.units === 1 && !reachesGrid(network, name, element),
  );
}

function reachesGrid(network: PowerNetwork, from: string, without: string): boolean {
  const open = new Set([from]);
  for (const element of open) {
    if (network.isInterconnect(element)) return true;
    for (const source of network.sources(element)) if (source !== without) open.add(source);
  }
  return false;
}
