import type { Zone } from "../schema/site-document.ts";
import { type FeedPath, fedPaths, feedsOf, type LoadKind, type PowerNetwork } from "./network.ts";

/** The load of a zone, of one kind or of both where they have the same feeds, and what it may come over. */
export interface Supply {
  readonly zone: Zone;
  readonly kinds: readonly LoadKind[];
  readonly feeds: readonly { readonly path: FeedPath; readonly name: string }[];
  /** Every element above, each before what feeds it. */
  readonly above: readonly string[];
}

/** What supplies a zone's racks and its miners: the same feeds, or each its own. */
export function suppliesOf(zone: Zone, network: PowerNetwork): readonly Supply[] {
  const supply = (kinds: readonly LoadKind[], kind: LoadKind): Supply => {
    const fed = feedsOf(zone, kind);
    const feeds = fedPaths(fed).map((path) => ({ path, name: fed[path] ?? "" }));
    const parts = feeds.map(({ name }) => network.above(name));
    const [first] = parts;
    if (first !== undefined && parts.length === 1) return { zone, kinds, feeds, above: [...first] };
    const reached = new Set(parts.flatMap((part) => [...part]));
    return { zone, kinds, feeds, above: network.elements.filter((name) => reached.has(name)) };
  };
  return zone.mining?.feeds === undefined
    ? [supply(["ai", "mining"], "ai")]
    : [supply(["ai"], "ai"), supply(["mining"], "mining")];
}

/** What is out of service: one element or none; or the whole grid, where only what generators back still works. */
export interface Outage {
  readonly lost?: string;
  /** Nodes whose generators run because the grid is lost. */
  readonly backed?: ReadonlySet<string>;
}

/**
 * What each element carries of a load: it comes in equal parts over the paths that live, and each node takes its part in
 * equal parts from the sources that live. Nothing where every path is dead: what is dark draws nothing. Where the grid is
 * lost, power comes from the nearest node whose generators run, and nothing above it carries any.
 */
export function shares(
  supply: Supply,
  network: PowerNetwork,
  outage: Outage = {},
): ReadonlyMap<string, number> {
  const alive = living(supply, network, outage);
  const carried = new Map<string, number>();
  const split = (part: number, sources: readonly string[]) => {
    const working = sources.filter((name) => alive.has(name));
    for (const name of working) carried.set(name, (carried.get(name) ?? 0) + part / working.length);
  };
  split(
    1,
    supply.feeds.map(({ name }) => name),
  );
  for (const name of supply.above) {
    const part = carried.get(name);
    if (part !== undefined && outage.backed?.has(name) !== true) split(part, network.sources(name));
  }
  return carried;
}

/** What of a load's elements is in service and has a way to the grid, or to running generators where the grid is lost. */
function living({ above }: Supply, network: PowerNetwork, { lost, backed }: Outage): ReadonlySet<string> {
  const alive = new Set<string>();
  for (let at = above.length - 1; at >= 0; at -= 1) {
    const name = above[at] ?? "";
    if (name === lost) continue;
    const isSource = network.isInterconnect(name) ? backed === undefined : backed?.has(name) === true;
    if (isSource || network.sources(name).some((source) => alive.has(source))) alive.add(name);
  }
  return alive;
}
