import { objectsOf, type PlainObject } from "../constructs/kubernetes/index.ts";
import type { Lock } from "../placement/lock.ts";
import { Clusters } from "../site/clusters.ts";
import type { Cluster } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { isShared } from "./cluster-needs.ts";
import { type Declaration, declarationsOf } from "./declarations.ts";
import { inScratchApp } from "./scratch-app.ts";
import { buildSharedClusterStacks } from "./shared-cluster-stacks.ts";

/** A stack as the objects that are to be in its cluster. */
export interface DeclaredObjects {
  readonly name: string;
  readonly cluster: Cluster;
  readonly objects: readonly PlainObject[];
}

/** What a site finds in the clusters that other sites are in too. */
export interface DeclaredBeneath {
  readonly objects: readonly Declaration[];
  readonly stacks: readonly DeclaredObjects[];
}

/**
 * What clusters that a site shares hold for it before it comes, as far as the site needs it: no stack of the site declares it, and
 * what judges or rehearses the site by itself has to know it. Of tenants of several sites this is what the racks here come to.
 */
export function declaredBeneath(site: Site, lock: Lock): DeclaredBeneath {
  const clusters = new Clusters(site.document).all.filter(isShared);
  if (clusters.length === 0) return { objects: [], stacks: [] };
  return inScratchApp((app) => {
    const { backend } = site.document;
    const stacks = clusters.flatMap((cluster) =>
      buildSharedClusterStacks(app, { name: cluster.name, cluster, backend, sites: [{ site, lock }] }).map(
        (stack) => ({
          name: stack.node.id,
          cluster,
          objects: objectsOf(stack).map(({ object }) => object),
        }),
      ),
    );
    return { objects: declarationsOf(app), stacks };
  });
}
