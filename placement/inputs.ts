import type { Circuit } from "../site/hall/circuit.ts";
import { fleetOf } from "../site/mining/fleet.ts";
import { ratingOf } from "../site/power/rating.ts";
import type { ServicePeriod } from "../site/service-period.ts";
import type { Site } from "../site/site.ts";
import { demandsOf, optionsOf } from "./demand.ts";
import { checksum } from "./lock.ts";
import { powerInputs } from "./power-inputs.ts";

/**
 * A digest of everything a placement depends on, and of nothing else: a lock is stale when this changes, so that
 * an edit of a title, a price or a pool does not ask for a new placement.
 */
export function inputsDigest(site: Site): string {
  const { document } = site;
  return checksum({
    interconnects: document.interconnects.map(({ name, approvals }) => [
      name,
      approvals.map(({ from, load }) => [from, load.value.watts]),
    ]),
    power: document.power.map((node) => [
      node.name,
      // One source is written as it always was, so that locks of before stay good.
      node.from.length === 1 ? node.from[0] : node.from,
      ratingOf(node).voltAmperes,
      node.units,
      node.redundancy,
      node.powerFactor?.value,
      node.continuousRating?.value.percent,
    ]),
    zones: document.zones.map((zone) => [
      zone.name,
      zone.redundancy,
      zone.feeds,
      zone.states.map(({ state, from }) => [state, from]),
      zone.ai && hallInputs(zone.ai),
      // Only the load of the miners matters here, not who they are or where they hash.
      fleetOf(zone, (name) => site.minerModel(name)).gross.watts,
    ]),
    fabrics: document.fabrics.map((fabric) => [
      fabric.name,
      fabric.kind,
      fabric.zones,
      fabric.leaves.count.value,
      fabric.leaves.downlinks.value,
      fabric.pools,
      // How positions are wired decides which racks can be cabled.
      ...(fabric.design === undefined ? [] : [fabric.design.portsPerRack.value, fabric.design.rails]),
    ]),
    // By name: in which order their files come is nothing to a placement.
    demands: [...site.tenants]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((tenant) => [tenant.name, demandsOf(site, tenant).map(demandInputs)]),
    ...optionInputs(site),
    ...powerInputs(document),
    // Peaks only matter where feeds are stated.
    ...(document.zones.some(({ ai }) => ai?.rackFeeds !== undefined) && { peaks: peakInputs(site) }),
  });
}

function hallInputs(ai: NonNullable<Site["zones"][number]["ai"]>) {
  return [
    ai.grossToCritical.value,
    ai.critical?.value.watts,
    [ai.cooling.air, ai.cooling.liquid].map(
      (group) => group && [group.unit.value.watts, group.units, group.redundancy],
    ),
    ai.rows.value,
    ai.positionsPerRow.value,
    ai.rackMass.value.kilograms,
    ...hallLimits(ai),
  ];
}

/** What not every hall states: written only where it is, so that locks of before stay good. */
function hallLimits(ai: NonNullable<Site["zones"][number]["ai"]>): unknown[] {
  const { floorMass, rackFeeds, rowBusway, maximumPhaseImbalance, cooling } = ai;
  const limits = {
    floor: floorMass?.value.kilograms,
    feeds: rackFeeds && [...circuitInputs(rackFeeds), rackFeeds.phases, rackFeeds.perPath],
    busway: rowBusway && circuitInputs(rowBusway),
    imbalance: maximumPhaseImbalance?.value.percent,
    air: serviceInputs(cooling.air),
    liquid: serviceInputs(cooling.liquid),
  };
  return Object.values(limits).some((limit) => limit !== undefined) ? [limits] : [];
}

function circuitInputs({ voltage, current, powerFactor, continuousRating }: Circuit) {
  return [voltage.value.volts, current.value.amperes, powerFactor?.value, continuousRating?.value.percent];
}

function serviceInputs(group: ServicePeriod | undefined) {
  return group?.installed === undefined && group?.removed === undefined
    ? undefined
    : [group.installed, group.removed];
}

function peakInputs(site: Site): [string, number][] {
  const names = new Set(site.tenants.flatMap(({ demand }) => demand.map(({ rackType }) => rackType)));
  return [...names].sort().map((name) => [name, site.rackType(name).peakFactor.value]);
}

function demandInputs(demand: ReturnType<typeof demandsOf>[number]) {
  const { rackType } = demand;
  return [
    demand.name,
    rackType.name,
    [rackType.power.value.watts, rackType.liquidShare.value.percent, rackType.mass.value.kilograms],
    [
      rackType.nodes.value,
      rackType.fabric?.ports.value,
      rackType.fabric?.kinds,
      rackType.scaleUp?.racks.value,
    ],
    demand.racks,
    demand.critical.watts,
    demand.period,
    demand.redundancy,
    demand.fabric,
    demand.zones,
    ...relationInputs(demand),
  ];
}

/** Written only where a demand is spread, or stands apart from or near another. */
function relationInputs({ spread, apartFrom, near }: ReturnType<typeof demandsOf>[number]): unknown[] {
  return spread === undefined && apartFrom.length + near.length === 0 ? [] : [{ spread, apartFrom, near }];
}

/** The rights that may still be exercised: once one may not any more, its room is free and the lock is stale. */
function optionInputs(site: Site): { readonly options?: unknown } {
  const rights = [...site.tenants]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((tenant) => [tenant.name, optionsOf(site, tenant).map(demandInputs)] as const)
    .filter(([, options]) => options.length > 0);
  return rights.length > 0 ? { options: rights } : {};
}
