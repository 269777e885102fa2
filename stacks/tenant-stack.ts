import type { Construct } from "constructs";
import { AiTenant } from "../constructs/ai-tenant.ts";
import { type FabricAttachment, FabricAttachments } from "../constructs/fabric/attachments.ts";
import { MultiKueueWorker } from "../constructs/multikueue/worker.ts";
import { RackGroup } from "../constructs/rack-group.ts";
import { TenantAdmission } from "../constructs/tenant-admission.ts";
import type { Allocation } from "../placement/lock.ts";
import type { TenantOnDay } from "../placement/site-plan.ts";
import type { Site } from "../site/site.ts";
import { isOfSeveralSites } from "./cluster-needs.ts";
import { SiteStack, type SiteStackProps } from "./site-stack.ts";

export interface TenantStackProps extends SiteStackProps {
  readonly site: Site;
  /** The tenant with the racks it has on the day that is deployed. */
  readonly placed: TenantOnDay;
}

/** One tenant: its hand-over records, and its namespaces where it has any that are not of several sites. */
export class TenantStack extends SiteStack {
  readonly tenant: AiTenant;

  constructor(scope: Construct, id: string, props: TenantStackProps) {
    super(scope, id, props);
    const { tenant, allocations, networks } = props.placed;
    const site = { siteName: props.document.name };
    const racks = allocations.map((allocation) => this.#racks(props.site, tenant.name, allocation));
    this.tenant = new AiTenant(this, "tenant", {
      site,
      name: tenant.name,
      ...(tenant.title !== undefined && { title: tenant.title }),
      offering: tenant.offering,
      racks,
      networks,
      namespaces: tenant.namespaces,
      groups: tenant.groups,
      ofSeveralSites: isOfSeveralSites(props.cluster, tenant),
      lease: { from: tenant.lease.from, to: tenant.lease.to, uptime: tenant.lease.uptime?.value },
    });
    this.#attachments(props.site, networks);
  }

  /** Of the fabrics whose document asks for it, where the tenant has namespaces for its pods. */
  #attachments(site: Site, networks: TenantOnDay["networks"]): void {
    const { tenantName, namespaces } = this.tenant;
    const fabrics = networks.flatMap(({ fabric: name, partitionKey }): FabricAttachment[] => {
      const { attachments, design, kind } = site.fabric(name);
      if (attachments === undefined || kind === "tpu-ici") return [];
      return [{ fabric: name, kind, rails: design?.rails ?? 1, ...attachments, partitionKey }];
    });
    if (fabrics.length === 0 || namespaces.length === 0) return;
    new FabricAttachments(this, "attachments", {
      site: { siteName: site.name },
      tenant: tenantName,
      namespaces: namespaces.map(({ name }) => name),
      fabrics,
    });
  }

  #racks(site: Site, tenant: string, allocation: Allocation): RackGroup {
    const { demand, zone, rackType, racks, positions, critical, paths, fabric, from, to } = allocation;
    const id = `racks-${demand}-${zone}`;
    return new RackGroup(this, id, {
      site: { siteName: site.name },
      zone,
      rackType: site.rackType(rackType),
      count: racks,
      positions,
      critical,
      tenant,
      paths,
      ...(fabric !== undefined && { fabric }),
      recordName: `racks-${tenant}-${demand}-${zone}`,
      period: { from, to },
    });
  }
}

/**
 * A tenant's queues, after its own stack and the site's; with those that a manager of the fleet sends jobs to, where the site
 * is one of several that it runs at.
 */
export class TenantAdmissionStack extends SiteStack {
  constructor(scope: Construct, id: string, props: SiteStackProps & { readonly tenant: AiTenant }) {
    super(scope, id, props);
    new TenantAdmission(this, "admission", { tenant: props.tenant });
    const { tenantName, site, namespaces } = props.tenant;
    if (!props.document.fleetQueues.includes(tenantName)) return;
    const names = namespaces.map(({ name }) => name);
    new MultiKueueWorker(this, "fleet", { site, tenant: tenantName, namespaces: names });
  }
}
