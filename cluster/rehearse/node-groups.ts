import { groupBy } from "../../site/group-by.ts";
import { scaleUpDomainLabel } from "../nodes/keys.ts";
import type { SiteNode } from "../nodes/site-node.ts";

/** Nodes of a tenant that are alike: of one rack type, and on one fabric where they are on any. */
export interface NodeGroup {
  /** Unique among the tenant's groups; the rack type where that is. */
  readonly name: string;
  readonly rackType: string;
  /** Given where the tenant has racks of this type on several fabrics, so that the group has to be asked for. */
  readonly fabric: string | undefined;
  readonly nodes: readonly SiteNode[];
  /** The accelerators' resource name. */
  readonly resource: string | undefined;
  /** In how many equal parts a node's work can be cut: its accelerators, or eight of a node without any. */
  readonly parts: number;
  /** Where NVLink or ICI reaches further than a node. */
  readonly gang: Gang | undefined;
}

/** Nodes that work belongs together on. */
export interface Gang {
  /** Nodes a gang: all of a scale-up domain. */
  readonly size: number;
  /** The label key by whose value the nodes of one domain are known. */
  readonly topologyKey: string;
}

const partsWithoutAccelerators = 8;

/**
 * The groups of a tenant's nodes.
 *
 * @param rackKey The label key of the topology's rack level.
 * @param levelsOnly Whether a gang can be bound to levels of the topology only, as Kueue does: of a scale-up domain that
 * spans several racks, a gang is then one rack.
 */
export function nodeGroups(
  nodes: readonly SiteNode[],
  { rackKey, levelsOnly }: { readonly rackKey: string; readonly levelsOnly: boolean },
): NodeGroup[] {
  const byType = groupBy(nodes, ({ rackType = "" }) => rackType);
  return [...byType].flatMap(([rackType, ofType]) => {
    const byFabric = [...groupBy(ofType, ({ fabric = "" }) => fabric)];
    return byFabric.map(([fabric, own], index): NodeGroup => {
      const [first] = own;
      const { accelerators } = first?.shape ?? {};
      return {
        name: index === 0 ? rackType : `${rackType}-${index + 1}`,
        rackType,
        fabric: byFabric.length > 1 && fabric !== "" ? fabric : undefined,
        nodes: own,
        resource: accelerators?.resource,
        parts: accelerators?.count ?? partsWithoutAccelerators,
        gang: gangOf(own, rackKey, levelsOnly),
      };
    });
  });
}

function gangOf(nodes: readonly SiteNode[], rackKey: string, levelsOnly: boolean): Gang | undefined {
  const [first] = nodes;
  if (first?.scaleUpDomain === undefined) return undefined;
  const spansRacks = scaleUpDomainLabel in first.labels;
  const topologyKey = spansRacks && !levelsOnly ? scaleUpDomainLabel : rackKey;
  const domains = groupBy(nodes, ({ labels }) => labels[topologyKey] ?? "");
  return { size: Math.min(...[...domains.values()].map(({ length }) => length)), topologyKey };
}
