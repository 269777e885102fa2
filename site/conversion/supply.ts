import { compareText } from "../compare-text.ts";
import type { Day } from "../day.ts";
import { fedPaths, type PowerNetwork } from "../power/network.ts";
import type { PowerNode, Zone } from "../schema/site-document.ts";
import { isInService } from "../service-period.ts";

/** What stands between a zone and the grid, on which day: documents need not be right in any other respect. */
export class Supply {
  readonly #network: PowerNetwork;

  constructor(network: PowerNetwork) {
    this.#network = network;
  }

  /** Every power node over which some feeds come, their own among them. */
  above(feeds: Zone["feeds"]): readonly PowerNode[] {
    const names = new Set(feedNames(feeds).flatMap((feed) => [...this.#network.above(feed)]));
    return [...names].flatMap((name) => this.#network.node(name) ?? []);
  }

  /** The nodes that keep a feed from the grid on a day, from the feed up; none where it is connected. */
  gaps(feed: string, on: Day, below: readonly string[] = []): readonly PowerNode[] {
    const node = this.#network.node(feed);
    // An interconnect, or a name or a cycle that is reported elsewhere.
    if (node === undefined || below.includes(feed)) return [];
    const sources = node.from.map((source) => this.gaps(source, on, [...below, feed]));
    // One source is enough; of several that are not there, the one that is soonest.
    const [best = []] = sources.sort((a, b) => compareText(lastDay(a), lastDay(b)));
    return isInService(node, on) ? best : [node, ...best];
  }

  /** The first day from a day on on which a feed is connected; undefined where there is none. */
  connectedFrom(feed: string, from: Day): Day | undefined {
    const later = [...this.#network.above(feed)].flatMap((name) => this.#network.node(name)?.installed ?? []);
    return [from, ...later.filter((day) => day > from).sort()].find(
      (day) => this.gaps(feed, day).length === 0,
    );
  }
}

/** The names of the power nodes that some feeds end in. */
export function feedNames(feeds: Zone["feeds"]): readonly string[] {
  return fedPaths(feeds).flatMap((path) => feeds[path] ?? []);
}

/** The day on which the last of some nodes comes; what is gone comes never, and nothing at once. */
function lastDay(nodes: readonly PowerNode[]): string {
  const days = nodes.map(({ installed, removed }) => (removed === undefined ? (installed ?? "") : "never"));
  return days.reduce((last, day) => (day > last ? day : last), "");
}
