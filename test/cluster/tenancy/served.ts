import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";

/** A resource that the API server has, or a part of one, such as `pods/log`. */
export interface ServedResource {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

interface Discovered {
  readonly resources: readonly {
    readonly name: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

/** Everything that the API server has, in the version that it prefers. */
export async function servedResources(cluster: LiveCluster): Promise<ServedResource[]> {
  const { groups } = await cluster.request<{ groups: { preferredVersion: { groupVersion: string } }[] }>(
    "GET",
    "/apis",
  );
  const paths = [
    "/api/v1",
    ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`),
  ];
  const found: ServedResource[] = [];
  for (const path of paths) {
    const group = path === "/api/v1" ? "" : (path.split("/")[2] ?? "");
    const { resources } = await cluster.request<Discovered>("GET", path);
    for (const { name, namespaced, verbs } of resources) {
      const [resource = "", subresource] = name.split("/");
      found.push({ group, resource, ...(subresource !== undefined && { subresource }), namespaced, verbs });
    }
  }
  return found;
}
