import type { PlainObject } from "../constructs/kubernetes/index.ts";
import type { Cluster } from "../site/schema/site-document.ts";

/** What is to be in one cluster by one stack of a site. */
export interface DeclaredStack {
  readonly name: string;
  readonly cluster: Cluster;
  /** In the order of their declaration. */
  readonly objects: readonly PlainObject[];
}
