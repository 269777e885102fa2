import type { Placement } from "../placement/place.ts";
import { positionName, readRanges } from "../placement/positions.ts";
import { type TenantOnDay, tenantsOn } from "../placement/site-plan.ts";
import type { Day } from "../site/day.ts";
import { cabledNodes, cablingProblem, designOf, reachedZones } from "../site/fabric/fabric.ts";
import { type RackLink, rackLinks } from "../site/fabric/port-map.ts";
import { rackNodeNames } from "../site/node-names.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import type { FabricDocument, RackType, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";

/** A rack of a tenant that is cabled to a fabric. */
export interface FabricRack {
  readonly tenant: string;
  readonly zone: Zone;
  readonly position: number;
  /** Its position's name, such as `r01p05`. */
  readonly name: string;
  readonly rackType: RackType;
  /** Its nodes, or the rack itself where it has none. */
  readonly devices: readonly string[];
  readonly hasNodes: boolean;
  /** The number in the fabric, from 0, of its scalable unit and of its position. */
  readonly unit: number;
  readonly index: number;
  /** Where the fabric's design says which ports it takes. */
  readonly links: readonly RackLink[];
  /** The racks it shares NVLink or ICI with, by the first of them. */
  readonly domain: string | undefined;
}

/** A tenant on a fabric on a day. */
export interface FabricTenant {
  readonly on: TenantOnDay;
  readonly network: TenantOnDay["networks"][number];
  readonly racks: readonly FabricRack[];
}

/**
 * The tenants that have racks on a fabric on a day, by name, and their racks in the order in which they stand.
 *
 * @throws Refusal where a rack cannot be cabled to the fabric as it is wired.
 */
export function fabricTenants(
  site: Site,
  placement: Placement,
  fabric: FabricDocument,
  on: Day,
): FabricTenant[] {
  const tenants = tenantsOn(site, placement, on).flatMap((tenant): FabricTenant[] => {
    const network = tenant.networks.find((each) => each.fabric === fabric.name);
    return network === undefined ? [] : [{ on: tenant, network, racks: racksOf(site, tenant, fabric) }];
  });
  refuseUncabled(site, fabric, tenants);
  return tenants;
}

function refuseUncabled(site: Site, fabric: FabricDocument, tenants: readonly FabricTenant[]): void {
  const problems = tenants.flatMap(({ on: { tenant, allocations } }) =>
    allocations.flatMap(({ fabric: own, demand, rackType }): Problem[] => {
      const problem = own === fabric.name ? cablingProblem(fabric, site.rackType(rackType)) : undefined;
      return problem === undefined ? [] : [{ where: `${tenant.name}/${demand}`, message: problem }];
    }),
  );
  if (problems.length > 0) throw new Refusal("Racks cannot be cabled to their fabric.", problems);
}

function racksOf(site: Site, { tenant, allocations }: TenantOnDay, fabric: FabricDocument): FabricRack[] {
  const design = designOf(fabric);
  const zones = new Map(reachedZones(site.document, fabric).map((reached) => [reached.zone.name, reached]));
  return allocations
    .filter((allocation) => allocation.fabric === fabric.name)
    .flatMap((allocation) => {
      const zone = site.zone(allocation.zone);
      const rackType = site.rackType(allocation.rackType);
      const reached = zones.get(zone.name);
      const nodes = rackType.nodes.value;
      return (readRanges(zone, allocation.positions) ?? []).map((position): FabricRack => {
        const name = positionName(zone, position);
        const unit = (reached?.firstUnit ?? 0) + Math.floor(position / fabric.scalableUnit.value);
        const ports = rackType.fabric?.ports.value ?? 0;
        const cabled = { unit, rack: position % fabric.scalableUnit.value, nodes: cabledNodes(nodes), ports };
        return {
          tenant: tenant.name,
          zone,
          position,
          name,
          rackType,
          devices:
            nodes === 0
              ? [`${zone.name}-${name}`]
              : rackNodeNames(site.document, { zone: zone.name, rack: name, nodes }),
          hasNodes: nodes > 0,
          unit,
          index: (reached?.firstPosition ?? 0) + position,
          // What cannot be cabled is refused once all of it is known.
          links:
            design === undefined || cablingProblem(fabric, rackType) !== undefined
              ? []
              : rackLinks(design, cabled),
          domain: domainOf(zone, rackType, position),
        };
      });
    });
}

/** Domains are cut as placement cuts them: as many adjoining positions as one spans, from the zone's first. */
function domainOf(zone: Zone, { scaleUp }: RackType, position: number): string | undefined {
  if (scaleUp === undefined) return undefined;
  return `${zone.name}-${positionName(zone, position - (position % scaleUp.racks.value))}`;
}
