import { nodeSiteKey } from "../nodes/keys.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import type { LiveNode } from "./live-node.ts";
import { reservedLabels, tenancyKeys } from "./tenancy.ts";

/** What of a cluster is a site's to judge. */
export interface SiteScope {
  /** The site's name. */
  readonly site: string;
  /**
   * Names of nodes that the site has in its other clusters. Contexts of two of them may lead to one cluster, so a node
   * of that name is left alone. @default - none
   */
  readonly elsewhere?: ReadonlySet<string>;
}

/** Live and declared nodes of one cluster, matched by name. */
export interface MatchedNodes {
  readonly both: readonly { readonly live: LiveNode; readonly declared: SiteNode }[];
  /** Declared, and not live. */
  readonly missing: readonly SiteNode[];
  /** Live and not declared, but marked as the site's or as somebody's of the site. */
  readonly claimed: readonly LiveNode[];
  /** Live and not declared, and nothing to the site: control planes, storage, another site's nodes. */
  readonly unknown: readonly LiveNode[];
}

export function matchNodes(
  live: readonly LiveNode[],
  declared: readonly SiteNode[],
  { site, elsewhere = new Set() }: SiteScope,
): MatchedNodes {
  const byName = new Map(live.map((node) => [node.name, node]));
  const names = new Set(declared.map(({ name }) => name));
  const others = live.filter(({ name }) => !names.has(name) && !elsewhere.has(name));
  const claimed = others.filter((node) => isClaimed(node, site));
  const ours = new Set(claimed);
  return {
    both: declared.flatMap((node) => {
      const found = byName.get(node.name);
      return found === undefined ? [] : [{ live: found, declared: node }];
    }),
    missing: declared.filter(({ name }) => !byName.has(name)),
    claimed,
    unknown: others.filter((node) => !ours.has(node)),
  };
}

/** Whether a node says that it is of this site, or of somebody without saying of which site. */
function isClaimed({ labels, taints, cordonedByUs }: LiveNode, site: string): boolean {
  const ofSite = labels[nodeSiteKey];
  if (ofSite !== undefined) return ofSite === site;
  return (
    cordonedByUs ||
    reservedLabels.some((key) => labels[key] !== undefined) ||
    taints.some(({ key }) => tenancyKeys.includes(key))
  );
}
