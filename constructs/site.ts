import { Construct } from "constructs";
import type { Day } from "../site/day.ts";
import type { Power, Voltage } from "../site/units/index.ts";
import { recordsNamespace, runtimeClasses } from "./cluster-objects.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import type { KubernetesObject } from "./kubernetes/index.ts";
import { PriorityClasses } from "./priority-classes.ts";
import { siteRecord } from "./record.ts";

export interface SiteProps {
  /** The site's name: a DNS label of at most 40 characters. It labels every object. */
  readonly name: string;
  /** @default - the name */
  readonly title?: string;
  /** The day that is deployed; recorded, so that what stands in a cluster can be dated. */
  readonly effectiveDate: Day;
  readonly interconnects: readonly SiteInterconnect[];
  /** Container runtimes that accelerators need, by name of their handler. @default - none */
  readonly runtimes?: readonly string[];
  /**
   * Whether other sites are in the cluster too. Then namespace, priorities and runtimes are declared by `SharedCluster`, once
   * for all of them, and the site's record bears its name. @default false
   */
  readonly sharedCluster?: boolean;
}

/** Where the site meets the grid, and what it may draw there on the day that is deployed. */
export interface SiteInterconnect {
  readonly name: string;
  readonly voltage: Voltage;
  /** The gross load that the operator allows. */
  readonly approvedLoad: Power;
  readonly gridOperator: string;
}

/**
 * What a cluster holds once for the site: the namespace of its records, the site record, the priorities that put
 * firm AI work before mining, and the runtime classes of its accelerators.
 */
export class Site extends Construct implements SiteIdentity {
  readonly siteName: string;
  readonly interconnects: readonly SiteInterconnect[];
  /** The namespace that records go to; undefined where the cluster is shared, and has it already. */
  readonly records: KubernetesObject | undefined;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    this.siteName = props.name;
    this.interconnects = [...props.interconnects];
    const labels = identityLabels(this);
    const shared = props.sharedCluster ?? false;
    this.records = shared ? undefined : recordsNamespace(this, labels);
    siteRecord(this, "record", {
      name: shared ? `site-${this.siteName}` : "site",
      labels,
      content: {
        site: this.siteName,
        title: props.title,
        effectiveDate: props.effectiveDate,
        interconnects: this.interconnects,
      },
    });
    if (shared) return;
    new PriorityClasses(this, "priorities", { site: this });
    runtimeClasses(this, props.runtimes ?? [], labels);
  }
}
