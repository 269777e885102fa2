import { PowerTree } from "../power/tree.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/**
 * Contracts and obligations end after they begin; the power tree has no cycle, and nodes and zones agree on their paths;
 * the two paths of a 2N zone share nothing below the interconnect.
 */
export function checkPower(documents: Documents): Finding[] {
  const cycles = powerCycles(documents);
  return [
    ...terms(documents),
    ...cycles,
    ...redundancyGroups(documents),
    ...zoneFeeds(documents),
    // Chains of nodes can only be walked where they end.
    ...(cycles.length === 0 ? sharedPaths(documents) : []),
  ];
}

function powerCycles({ site }: Documents): Finding[] {
  const parents = new Map(site.power.map(({ name, from }) => [name, from]));
  const findings: Finding[] = [];
  const reported = new Set<string>();
  for (const [index, { name }] of site.power.entries()) {
    const cycle = cycleFrom(name, parents);
    if (cycle === undefined || cycle.some((member) => reported.has(member))) continue;
    for (const member of cycle) reported.add(member);
    const message = `the power tree has a cycle: ${[...cycle, cycle[0]].join(" ← ")}; each node is fed from nearer the grid`;
    findings.push(inSite(["power", index, "from"], message));
  }
  return findings;
}

function cycleFrom(start: string, parents: ReadonlyMap<string, string>): string[] | undefined {
  const seen: string[] = [start];
  for (let name = parents.get(start); name !== undefined; name = parents.get(name)) {
    if (name === start) return seen;
    if (seen.includes(name)) return undefined;
    seen.push(name);
  }
  return undefined;
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

function redundancyGroups({ site }: Documents): Finding[] {
  return site.power.flatMap((node, index) =>
    node.redundancy === "N+1" && node.units < 2
      ? [
          inSite(
            ["power", index, "redundancy"],
            `"${node.name}" is N+1 with ${node.units} unit: give it 2 units or more`,
          ),
        ]
      : [],
  );
}

function zoneFeeds({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const { A, B } = zone.feeds;
    const at = ["zones", index, "feeds"];
    if (A === undefined && B === undefined) {
      return [inSite(at, `zone "${zone.name}" has no feed: name the power node that it ends in`)];
    }
    if (zone.redundancy === "N" && A !== undefined && B !== undefined) {
      const message = `zone "${zone.name}" has two parents, "${A}" and "${B}", but its redundancy is N: name one feed, or make it 2N`;
      return [inSite(at, message)];
    }
    if (zone.redundancy === "2N" && (A === undefined || B === undefined)) {
      return [inSite(at, `zone "${zone.name}" is 2N: name a feed for path A and one for path B`)];
    }
    return [];
  });
}

function sharedPaths({ site }: Documents): Finding[] {
  const tree = new PowerTree(site);
  return site.zones.flatMap((zone, index) => {
    const at = ["zones", index, "feeds"];
    const wrongPath = tree.paths(zone).flatMap((path) =>
      tree
        .chain(zone, path)
        .filter((node) => node.path !== undefined && node.path !== path)
        // What lies above it is on the wrong path for the same reason.
        .slice(0, 1)
        .map((node) =>
          inSite(
            [...at, path],
            `path ${path} of zone "${zone.name}" runs over "${node.name}", which belongs to path ${node.path}`,
          ),
        ),
    );
    // A zone of redundancy N that has two feeds was reported already.
    const onB = new Set(zone.redundancy === "2N" ? tree.chain(zone, "B") : []);
    const shared = tree.chain(zone, "A").filter((node) => onB.has(node));
    const sharing = shared.map((node) =>
      inSite(
        at,
        `paths A and B of zone "${zone.name}" share "${node.name}": a 2N pair has no common element below the interconnect`,
      ),
    );
    return [...wrongPath, ...sharing];
  });
}
