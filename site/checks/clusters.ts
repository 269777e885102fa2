import type { Documents, Finding } from "./finding.ts";
import { inSite } from "./finding.ts";

/** Each kind of work has one cluster to go to, each tenant at most one of its own, and no two clusters are one. */
export function checkClusters(documents: Documents): Finding[] {
  const { site } = documents;
  return [
    ...withoutCluster(documents),
    ...(site.clusters.length === 0 ? [] : holders(documents)),
    ...owners(documents),
    ...sharedContexts(documents),
  ];
}

function withoutCluster({ site, tenants }: Documents): Finding[] {
  return tenants
    .filter(({ value }) => value.offering === "dedicated-cluster")
    .filter(({ value }) => !site.clusters.some((cluster) => cluster.tenants.includes(value.name)))
    .map(({ file, value }) => ({
      document: file,
      path: ["offering"],
      message: `tenant "${value.name}" is to have a cluster for itself, but no cluster of site.yaml names it: add it to clusters with tenants: [${value.name}]`,
    }));
}

function holders({ site }: Documents): Finding[] {
  return (["operations", "ai"] as const).flatMap((kind) => {
    const holding = site.clusters.filter(({ holds }) => holds.includes(kind));
    if (holding.length === 1) return [];
    const found = holding.length === 0 ? "no cluster" : holding.map(({ name }) => name).join(" and ");
    return [inSite(["clusters"], `${found} holds ${kind}: exactly one must`)];
  });
}

function owners({ site, tenants }: Documents): Finding[] {
  const owner = new Map<string, string>();
  return site.clusters.flatMap((cluster, index) =>
    cluster.tenants.flatMap((tenant, at) => {
      const where = ["clusters", index, "tenants", at];
      const other = owner.get(tenant);
      owner.set(tenant, cluster.name);
      if (other !== undefined)
        return [inSite(where, `tenant "${tenant}" already has the cluster "${other}"`)];
      const offering = tenants.find(({ value }) => value.name === tenant)?.value.offering;
      return offering === "powered-shell"
        ? [inSite(where, `tenant "${tenant}" takes a powered shell: it brings its own clusters`)]
        : [];
    }),
  );
}

/** Two clusters behind one context would both have a platform stack there, and each would undo the other. */
function sharedContexts({ site }: Documents): Finding[] {
  const first = new Map<string, string>();
  return site.clusters.flatMap(({ name, context, kubeconfig }, index) => {
    const key = JSON.stringify([kubeconfig, context]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, name);
      return [];
    }
    const message = `clusters "${other}" and "${name}" are both context "${context}" of ${kubeconfig}: each must be a cluster of its own; give "${name}" its own context, or make them one`;
    return [inSite(["clusters", index, "context"], message)];
  });
}
