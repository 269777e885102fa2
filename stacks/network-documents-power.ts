import type { Placement } from "../placement/place.ts";
import { positionName, readRanges } from "../placement/positions.ts";
import { tenantsOn } from "../placement/site-plan.ts";
import { continuousCapacity, whileInService } from "../site/power/rating.ts";
import type { PowerService } from "../site/schema/power-service.ts";
import type { Site } from "../site/site.ts";
import { type PowerServiceDocuments, Topology } from "./network-documents-entities.ts";

/**
 * The power of a site as NVIDIA's Domain Power Service reads it: power domains are the interconnects with the load that is
 * approved on the day, below them the power nodes with what they carry continuously, zones, racks, and the nodes that it
 * may cap. What it may not cap, such as miners and racks of other makes, is a static load.
 *
 * @see https://docs.nvidia.com/datacenter/dps/versions/latest/guides/concepts/topologies
 */
export function powerServiceDocuments(
  site: Site,
  placement: Placement,
  service: PowerService,
): PowerServiceDocuments {
  const topology = new Topology(site);
  const { effectiveDate } = site.document;
  for (const { interconnect, load } of site.at(effectiveDate).approvals)
    topology.addDomain(interconnect.name, load);
  for (const node of site.document.power) {
    const capacity = whileInService(node, continuousCapacity(node))(effectiveDate);
    // What is not yet in service, or not any more, feeds nothing.
    if (capacity.isZero) continue;
    topology.addDistribution(node.name, `${node.kind} ${node.name}`, capacity, node.powerFactor?.value);
    for (const source of node.from) topology.connect(source, node.name);
  }
  for (const { zone, fleet } of site.at(effectiveDate).zones) {
    if (!fleet.gross.isZero) topology.addMining(zone, fleet.gross);
  }
  for (const { allocations } of tenantsOn(site, placement, effectiveDate)) {
    for (const { zone, rackType, positions, racks, critical } of allocations) {
      const at = site.zone(zone);
      for (const position of readRanges(at, positions) ?? []) {
        topology.addRack(
          at,
          positionName(at, position),
          site.rackType(rackType),
          critical.dividedBy(racks),
          service,
        );
      }
    }
  }
  return topology.documents();
}
