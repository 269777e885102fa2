import { Construct } from "constructs";
import { type Offering, runsWorkloads } from "../site/schema/tenant-document.ts";
import { type Percentage, Power, sum } from "../site/units/index.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import type { RackGroup } from "./rack-group.ts";
import { siteRecord } from "./record.ts";
import type { Capacity } from "./tenancy/capacity.ts";
import { declareNamespaces, shareNamespaces } from "./tenancy/tenant-namespaces.ts";

export interface AiTenantProps {
  readonly site: SiteIdentity;
  /** A DNS label of at most 40 characters. */
  readonly name: string;
  /** @default - the name */
  readonly title?: string;
  /**
   * What the tenant gets: `namespaces` and `dedicated-cluster` give namespaces with quotas, policies and roles;
   * `bare-metal` and `powered-shell` the hand-over records only.
   */
  readonly offering: Offering;
  /** The racks it has. */
  readonly racks: readonly RackGroup[];
  /** Its identifiers on fabrics. @default - none */
  readonly networks?: readonly TenantFabricNetwork[];
  /** Its namespaces, for the offerings that have any. @default - none */
  readonly namespaces?: readonly TenantNamespaceOptions[];
  /** Groups of the identity provider, by what they may do in its namespaces. @default - nobody */
  readonly groups?: Partial<Readonly<Record<"admins" | "users" | "viewers", readonly string[]>>>;
  /** First and last day of the lease, and the availability it promises. @default - not recorded */
  readonly lease?: { readonly from: string; readonly to: string; readonly uptime?: Percentage | undefined };
  /**
   * Whether it has racks of other sites in the same cluster too: its namespaces are then declared once for all of them, and not
   * here, and its record is called after the site as well.
   *
   * @default false
   */
  readonly ofSeveralSites?: boolean;
}

/** A namespace of a tenant. */
export interface TenantNamespaceOptions {
  readonly name: string;
  /** Of what its racks offer. @default - an equal part of what the others leave */
  readonly share?: Percentage | undefined;
  /** Whether it is there already: it is taken over as it is, and stays when the tenant leaves. @default false */
  readonly adopt?: boolean | undefined;
  /** What it belongs to with other namespaces, also of other tenants; a label, and no right. @default - none */
  readonly group?: string | undefined;
}

/** What a tenant has on one fabric. */
export interface TenantFabricNetwork {
  readonly fabric: string;
  readonly vni: number;
  readonly vrf: string;
  readonly asn: number;
  /** On InfiniBand, such as `0x0001`. */
  readonly partitionKey?: string | undefined;
  readonly prefixes: readonly string[];
}

/**
 * A tenant of the site, in its own stack: the hand-over of its racks and networks, the meter's view of it, and, where
 * it runs on Kubernetes with us, its namespaces. Its queues come with `TenantAdmission`.
 */
export class AiTenant extends Construct {
  readonly site: SiteIdentity;
  readonly tenantName: string;
  readonly offering: Offering;
  readonly racks: readonly RackGroup[];
  readonly networks: readonly TenantFabricNetwork[];
  /** Its namespaces with what each may ask for of these racks; none for bare metal and powered shell. */
  readonly namespaces: readonly { readonly name: string; readonly capacity: Capacity }[];

  constructor(scope: Construct, id: string, props: AiTenantProps) {
    super(scope, id);
    this.site = props.site;
    this.tenantName = props.name;
    this.offering = props.offering;
    this.racks = [...props.racks];
    this.networks = [...(props.networks ?? [])];
    this.namespaces = shareNamespaces(this.node.path, this.racks, props.namespaces ?? []);
    this.#checkOffering();
    this.#record(props);
    if (props.ofSeveralSites === true) return;
    declareNamespaces(this, {
      site: props.site,
      tenant: this.tenantName,
      shares: this.namespaces,
      prefixes: this.networks.flatMap((network) => network.prefixes),
      namespaces: props.namespaces ?? [],
      groups: props.groups,
    });
  }

  /** Whether the tenant runs workloads on Kubernetes with us. */
  get hasWorkloads(): boolean {
    return runsWorkloads(this.offering);
  }

  /** Critical load of all its racks. */
  get critical(): Power {
    return sum(
      Power.zero,
      this.racks.map(({ critical }) => critical),
    );
  }

  #checkOffering(): void {
    if (this.hasWorkloads === this.namespaces.length > 0) return;
    const fix = this.hasWorkloads ? "give it at least one namespace" : "remove its namespaces";
    throw new Error(
      `[${this.node.path}] offering ${this.offering} with ${this.namespaces.length} namespaces: ${fix}`,
    );
  }

  #record(props: AiTenantProps): void {
    siteRecord(this, "record", {
      // No name has a dot, so that this is no other tenant's.
      name: `tenant-${this.tenantName}${props.ofSeveralSites === true ? `.${props.site.siteName}` : ""}`,
      labels: identityLabels(props.site, { tenant: this.tenantName }),
      content: {
        tenant: this.tenantName,
        title: props.title,
        offering: this.offering,
        lease: props.lease,
        critical: this.critical,
        racks: this.racks.reduce((total, group) => total + group.count, 0),
        zones: [...new Set(this.racks.map(({ zoneName }) => zoneName))],
        networks: this.networks.length === 0 ? undefined : this.networks,
        // What the tenant is billed by: the meters of the zones it stands in, by this label.
        metering: { label: `busbar.dev/tenant=${this.tenantName}`, contracted: this.critical },
      },
    });
  }
}
