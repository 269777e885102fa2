import { Construct } from "constructs";
import type { Offering } from "../site/schema/tenant-document.ts";
import type { AiTenantProps, TenantNamespaceOptions } from "./ai-tenant.ts";
import type { SiteIdentity } from "./identity.ts";
import type { RacksAtSite } from "./tenancy/capacity.ts";
import { declareNamespaces, type NamespaceShare, shareNamespaces } from "./tenancy/tenant-namespaces.ts";
import type { QueuedTenant } from "./tenant-admission.ts";

export interface ClusterTenantProps {
  /** The cluster's name in place of a site's, as its `SharedCluster` has it. */
  readonly site: SiteIdentity;
  /** A DNS label of at most 40 characters. */
  readonly name: string;
  /** What the tenant gets: one of those with workloads. */
  readonly offering: Offering;
  /** The racks that it has at all sites of the cluster. */
  readonly racks: readonly RacksAtSite[];
  /** Its prefixes on the fabrics of all of them. @default - none */
  readonly prefixes?: readonly string[];
  /** Its namespaces, whose quotas are shares of all racks together: at least one. */
  readonly namespaces: readonly TenantNamespaceOptions[];
  /** Groups of the identity provider, by what they may do in its namespaces. @default - nobody */
  readonly groups?: AiTenantProps["groups"];
}

/**
 * What a cluster holds once of a tenant with racks at several of its sites: its namespaces, with quotas over all racks. Its
 * queues come with `TenantAdmission`; what was handed over where is recorded by each site's `AiTenant`, which leaves these out.
 */
export class ClusterTenant extends Construct implements QueuedTenant {
  readonly site: SiteIdentity;
  readonly tenantName: string;
  readonly offering: Offering;
  readonly hasWorkloads = true;
  readonly racks: readonly RacksAtSite[];
  readonly namespaces: readonly NamespaceShare[];

  constructor(scope: Construct, id: string, props: ClusterTenantProps) {
    super(scope, id);
    this.site = props.site;
    this.tenantName = props.name;
    this.offering = props.offering;
    this.racks = [...props.racks];
    if (props.namespaces.length === 0) {
      throw new Error(`[${this.node.path}] tenant "${props.name}" has no namespaces: give it at least one`);
    }
    this.namespaces = shareNamespaces(this.node.path, this.racks, props.namespaces);
    declareNamespaces(this, {
      site: props.site,
      tenant: props.name,
      shares: this.namespaces,
      prefixes: props.prefixes ?? [],
      namespaces: props.namespaces,
      groups: props.groups,
    });
  }
}
