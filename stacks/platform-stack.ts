import type { Construct } from "constructs";
import { curtailmentPlanMap } from "../constructs/curtailment/plan-config-map.ts";
import { FabricAttachmentPolicy } from "../constructs/fabric/attachment-policy.ts";
import { NetworkFabric, type NetworkFabricProps } from "../constructs/network-fabric.ts";
import { PowerZone } from "../constructs/power-zone.ts";
import { Site as SiteConstruct } from "../constructs/site.ts";
import { TenantAdmissionPolicies } from "../constructs/tenancy/admission-policies.ts";
import { type AdmissionObject, RuleAdmission } from "../constructs/tenancy/rule-admission.ts";
import { TopologyLabels } from "../constructs/topology-labels.ts";
import { positionCount } from "../placement/positions.ts";
import { coolingCapacity } from "../site/cooling.ts";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import { approvedLoad } from "../site/power/approvals.ts";
import { continuousCapacity } from "../site/power/rating.ts";
import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Power } from "../site/units/index.ts";
import { stateOn } from "../site/zone-state.ts";
import { hasAttachments, isShared, runtimes, tenantsOfSeveralSites } from "./cluster-needs.ts";
import { admissionOfSite } from "./site-admission.ts";
import { SiteStack, type SiteStackProps } from "./site-stack.ts";

export interface PlatformStackProps extends SiteStackProps {
  readonly site: Site;
  /** Whether this is the cluster of the records: zones and fabrics are recorded there alone. */
  readonly records: boolean;
  /** Zones with racks of a tenant on the day that is deployed. */
  readonly leasedZones: ReadonlySet<string>;
  /** How load is shed on that day; undefined where none may be. */
  readonly curtailment: CurtailmentPlan | undefined;
}

/** What a cluster holds once for the site, before anything else is deployed to it. */
export class PlatformStack extends SiteStack {
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, props);
    const { document } = props.site;
    const site = new SiteConstruct(this, "site", {
      name: document.name,
      ...(document.title !== undefined && { title: document.title }),
      effectiveDate: document.effectiveDate,
      interconnects: document.interconnects.map((interconnect) => ({
        name: interconnect.name,
        voltage: interconnect.voltage.value,
        approvedLoad: approvedLoad(interconnect, document.effectiveDate),
        gridOperator: interconnect.gridOperator,
      })),
      runtimes: runtimes([props.site]),
      sharedCluster: isShared(props.cluster),
    });
    if (!props.records) return;
    for (const zone of document.zones) this.#zone(site, zone, props);
    for (const fabric of document.fabrics)
      new NetworkFabric(this, `fabric-${fabric.name}`, fabricProps(site, fabric));
    if (props.curtailment === undefined) return;
    const name = isShared(props.cluster) ? `curtailment-plan-${document.name}` : undefined;
    curtailmentPlanMap(this, "curtailment", props.curtailment, name);
  }

  #zone(identity: SiteConstruct, zone: Zone, { site, leasedZones }: PlatformStackProps): void {
    const { powerNetwork: tree } = site;
    const state = stateOn(zone, site.document.effectiveDate)?.state;
    // A zone that is not there yet on this day is recorded when it is.
    if (state === undefined) return;
    const paths = tree.paths(zone).map((path) => [path, tree.chain(zone, path)] as const);
    // After the loss of a path the others share the zone: one carries it whole, two a half each.
    const capacity = least(
      paths.map(([path, chain]) =>
        chain[0] === undefined ? approved(site, zone.feeds[path]) : continuousCapacity(chain[0]),
      ),
    ).times(Math.max(1, paths.length - 1));
    new PowerZone(this, `zone-${zone.name}`, {
      site: identity,
      name: zone.name,
      state: leasedZones.has(zone.name) ? "tenant" : state,
      continuousCapacity: capacity,
      miningLoad: site.fleet(zone, site.document.effectiveDate).gross,
      ...(zone.ai && {
        grossToCritical: zone.ai.grossToCritical.value,
        cooling: { air: coolingCapacity(zone, "air"), liquid: coolingCapacity(zone, "liquid") },
        positions: positionCount(zone),
      }),
      paths: tree.namedPaths(zone),
    });
  }
}

export interface PlatformAdmissionStackProps extends SiteStackProps {
  readonly site: Site;
  /** What policies have the cluster hold its tenants to. */
  readonly admission: readonly AdmissionObject[];
}

/**
 * What the tenants of a cluster are admitted by. Needs the Kueue API, so it follows the platform stack. In a cluster that other
 * sites are in, this is what the site's own policies ask for, of its own tenants.
 */
export class PlatformAdmissionStack extends SiteStack {
  constructor(scope: Construct, id: string, props: PlatformAdmissionStackProps) {
    super(scope, id, props);
    const site = { siteName: props.document.name };
    if (isShared(props.cluster)) {
      const shared = {
        cluster: props.cluster.name,
        tenants: tenantsOfSeveralSites(props.site, props.cluster),
      };
      new RuleAdmission(this, "rules", { objects: admissionOfSite(site, shared, props.admission) });
      return;
    }
    new TopologyLabels(this, "topology", { site, profile: props.document.topologyLabels });
    new TenantAdmissionPolicies(this, "policies", { site });
    if (props.admission.length > 0) new RuleAdmission(this, "rules", { objects: props.admission });
    if (hasAttachments(props.document)) {
      new FabricAttachmentPolicy(this, "attachments", { site });
    }
  }
}

/** A zone that is fed by an interconnect itself may take what is approved there. */
function approved(site: Site, name: string | undefined): Power {
  const interconnect = site.document.interconnects.find((candidate) => candidate.name === name);
  return interconnect === undefined ? Power.zero : approvedLoad(interconnect, site.document.effectiveDate);
}

function least(powers: readonly Power[]): Power {
  return powers.reduce((a, b) => (a.exceeds(b) ? b : a));
}

function fabricProps(site: SiteConstruct, fabric: FabricDocument): NetworkFabricProps {
  return {
    site,
    name: fabric.name,
    kind: fabric.kind,
    zones: fabric.zones,
    scalableUnit: fabric.scalableUnit.value,
    leaves: { count: fabric.leaves.count.value, downlinks: fabric.leaves.downlinks.value },
    ...(fabric.spines && { spines: fabric.spines.count.value }),
  };
}
