import type { PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import { Power } from "../units/index.ts";

/** A supply path of a zone. */
export type FeedPath = "A" | "B";

/** Used where a node does not state the power factor of its load: the low end for modern ASIC and server supplies. */
export const defaultPowerFactor = 0.95;

/** NEC 210.20 and 215.3: a continuous load (3 h or more) may use 80 % of a rating that is not a 100 % rating. */
export const defaultContinuousFactor = 0.8;

/**
 * What a node may carry continuously with a number of its units in service: S · units · pf · continuous factor,
 * in kW from kVA.
 */
export function continuousCapacity(node: PowerNode, unitsInService = node.units): Power {
  const powerFactor = node.powerFactor?.value ?? defaultPowerFactor;
  const continuous = node.continuousRating?.value.fraction ?? defaultContinuousFactor;
  return Power.ofApparent(node.rating.value, powerFactor).times(unitsInService * continuous);
}

/** The power tree of a site whose references were checked: every node has one parent, and there is no cycle. */
export class PowerTree {
  readonly #nodes: ReadonlyMap<string, PowerNode>;
  readonly #interconnects: ReadonlySet<string>;

  constructor(document: Pick<SiteDocument, "power" | "interconnects">) {
    this.#nodes = new Map(document.power.map((node) => [node.name, node]));
    this.#interconnects = new Set(document.interconnects.map(({ name }) => name));
  }

  get nodes(): Iterable<PowerNode> {
    return this.#nodes.values();
  }

  /** The nodes that a zone's path runs through, from the zone's own feed up to below the interconnect. */
  chain(zone: Zone, path: FeedPath): readonly PowerNode[] {
    const chain: PowerNode[] = [];
    for (let name = zone.feeds[path]; name !== undefined && !this.#interconnects.has(name); ) {
      const node = this.#nodes.get(name);
      if (node === undefined) break;
      chain.push(node);
      name = node.from;
    }
    return chain;
  }

  /** The paths that feed a zone: one, or A and B. */
  paths(zone: Zone): readonly FeedPath[] {
    return (["A", "B"] as const).filter((path) => zone.feeds[path] !== undefined);
  }

  /** The names of the nodes of each path of a zone, from its own feed up. */
  namedPaths(zone: Zone): Partial<Record<FeedPath, string[]>> {
    return Object.fromEntries(
      this.paths(zone).map((path) => [path, this.chain(zone, path).map(({ name }) => name)]),
    );
  }

  /** The interconnect that a zone's path comes from; undefined where it has no such path. */
  interconnect(zone: Zone, path: FeedPath): string | undefined {
    return this.chain(zone, path).at(-1)?.from ?? zone.feeds[path];
  }

  /** The interconnects above a zone: its paths may come from different ones. */
  interconnects(zone: Zone): ReadonlySet<string> {
    return new Set(this.paths(zone).flatMap((path) => this.interconnect(zone, path) ?? []));
  }
}
