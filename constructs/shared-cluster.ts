import { Construct } from "constructs";
import { recordsNamespace, runtimeClasses } from "./cluster-objects.ts";
import { identityLabels } from "./identity.ts";
import { PriorityClasses } from "./priority-classes.ts";

export interface SharedClusterProps {
  /** The cluster's name, unlike that of any site: its objects are labelled with it as with a site's, so that they are no site's. */
  readonly name: string;
  /** Container runtimes that accelerators of any of its sites need, by name of their handler. @default - none */
  readonly runtimes?: readonly string[];
}

/**
 * What a cluster holds once for all sites whose nodes are in it: the namespace of their records, the priorities that put firm AI
 * work before mining, and the runtime classes of accelerators. A `Site` with `sharedCluster` leaves these out.
 */
export class SharedCluster extends Construct {
  readonly siteName: string;
  readonly runtimes: readonly string[];

  constructor(scope: Construct, id: string, props: SharedClusterProps) {
    super(scope, id);
    this.siteName = props.name;
    this.runtimes = [...(props.runtimes ?? [])];
    const labels = identityLabels(this);
    recordsNamespace(this, labels);
    new PriorityClasses(this, "priorities", { site: this });
    runtimeClasses(this, this.runtimes, labels);
  }
}
