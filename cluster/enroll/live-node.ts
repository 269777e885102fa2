import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject, ManagedFields } from "../live/live-object.ts";

/** Who `busbar enroll` is to the API server: the owner of what it sets on nodes. */
export const enrollManager = "busbar-enroll";

/** Says on a node that it was enroll that cordoned it, so that a later run ends what one that was killed began. */
export const cordonedAnnotation = "busbar.dev/cordoned-by";

/** A taint as it is on a node, whoever set it. */
export interface LiveTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

/** What enrolling and verifying look at in a live node. */
export interface LiveNode {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly LiveTaint[];
  readonly unschedulable: boolean;
  /** Whether it was enroll that cordoned it. */
  readonly cordonedByUs: boolean;
  /** Keys of the labels that enroll applied. */
  readonly ownLabels: ReadonlySet<string>;
  /** Who else set a label, by its key. */
  readonly otherOwners: ReadonlyMap<string, string>;
}

/** All nodes of a cluster, by name. Of each only what matters is kept: a node's status alone is many kilobytes. */
export async function listNodes(cluster: LiveCluster): Promise<LiveNode[]> {
  const nodes: LiveNode[] = [];
  for await (const object of cluster.list({ apiVersion: "v1", kind: "Node" })) nodes.push(liveNode(object));
  return nodes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A node as the API server gives it, reduced. */
export function liveNode({ metadata, spec }: LiveObject): LiveNode {
  const { taints = [], unschedulable = false } = (spec ?? {}) as NodeSpec;
  const { ownLabels, otherOwners } = labelOwners(metadata.managedFields ?? []);
  return {
    name: metadata.name,
    uid: metadata.uid ?? "",
    resourceVersion: metadata.resourceVersion ?? "",
    labels: metadata.labels ?? {},
    taints,
    unschedulable,
    cordonedByUs: metadata.annotations?.[cordonedAnnotation] === enrollManager,
    ownLabels,
    otherOwners,
  };
}

interface NodeSpec {
  readonly taints?: readonly LiveTaint[];
  readonly unschedulable?: boolean;
}

function labelOwners(managedFields: readonly ManagedFields[]): Pick<LiveNode, "ownLabels" | "otherOwners"> {
  const ownLabels = new Set<string>();
  const otherOwners = new Map<string, string>();
  for (const { manager = "", operation, fieldsV1 } of managedFields) {
    const labels = (fieldsV1 as OwnedFields | undefined)?.["f:metadata"]?.["f:labels"] ?? {};
    for (const field of Object.keys(labels)) {
      if (!field.startsWith("f:")) continue;
      const key = field.slice("f:".length);
      if (manager !== enrollManager) otherOwners.set(key, manager);
      else if (operation === "Apply") ownLabels.add(key);
    }
  }
  return { ownLabels, otherOwners };
}

interface OwnedFields {
  readonly "f:metadata"?: { readonly "f:labels"?: Readonly<Record<string, unknown>> };
}
