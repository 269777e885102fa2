/**
 * What Kueue's API accepts (0.19, kueue.x-k8s.io/v1beta2), checked at synth: the cluster would refuse it only at
 * deploy, when other stacks have changed already.
 */

const longestNodeLabel = 316;

/** @throws Error naming every limit that the levels of a Topology break. */
export function checkTopology(where: string, levels: readonly { readonly nodeLabel: string }[]): void {
  const labels = levels.map(({ nodeLabel }) => nodeLabel);
  const host = labels.indexOf("kubernetes.io/hostname");
  refuse(where, [
    ...outside("levels", labels.length, 1, 16),
    ...(new Set(labels).size < labels.length ? ["levels must differ from each other"] : []),
    ...(host !== -1 && host !== labels.length - 1
      ? ["kubernetes.io/hostname may only be the last level"]
      : []),
    ...labels.flatMap((label) =>
      outside(`length of "${label.slice(0, 40)}"`, label.length, 1, longestNodeLabel),
    ),
  ]);
}

/** The parts of a ResourceFlavor that Kueue limits. */
export interface FlavorSpec {
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly nodeTaints: readonly unknown[];
  readonly tolerations: readonly unknown[];
  readonly topologyName?: string | undefined;
}

/** @throws Error naming every limit that a ResourceFlavor breaks. */
export function checkResourceFlavor(where: string, spec: FlavorSpec): void {
  refuse(where, [
    ...outside(
      "node labels",
      Object.keys(spec.nodeLabels).length,
      spec.topologyName === undefined ? 0 : 1,
      8,
    ),
    ...outside("node taints", spec.nodeTaints.length, 0, 8),
    ...outside("tolerations", spec.tolerations.length, 0, 8),
  ]);
}

/** A ClusterQueue's resource group: every flavor lists all covered resources, in their order. */
export interface ResourceGroup {
  readonly coveredResources: readonly string[];
  readonly flavors: readonly {
    readonly name: string;
    readonly resources: readonly { readonly name: string; readonly nominalQuota: string | number }[];
  }[];
}

/** @throws Error naming every limit that the resource groups of a ClusterQueue break. */
export function checkResourceGroups(where: string, groups: readonly ResourceGroup[]): void {
  const flavors = groups.flatMap((group) => group.flavors.map(({ name }) => name));
  const resources = groups.flatMap(({ coveredResources }) => coveredResources);
  refuse(where, [
    ...outside("resource groups", groups.length, 0, 16),
    ...groups.flatMap((group) => [
      ...outside("covered resources of a group", group.coveredResources.length, 1, 64),
      ...outside("flavors of a group", group.flavors.length, 1, 64),
      ...group.flavors
        .filter(
          ({ resources: listed }) => listed.map(({ name }) => name).join() !== group.coveredResources.join(),
        )
        .map(({ name }) => `flavor "${name}" must list the covered resources in their order`),
    ]),
    ...outside("flavors", flavors.length, 0, 256),
    ...outside("covered resources", resources.length, 0, 256),
    ...repeated("flavor", flavors),
    ...repeated("resource", resources),
  ]);
}

function outside(what: string, found: number, least: number, most: number): string[] {
  return found < least || found > most ? [`${what}: ${found}, Kueue takes ${least} to ${most}`] : [];
}

function repeated(what: string, names: readonly string[]): string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `${what} "${name}" may belong to one resource group only`);
}

function refuse(where: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error([`[${where}] breaks limits of Kueue:`, ...problems].join("\n  "));
}
