import type { Day } from "../site/day.ts";
import { phaseImbalance, type RacksInPlace, rowLoads } from "../site/hall/phases.ts";
import { rowCapacity } from "../site/hall/rack-feeds.ts";
import { type LimitUse, limitUses } from "../site/power/flow.ts";
import { lossesAt } from "../site/power/losses.ts";
import type { PowerNetwork } from "../site/power/network.ts";
import { continuousCapacity, ratingOf } from "../site/power/rating.ts";
import { restoreGroups } from "../site/power/restore.ts";
import type { GeneratorPlant, PowerNode, Zone } from "../site/schema/site-document.ts";
import { isInService } from "../site/service-period.ts";
import type { Site } from "../site/site.ts";
import { Duration, Power, sum } from "../site/units/index.ts";
import type { Placement } from "./place.ts";
import { racksInPlace } from "./racks-in-place.ts";
import { criticalLoads } from "./site-plan.ts";

/** What every element of a site's power network carries on a day, and what it would after the worst single loss. */
export type PowerPlan = ReturnType<typeof powerPlan>;

/** The power network of a site on a day: what `describe --power` shows. */
export function powerPlan(site: Site, placement: Placement, on: Day) {
  const { document, powerNetwork: network } = site;
  const uses = limitUses(site, on, criticalLoads(placement, on));
  const at = new Map<string, LimitUse[]>();
  for (const use of uses) at.set(use.limit.at, [...(at.get(use.limit.at) ?? []), use]);
  const of = (name: string) => at.get(name) ?? [];
  const racks = racksInPlace(site, placement, on);
  return {
    site: site.name,
    title: document.title,
    day: on,
    interconnects: document.interconnects.map(({ name, voltage, gridOperator }) => {
      const [use] = of(name);
      const [approved, gross] = [use?.capacity ?? Power.zero, use?.load ?? Power.zero];
      return { name, voltage: voltage.value, gridOperator, approved, gross, headroom: approved.minus(gross) };
    }),
    nodes: inTreeOrder(network, document.interconnects).map(({ node, depth }) => ({
      depth,
      ...nodeOnDay(node, of(node.name), on),
    })),
    generators: document.generators.map((plant) => plantOnDay(plant, of(plant.name), on)),
    zones: site.zones.map(({ name }) => ({
      name,
      tightest: worst(uses.filter(({ limit }) => limit.kind !== "load-approval" && limit.shares.has(name))),
    })),
    halls: site.zones.flatMap((zone) => hallOnDay(zone, racks.get(zone.name) ?? [])),
    restore: restoreGroups(site.zones).map((group) => restoreOnDay(site, group, on)),
  };
}

/** Every node below what feeds it, in the order of the document; one with several sources stands below the first. */
function inTreeOrder(network: PowerNetwork, interconnects: readonly { readonly name: string }[]) {
  const below = new Map<string, PowerNode[]>();
  for (const node of network.nodes) {
    const [source = ""] = node.from;
    below.set(source, [...(below.get(source) ?? []), node]);
  }
  const found: { readonly node: PowerNode; readonly depth: number }[] = [];
  const open = interconnects.map(({ name }) => ({ name, depth: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, depth } = next;
    const node = network.node(name);
    if (node !== undefined) found.push({ node, depth });
    for (const child of [...(below.get(name) ?? [])].reverse())
      open.push({ name: child.name, depth: node === undefined ? 0 : depth + 1 });
  }
  return found;
}

function nodeOnDay(node: PowerNode, uses: readonly LimitUse[], on: Day) {
  const load = uses.find(({ limit }) => limit.scenario === "all in service")?.load ?? Power.zero;
  const there = isInService(node, on);
  return {
    name: node.name,
    kind: node.kind,
    from: node.from,
    path: node.path,
    units: node.units,
    redundancy: node.redundancy,
    inService: there,
    rating: ratingOf(node),
    continuous: continuousCapacity(node),
    load,
    worst: worst(uses),
    losses: there ? lossesAt(node, load) : undefined,
  };
}

function plantOnDay(plant: GeneratorPlant, uses: readonly LimitUse[], on: Day) {
  return {
    name: plant.name,
    backs: plant.backs,
    units: plant.units,
    redundancy: plant.redundancy,
    inService: isInService(plant, on),
    rating: plant.rating.value,
    worst: worst(uses),
    start: plant.start?.value,
    fuel: plant.fuel?.value,
  };
}

/** The fullest row of a hall that states its busways, and the phases of one that has single-phase racks. */
function hallOnDay(zone: Zone, racks: readonly RacksInPlace[]) {
  const capacity = rowCapacity(zone);
  const balance = phaseImbalance(zone, racks);
  if (racks.length === 0 || (capacity === undefined && balance === undefined)) return [];
  const rows = rowLoads(zone, racks);
  const fullest = rows.reduce(
    (a, b) => (b.load.exceeds(a.load) ? b : a),
    rows[0] ?? { row: 0, load: Power.zero },
  );
  return [
    {
      name: zone.name,
      row: fullest.row + 1,
      load: fullest.load,
      capacity,
      imbalance: balance?.imbalance,
      mostImbalance: zone.ai?.maximumPhaseImbalance?.value,
    },
  ];
}

/** The limit that is used most, by share of what it allows. */
function worst(uses: readonly LimitUse[]) {
  const [first, ...rest] = uses;
  if (first === undefined) return undefined;
  const { limit, load, capacity } = rest.reduce((a, b) => (useOf(b) > useOf(a) ? b : a), first);
  return { at: limit.at, scenario: limit.scenario, load, capacity, headroom: capacity.minus(load) };
}

/** Load by capacity; what carries nothing is not used, whatever it might carry. */
function useOf({ load, capacity }: LimitUse): number {
  return load.isZero ? 0 : load.ratioTo(capacity);
}

/** The miners that come back at once on a day, and how long it takes until all their parts are back. */
function restoreOnDay(site: Site, group: number, on: Day) {
  const zones = site.zones.filter(({ mining }) => mining?.restore?.group === group);
  const loads = zones.map((zone) => site.fleet(zone, on).gross);
  const durations = zones.map(({ mining }) => restoreDuration(mining?.restore));
  return {
    group,
    zones: zones.map(({ name }) => name),
    load: sum(Power.zero, loads),
    duration: durations.reduce(
      (longest, duration) => (duration.exceeds(longest) ? duration : longest),
      Duration.zero,
    ),
  };
}

/** From the first part of a zone to its last. */
function restoreDuration(restore: NonNullable<Zone["mining"]>["restore"]): Duration {
  return restore?.interval?.value.times(restore.steps - 1) ?? Duration.zero;
}
