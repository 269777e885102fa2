import { media } from "../cooling.ts";
import type { Day } from "../day.ts";
import type { GeneratorPlant, Interconnect, PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import { isInService } from "../service-period.ts";
import { Duration } from "../units/index.ts";
import { type Condition, DecisionDiagram } from "./decision-diagram.ts";
import {
  coolingAvailability,
  gridAvailability,
  nodeAvailability,
  plantAvailability,
} from "./element-availability.ts";

/** Something that a zone depends on: an interconnect, a power node, a plant of generators, a cooling group. */
export interface Element {
  readonly name: string;
  /** The share of time that it works, or for generators of the calls that they answer. */
  readonly availability: number;
}

/** When a zone is up, as a condition on elements that fail independently of each other. */
export interface Supply {
  readonly elements: readonly Element[];
  readonly diagram: DecisionDiagram;
  readonly up: Condition;
  /** Plants that were left out: no battery on the way to the zone lasts until they carry the load. */
  readonly unbridged: readonly string[];
}

/** How long generators need until they carry the load, where a plant does not say. */
export const usualStart = Duration.minutes(1);

/**
 * When a zone is up on a day: as many of its paths as must remain, and its cooling. A path is up where each node on it is;
 * a node where so many of its units work as its redundancy needs, and it is supplied by all of its sources but one, or by
 * generators. What is not in service on the day supplies nothing.
 */
export function supplyOf(document: SiteDocument, zone: Zone, on: Day): Supply {
  const walk = new Walk(document, on);
  const feeds = Object.values(zone.feeds).filter((feed) => feed !== undefined);
  const paths = feeds.map((feed) => walk.supplied(feed, Duration.zero));
  const power = walk.diagram.atLeast(pathsNeeded(zone, paths.length), paths);
  const up = walk.diagram.all([power, ...walk.cooled(zone)]);
  return { elements: walk.elements, diagram: walk.diagram, up, unbridged: [...walk.unbridged] };
}

/** 2N is one of two, 3N/2 two of three, 4N/3 three of four: any one path may be lost. */
function pathsNeeded(zone: Zone, paths: number): number {
  return zone.redundancy === "N" ? paths : paths - 1;
}

/** A site's network by name. Documents do not change, so it is read once for all zones. */
interface Network {
  readonly nodes: ReadonlyMap<string, PowerNode>;
  readonly interconnects: ReadonlyMap<string, Interconnect>;
}

const networks = new WeakMap<SiteDocument, Network>();

function networkOf(document: SiteDocument): Network {
  const known = networks.get(document);
  if (known !== undefined) return known;
  const network = {
    nodes: new Map(document.power.map((node) => [node.name, node])),
    interconnects: new Map(document.interconnects.map((grid) => [grid.name, grid])),
  };
  networks.set(document, network);
  return network;
}

/** Follows the power of one zone towards the grid, and numbers what it meets on the way. */
class Walk {
  readonly diagram = new DecisionDiagram();
  readonly elements: Element[] = [];
  readonly unbridged = new Set<string>();
  readonly #on: Day;
  readonly #network: Network;
  readonly #plants: readonly GeneratorPlant[];
  readonly #conditions = new Map<string, Condition>();
  readonly #known = new Map<string, Condition>();

  constructor(document: SiteDocument, on: Day) {
    this.#on = on;
    this.#network = networkOf(document);
    this.#plants = document.generators.filter((plant) => isInService(plant, on));
  }

  /** That an element of the network delivers power, where batteries below it last for a while. */
  supplied(name: string, battery: Duration): Condition {
    const grid = this.#network.interconnects.get(name);
    if (grid !== undefined) return this.#works(name, () => gridAvailability(grid));
    const node = this.#network.nodes.get(name);
    if (node === undefined || !isInService(node, this.#on)) return DecisionDiagram.never;
    const bridged = longer(battery, node.battery?.value ?? Duration.zero);
    const key = `${name} ${bridged.seconds}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const condition = this.diagram.all([
      this.#works(name, () => nodeAvailability(node)),
      this.diagram.any([this.#upstream(node, bridged), ...this.#generated(name, bridged)]),
    ]);
    this.#known.set(key, condition);
    return condition;
  }

  /** That each medium by which the zone is cooled still has the units that it needs. */
  cooled(zone: Zone): Condition[] {
    return media.flatMap((medium) => {
      const group = zone.ai?.cooling[medium];
      if (group === undefined || !isInService(group, this.#on)) return [];
      return this.#works(`${medium} cooling`, () => coolingAvailability(group));
    });
  }

  /** One source may be lost; that the rest carry the node after a second loss, no limit of the site promises. */
  #upstream({ from }: PowerNode, battery: Duration): Condition {
    const sources = from
      .filter((source) => {
        const node = this.#network.nodes.get(source);
        return node === undefined || isInService(node, this.#on);
      })
      .map((source) => this.supplied(source, battery));
    return this.diagram.atLeast(Math.max(1, sources.length - 1), sources);
  }

  #generated(name: string, battery: Duration): Condition[] {
    return this.#plants
      .filter(({ backs }) => backs === name)
      .flatMap((plant) => {
        if ((plant.start?.value ?? usualStart).exceeds(battery)) {
          this.unbridged.add(plant.name);
          return [];
        }
        return this.#works(plant.name, () => plantAvailability(plant));
      });
  }

  #works(name: string, availability: () => number): Condition {
    const before = this.#conditions.get(name);
    if (before !== undefined) return before;
    const condition = this.diagram.works(this.elements.push({ name, availability: availability() }) - 1);
    this.#conditions.set(name, condition);
    return condition;
  }
}

function longer(a: Duration, b: Duration): Duration {
  return a.compare(b) > 0 ? a : b;
}
