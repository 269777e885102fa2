import { fleetOf } from "../site/mining/fleet.ts";
import type { Site } from "../site/site.ts";
import { demandsOf } from "./demand.ts";
import { checksum } from "./lock.ts";

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
      node.from,
      node.rating.value.voltAmperes,
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
    ]),
    // By name: in which order their files come is nothing to a placement.
    demands: [...site.tenants]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((tenant) => [tenant.name, demandsOf(site, tenant).map(demandInputs)]),
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
  ];
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
  ];
}
