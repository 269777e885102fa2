import type { FabricDocument } from "../site/schema/site-document.ts";
import type { FabricRack } from "./network-documents-racks.ts";

/** A scalable unit with the nodes of the racks that stand in it. */
interface Branch {
  readonly name: string;
  readonly nodes: readonly string[];
}

/**
 * A fabric as a model that Topograph reads: a tree of the fabric and its scalable units, and an accelerated domain for each
 * set of nodes that share NVLink or ICI. A node is below one switch there, so the leaves of a unit, of which each node
 * has one a rail, are one.
 *
 * @see https://github.com/NVIDIA/topograph/blob/main/docs/modeling.md
 * @returns undefined where no rack with nodes is on the fabric.
 */
export function topographModel(fabric: FabricDocument, racks: readonly FabricRack[]): object | undefined {
  const units = branchesBy(racks, ({ unit }) => unitName(fabric, unit));
  if (units.length === 0) return undefined;
  const domains = branchesBy(racks, ({ domain }) => domain);
  return {
    switches: Object.fromEntries([
      [fabric.name, { switches: units.map(({ name }) => name) }],
      ...units.map(({ name, nodes }) => [name, { nodes }] as const),
    ]),
    nodes: Object.fromEntries(units.flatMap(({ nodes }) => nodes.map((node) => [node, {}] as const))),
    ...(domains.length > 0 && {
      capacity_blocks: Object.fromEntries(
        domains.map(({ name, nodes }) => [name, { nodes, attributes: { nvlink: name } }] as const),
      ),
    }),
  };
}

/**
 * A fabric as Slurm's `topology.yaml`, which Topograph makes of such a model: a tree, and beside it blocks where nodes share
 * NVLink or ICI. The base block is as large as the smallest such domain.
 *
 * @see https://slurm.schedmd.com/topology.yaml.html
 */
export function slurmTopology(fabric: FabricDocument, racks: readonly FabricRack[]): object[] {
  const units = branchesBy(racks, ({ unit }) => unitName(fabric, unit));
  if (units.length === 0) return [];
  const domains = branchesBy(racks, ({ domain }) => domain);
  const tree = {
    topology: `${fabric.name}-tree`,
    cluster_default: true,
    tree: {
      switches: [
        { switch: fabric.name, children: units.map(({ name }) => name).join(",") },
        ...units.map(({ name, nodes }) => ({ switch: name, nodes: nodes.join(",") })),
      ],
    },
  };
  if (domains.length === 0) return [tree];
  const blocks = {
    topology: `${fabric.name}-block`,
    cluster_default: false,
    block: {
      block_sizes: [Math.min(...domains.map(({ nodes }) => nodes.length))],
      blocks: domains.map(({ name, nodes }) => ({ block: name, nodes: nodes.join(",") })),
    },
  };
  return [tree, blocks];
}

function unitName(fabric: FabricDocument, unit: number): string {
  return `${fabric.name}-su${String(unit + 1).padStart(2, "0")}`;
}

/** The nodes of racks by what they share, in order of name; racks that share nothing, or have no nodes, are left out. */
function branchesBy(racks: readonly FabricRack[], of: (rack: FabricRack) => string | undefined): Branch[] {
  const found = new Map<string, string[]>();
  for (const rack of racks) {
    const name = of(rack);
    if (name === undefined || !rack.hasNodes) continue;
    found.set(name, [...(found.get(name) ?? []), ...rack.devices]);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, nodes]) => ({ name, nodes: nodes.sort() }));
}
