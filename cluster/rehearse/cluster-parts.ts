import type { Lock } from "../../placement/lock.ts";
import { groupBy } from "../../site/group-by.ts";
import type { Cluster } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import type { DeclaredStack } from "../declared.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { siteNodes } from "../nodes/site-nodes.ts";

/** What a site has on its effective date, as its stacks were declared. */
export interface RehearsedSite {
  readonly site: Site;
  readonly lock: Lock;
  readonly stacks: readonly DeclaredStack[];
}

/** What a site has in one of its clusters. */
export interface ClusterParts {
  readonly cluster: Cluster;
  readonly stacks: readonly DeclaredStack[];
  readonly nodes: readonly SiteNode[];
}

/** The clusters that hold anything, in the order in which they are deployed to. */
export function clusterParts({ site, lock, stacks }: RehearsedSite): ClusterParts[] {
  const nodes = siteNodes(site, lock, site.document.effectiveDate);
  return [...groupBy(stacks, ({ cluster }) => cluster.name)].flatMap(([name, own]) => {
    const cluster = own[0]?.cluster;
    return cluster === undefined
      ? []
      : [{ cluster, stacks: own, nodes: nodes.filter((node) => node.cluster === name) }];
  });
}
