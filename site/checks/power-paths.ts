import { type FeedPath, fedPaths, feedsOf, type LoadKind, type PowerNetwork } from "../power/network.ts";
import { carries } from "../power/rating.ts";
import type { PowerNode, Zone } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Power flows one way: no node is fed by what it feeds, or twice by the same. */
export function powerCycles({ site }: Documents): Finding[] {
  const sources = new Map(site.power.map(({ name, from }) => [name, from]));
  const reported = new Set<string>();
  return site.power.flatMap(({ name, from }, index) => {
    const where = ["power", index, "from"];
    const twice = from.find((source, at) => from.indexOf(source) !== at);
    const repeated =
      twice === undefined
        ? []
        : [inSite(where, `"${name}" names its source "${twice}" twice: name each once`)];
    const cycle = cycleFrom(name, sources);
    if (cycle === undefined || cycle.some((member) => reported.has(member))) return repeated;
    for (const member of cycle) reported.add(member);
    const message = `the power tree has a cycle: ${[...cycle, name].join(" ← ")}; each node is fed from nearer the grid`;
    return [...repeated, inSite(where, message)];
  });
}

/** A way from a node over its sources back to itself. */
function cycleFrom(start: string, sources: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (const name of open) {
    for (const source of sources.get(name) ?? []) {
      if (source === start) {
        const way = [name];
        for (let at = name; at !== start; at = cameFrom.get(at) ?? start)
          way.unshift(cameFrom.get(at) ?? start);
        return way;
      }
      if (!cameFrom.has(source)) {
        cameFrom.set(source, name);
        open.push(source);
      }
    }
  }
  return undefined;
}

const pathsOf: Readonly<Record<Zone["redundancy"], readonly FeedPath[]>> = {
  N: ["A"],
  "2N": ["A", "B"],
  "3N/2": ["A", "B", "C"],
  "4N/3": ["A", "B", "C", "D"],
};

/** A zone has the feeds that its redundancy takes, and its miners at least one. */
export function checkZoneFeeds({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ name, feeds, redundancy, mining }, index) => {
    const where = ["zones", index, "feeds"];
    const problem = feedProblem(feeds, redundancy);
    const unfed = mining?.feeds !== undefined && fedPaths(mining.feeds).length === 0;
    return [
      ...(problem === undefined ? [] : [inSite(where, `zone "${name}" ${problem}`)]),
      ...(unfed
        ? [
            inSite(
              ["zones", index, "mining", "feeds"],
              `the miners of zone "${name}" have no feed: name the power node that they end in, or leave it out for the zone's own`,
            ),
          ]
        : []),
    ];
  });
}

function feedProblem(feeds: Zone["feeds"], redundancy: Zone["redundancy"]): string | undefined {
  const fed = fedPaths(feeds);
  if (fed.length === 0) return "has no feed: name the power node that it ends in";
  if (redundancy === "N") {
    if (fed.length === 1) return undefined;
    const number = ["two", "three", "four"][fed.length - 2];
    const named = listed(fed.map((path) => `"${feeds[path]}"`));
    return `has ${number} parents, ${named}, but its redundancy is N: name one feed, or make it ${["2N", "3N/2", "4N/3"][fed.length - 2]}`;
  }
  const needed = pathsOf[redundancy];
  if (fed.join() === needed.join()) return undefined;
  return redundancy === "2N"
    ? `is 2N: name a feed for path A and one for path B${fed.length > 2 ? ", and no other" : ""}`
    : `is ${redundancy} with the feeds ${listed(fed)}: name one for each of the paths ${listed(needed)}`;
}

/** Paths keep to elements of their letter and apart from each other, and cooling hangs on nodes that carry it. */
export function checkFlow(documents: Documents, network: PowerNetwork): Finding[] {
  return [
    ...documents.site.zones.flatMap((zone, index) => [
      ...wrongPaths(zone, network, "ai", ["zones", index, "feeds"]),
      ...(zone.mining?.feeds === undefined
        ? []
        : wrongPaths(zone, network, "mining", ["zones", index, "mining", "feeds"])),
      ...sharedNodes(zone, network, ["zones", index, "feeds"]),
    ]),
    ...criticalFeedsGross(documents, network),
  ];
}

type Where = readonly (string | number)[];

function wrongPaths(zone: Zone, network: PowerNetwork, kind: LoadKind, where: Where): Finding[] {
  return network.paths(zone, kind).flatMap((path) => {
    const feed = feedsOf(zone, kind)[path];
    const node = feed === undefined ? undefined : offPath(network, path, feed);
    if (node === undefined) return [];
    const whose = kind === "ai" ? `zone "${zone.name}"` : `the miners of zone "${zone.name}"`;
    return [
      inSite(
        [...where, path],
        `path ${path} of ${whose} runs over "${node.name}", which belongs to path ${node.path}`,
      ),
    ];
  });
}

/** The first node above a feed that belongs to another path; none where a node has a source that does not. */
function offPath(network: PowerNetwork, path: FeedPath, feed: string): PowerNode | undefined {
  const found = new Map<string, PowerNode | undefined>();
  // From the grid down, so that of each node is known what is above it.
  for (const name of [...network.above(feed)].reverse()) {
    const node = network.node(name);
    if (node === undefined) continue;
    const above = network.sources(name).map((source) => found.get(source));
    const wrong = above.every((other) => other !== undefined) ? above[0] : undefined;
    found.set(name, node.path !== undefined && node.path !== path ? node : wrong);
  }
  return found.get(feed);
}

/** Of the paths of a redundant zone any one may be lost: no two may have an element in common. */
function sharedNodes(zone: Zone, network: PowerNetwork, where: Where): Finding[] {
  // A zone of redundancy N that has several feeds was reported already.
  const paths = zone.redundancy === "N" ? [] : network.paths(zone);
  return paths.flatMap((one, index) =>
    paths.slice(index + 1).flatMap((other) => {
      const onOther = new Set(network.chain(zone, other));
      const shared = network.chain(zone, one).filter((node) => onOther.has(node));
      if (shared.length === 0) return [];
      const named = listed(shared.map(({ name }) => `"${name}"`));
      const rule = zone.redundancy === "2N" ? "a 2N pair has" : `the paths of a ${zone.redundancy} zone have`;
      return inSite(
        where,
        `paths ${one} and ${other} of zone "${zone.name}" share ${named}: ${rule} no common element below the interconnect`,
      );
    }),
  );
}

/** Cooling that hangs on a node hangs on all that feeds it. */
function criticalFeedsGross({ site }: Documents, network: PowerNetwork): Finding[] {
  return site.power.flatMap((node, index) => {
    if (carries(node) === "critical") return [];
    const critical = node.from.filter((name) => {
      const source = network.node(name);
      return source !== undefined && carries(source) === "critical";
    });
    return critical.map((source) =>
      inSite(
        ["power", index, "from"],
        `"${node.name}" carries gross load, but "${source}", which feeds it, critical load only: cooling that hangs on the one hangs on the other; say carries: critical here or carries: gross there`,
      ),
    );
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
