import type { Day } from "../../site/day.ts";
import type { PowerNode, SiteDocument, Zone } from "../../site/schema/site-document.ts";

/** What one element of the power system carries on a day, in watts, after one loss or none. */
export interface ElementLoad {
  readonly at: string;
  /** The element that is out of service, a unit of a group included; undefined for normal operation. */
  readonly lost: string | undefined;
  readonly load: number;
  readonly capacity: number;
}

/**
 * Loads of all power nodes in normal operation and after every single loss there can be: a node, an interconnect,
 * one unit of an N+1 group. It follows the power of each zone to the grid along the paths that still work, and
 * shares nothing with how the site itself derives its limits.
 */
export function nodeLoads(
  site: Pick<SiteDocument, "power" | "interconnects" | "zones">,
  gross: ReadonlyMap<string, number>,
): ElementLoad[] {
  const elements = [...site.power, ...site.interconnects].map(({ name }) => name);
  const fed = site.zones.map((zone) => ({ load: gross.get(zone.name) ?? 0, ways: routes(site.power, zone) }));
  return [undefined, ...elements].flatMap((lost) => {
    const loads = new Map<string, number>();
    for (const { load, ways } of fed) {
      const working = ways.filter((way) => lost === undefined || !way.includes(lost));
      for (const element of working.flat()) {
        loads.set(element, (loads.get(element) ?? 0) + load / working.length);
      }
    }
    return site.power
      .filter(({ name }) => name !== lost)
      .flatMap((node) => {
        const load = loads.get(node.name) ?? 0;
        const whole = { at: node.name, lost, load, capacity: rated(node, node.units) };
        if (lost !== undefined || node.redundancy === "N") return [whole];
        return [whole, { ...whole, lost: `a unit of ${node.name}`, capacity: rated(node, node.units - 1) }];
      });
  });
}

/** The gross load behind each interconnect, each able to carry alone whatever reaches it. */
export function interconnectLoads(
  site: Pick<SiteDocument, "power" | "interconnects" | "zones">,
  gross: ReadonlyMap<string, number>,
  on: Day,
): ElementLoad[] {
  return site.interconnects.map(({ name, approvals }) => {
    const behind = site.zones.filter((zone) =>
      routes(site.power, zone).some((route) => route.includes(name)),
    );
    const inForce = approvals.filter(({ from }) => from <= on).sort((a, b) => (a.from < b.from ? -1 : 1));
    return {
      at: name,
      lost: undefined,
      load: behind.reduce((sum, zone) => sum + (gross.get(zone.name) ?? 0), 0),
      capacity: inForce.at(-1)?.load.value.watts ?? 0,
    };
  });
}

/** More than rounding explains. */
export function isOver({ load, capacity }: ElementLoad): boolean {
  return load - capacity > 1e-9 * Math.max(load, capacity);
}

/** Each way from a zone to the grid, as the names of what it runs over. */
function routes(nodes: readonly PowerNode[], zone: Zone): string[][] {
  return [zone.feeds.A, zone.feeds.B].flatMap((feed) => (feed === undefined ? [] : [upwards(nodes, feed)]));
}

function upwards(nodes: readonly PowerNode[], from: string): string[] {
  const parent = nodes.find(({ name }) => name === from)?.from;
  return parent === undefined ? [from] : [from, ...upwards(nodes, parent)];
}

function rated(node: PowerNode, units: number): number {
  const powerFactor = node.powerFactor?.value ?? 0.95;
  const continuous = (node.continuousRating?.value.percent ?? 80) / 100;
  return node.rating.value.voltAmperes * powerFactor * continuous * units;
}
