import { Construct } from "constructs";
import type { Day } from "../site/day.ts";
import type { Power, Voltage } from "../site/units/index.ts";
import { identityLabels, type SiteIdentity, systemNamespace } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";
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
  /** The namespace that records go to. */
  readonly records: KubernetesObject;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    this.siteName = props.name;
    this.interconnects = [...props.interconnects];
    const labels = identityLabels(this);
    this.records = new KubernetesObject(this, "namespace", {
      object: {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: {
          name: systemNamespace,
          labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
        },
      },
    });
    siteRecord(this, "record", {
      name: "site",
      labels,
      content: {
        site: this.siteName,
        title: props.title,
        effectiveDate: props.effectiveDate,
        interconnects: this.interconnects,
      },
    });
    new PriorityClasses(this, "priorities", { site: this });
    for (const handler of props.runtimes ?? []) {
      new KubernetesObject(this, `runtime-${handler}`, {
        object: {
          apiVersion: "node.k8s.io/v1",
          kind: "RuntimeClass",
          metadata: { name: handler, labels },
          handler,
        },
      });
    }
  }
}
