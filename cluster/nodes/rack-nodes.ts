import { fabricLabel, nodeRackTypeKey, nodeTenantKey } from "../../constructs/identity.ts";
import { topologyNodeLabels } from "../../constructs/topology-labels.ts";
import type { Allocation } from "../../placement/lock.ts";
import { positionName, readRanges } from "../../placement/positions.ts";
import { rackNodeNames } from "../../site/node-names.ts";
import type { RackType, Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { DataSize } from "../../site/units/index.ts";
import { nodeSiteKey, scaleUpDomainLabel } from "./keys.ts";
import type { NodeShape, SiteNode } from "./site-node.ts";

/** Racks of a tenant in one of the site's clusters. */
interface PlacedRacks {
  readonly cluster: string;
  readonly tenant: string;
  readonly allocation: Allocation;
}

/** The nodes of a tenant's racks, position by position. */
export function rackNodes(site: Site, { cluster, tenant, allocation }: PlacedRacks): SiteNode[] {
  const zone = site.zone(allocation.zone);
  const rackType = site.rackType(allocation.rackType);
  const perUnit = racksPerUnit(site, allocation);
  const shared = {
    cluster,
    tenant,
    zone: zone.name,
    rackType: rackType.name,
    demand: allocation.demand,
    ...(allocation.fabric !== undefined && { fabric: allocation.fabric }),
    taints: [{ key: nodeTenantKey, value: tenant, effect: "NoSchedule" as const }],
    shape: shapeOf(rackType),
  };
  return (readRanges(zone, allocation.positions) ?? []).flatMap((position) => {
    const rack = positionName(zone, position);
    const scalableUnit = Math.floor(position / perUnit) + 1;
    const domain = scaleUpDomain(zone, rackType, position);
    const of = {
      ...shared,
      rack,
      scalableUnit,
      ...(domain !== undefined && { scaleUpDomain: domain.name }),
      labels: {
        [nodeSiteKey]: site.name,
        [nodeTenantKey]: tenant,
        [nodeRackTypeKey]: rackType.name,
        ...(shared.fabric !== undefined && { [fabricLabel]: shared.fabric }),
        ...topologyNodeLabels(site.document.topologyLabels, { zone: zone.name, scalableUnit, rack }),
        ...(domain !== undefined && domain.racks > 1 && { [scaleUpDomainLabel]: domain.name }),
      },
    };
    const names = rackNodeNames(site.document, { zone: zone.name, rack, nodes: rackType.nodes.value });
    return names.map((name) => ({ name, ...of }));
  });
}

/**
 * How many adjoining positions are one scalable unit. Kueue leaves nodes out that lack a level of its topology, so racks
 * that need no fabric are counted by one that reaches their zone; without any, the zone is one unit.
 */
function racksPerUnit(site: Site, { zone, fabric }: Allocation): number {
  const own =
    fabric === undefined
      ? site.document.fabrics.find(({ zones }) => zones.includes(zone))
      : site.fabric(fabric);
  return own?.scalableUnit.value ?? Number.POSITIVE_INFINITY;
}

/** Domains are cut as placement cuts them: as many adjoining positions as one spans, from the zone's first. */
function scaleUpDomain(zone: Zone, { scaleUp }: RackType, position: number) {
  if (scaleUp === undefined) return undefined;
  const racks = scaleUp.racks.value;
  const first = position - (position % racks);
  return { name: `${zone.name}-${positionName(zone, first)}`, racks };
}

/** A rack type that says nothing of its nodes offers nothing that a quota could promise. */
const unknownNode = { cpu: 1, memory: DataSize.gibibytes(1), architecture: "amd64" as const };

function shapeOf({ node, accelerator }: RackType): NodeShape {
  return {
    ...(node === undefined
      ? unknownNode
      : { cpu: node.cpu.value, memory: node.memory.value, architecture: node.architecture }),
    ...(accelerator !== undefined && {
      accelerators: { resource: accelerator.resource, count: accelerator.perNode.value },
    }),
  };
}
