import type { DataSize } from "../../site/units/index.ts";

/** What keeps pods from a node that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule";
}

/** What a node offers to pods. */
export interface NodeShape {
  readonly cpu: number;
  readonly memory: DataSize;
  readonly architecture: "amd64" | "arm64";
  readonly accelerators?: { readonly resource: string; readonly count: number };
}

/** A node that a site has in one of its clusters on a day, and how it is to be labelled and tainted there. */
export interface SiteNode {
  readonly name: string;
  /** The cluster that holds it, by its name in the site document. */
  readonly cluster: string;
  /** Every label that busbar sets on it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Every taint that busbar sets on it. */
  readonly taints: readonly Taint[];
  readonly shape: NodeShape;
  /** Of service nodes: what they are for. A node has either a role or a tenant. */
  readonly role?: string;
  readonly tenant?: string;
  readonly zone?: string;
  /** The rack's position, such as `r01p05`. */
  readonly rack?: string;
  readonly rackType?: string;
  /** The tenant's demand that the rack was placed for. */
  readonly demand?: string;
  /** Number in the zone, from 1. */
  readonly scalableUnit?: number;
  /** Unique in the site; nodes of one domain share their NVLink or ICI network. Absent where the rack type has none. */
  readonly scaleUpDomain?: string;
  /** Absent where the demand takes none. */
  readonly fabric?: string;
}
