import { pathNames } from "../schema/power.ts";
import type { PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";

/** A supply path of a zone. */
export type FeedPath = (typeof pathNames)[number];

/** What a zone draws power for: its miners may have other feeds than its AI hall. */
export type LoadKind = "ai" | "mining";

/** The power node or interconnect that each of a zone's paths ends in. */
export function feedsOf(zone: Pick<Zone, "feeds" | "mining">, kind: LoadKind): Zone["feeds"] {
  return kind === "mining" ? (zone.mining?.feeds ?? zone.feeds) : zone.feeds;
}

/** The paths that are fed, in the order of their letters. */
export function fedPaths(feeds: Zone["feeds"]): readonly FeedPath[] {
  return pathNames.filter((path) => feeds[path] !== undefined);
}

/**
 * What feeds what on a site whose references were checked. Every node has one to four sources, and there is no cycle, so
 * that power flows one way: from the interconnects down to the zones.
 */
export class PowerNetwork {
  /** Every node, then every interconnect among them, each before what feeds it. */
  readonly elements: readonly string[];
  readonly #nodes: ReadonlyMap<string, PowerNode>;
  readonly #interconnects: ReadonlySet<string>;
  readonly #sources: ReadonlyMap<string, readonly string[]>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #above = new Map<string, ReadonlySet<string>>();

  constructor(document: Pick<SiteDocument, "power" | "interconnects">) {
    this.#nodes = new Map(document.power.map((node) => [node.name, node]));
    this.#interconnects = new Set(document.interconnects.map(({ name }) => name));
    this.#sources = new Map(
      document.power.map(({ name, from }) => [name, from.filter((source) => this.#exists(source))]),
    );
    this.elements = this.#fromLoadsUp();
    this.#ranks = new Map(this.elements.map((name, rank) => [name, rank]));
  }

  get nodes(): Iterable<PowerNode> {
    return this.#nodes.values();
  }

  /** The node of a name; undefined for an interconnect. */
  node(name: string): PowerNode | undefined {
    return this.#nodes.get(name);
  }

  isInterconnect(name: string): boolean {
    return this.#interconnects.has(name);
  }

  /** What feeds an element: nothing, where it is an interconnect. */
  sources(name: string): readonly string[] {
    return this.#sources.get(name) ?? [];
  }

  /** Everything that power may come over to an element, itself included, each before what feeds it. */
  above(name: string): ReadonlySet<string> {
    const known = this.#above.get(name);
    if (known !== undefined) return known;
    const reached = new Set([name]);
    for (const element of reached) for (const source of this.sources(element)) reached.add(source);
    const rank = (element: string) => this.#ranks.get(element) ?? 0;
    const ordered = new Set(
      [...reached].filter((element) => this.#exists(element)).sort((a, b) => rank(a) - rank(b)),
    );
    this.#above.set(name, ordered);
    return ordered;
  }

  /** The paths that feed a zone. */
  paths(zone: Zone, kind: LoadKind = "ai"): readonly FeedPath[] {
    return fedPaths(feedsOf(zone, kind));
  }

  /** The nodes that a zone's path runs over, from the zone's own feed up, each once. */
  chain(zone: Zone, path: FeedPath, kind: LoadKind = "ai"): readonly PowerNode[] {
    const feed = feedsOf(zone, kind)[path];
    return feed === undefined ? [] : [...this.above(feed)].flatMap((name) => this.#nodes.get(name) ?? []);
  }

  /** The names of the nodes of each path of a zone, from its own feed up. */
  namedPaths(zone: Zone, kind: LoadKind = "ai"): Partial<Record<FeedPath, string[]>> {
    return Object.fromEntries(
      this.paths(zone, kind).map((path) => [path, this.chain(zone, path, kind).map(({ name }) => name)]),
    );
  }

  /** The interconnects above a zone: its paths, and the sources of one path, may come from different ones. */
  interconnects(zone: Zone, kind: LoadKind = "ai"): ReadonlySet<string> {
    const feeds = feedsOf(zone, kind);
    const above = fedPaths(feeds).flatMap((path) => [...this.above(feeds[path] ?? "")]);
    return new Set(above.filter((name) => this.#interconnects.has(name)));
  }

  #exists(name: string): boolean {
    return this.#nodes.has(name) || this.#interconnects.has(name);
  }

  /** Kahn's order, by levels: what feeds no other element first, and within a level as the document has it. */
  #fromLoadsUp(): readonly string[] {
    const names = [...this.#nodes.keys(), ...this.#interconnects];
    const fed = new Map(names.map((name) => [name, 0]));
    for (const name of names)
      for (const source of this.sources(name)) fed.set(source, (fed.get(source) ?? 0) + 1);
    const level = new Map(names.map((name) => [name, 0]));
    const open = names.filter((name) => fed.get(name) === 0);
    for (const name of open) {
      for (const source of this.sources(name)) {
        level.set(source, Math.max(level.get(source) ?? 0, (level.get(name) ?? 0) + 1));
        const left = (fed.get(source) ?? 0) - 1;
        fed.set(source, left);
        if (left === 0) open.push(source);
      }
    }
    const place = new Map(names.map((name, index) => [name, index]));
    const at = (order: ReadonlyMap<string, number>, name: string) => order.get(name) ?? 0;
    return names.sort((a, b) => at(level, a) - at(level, b) || at(place, a) - at(place, b));
  }
}
