import { tenantLabel } from "../../constructs/identity.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { Site } from "../../site/site.ts";
import type { SiteNode } from "../nodes/site-node.ts";

/** A tenant that runs workloads in a cluster, and what it was promised there. */
export interface RehearsedTenant {
  readonly name: string;
  /** A group of its identity provider that may run workloads; undefined where the tenant names none. */
  readonly group: string | undefined;
  readonly namespaces: readonly TenantNamespace[];
  readonly nodes: readonly SiteNode[];
}

export interface TenantNamespace {
  readonly name: string;
  /** What its quotas declare, such as `requests.cpu`. */
  readonly quota: Readonly<Record<string, string>>;
}

/** The tenants that have nodes and namespaces to run on them from, as declared. */
export function rehearsedTenants(
  site: Site,
  objects: readonly PlainObject[],
  nodes: readonly SiteNode[],
): RehearsedTenant[] {
  const quotaOf = (namespace: string) =>
    Object.assign(
      {},
      ...objects
        .filter(({ kind, metadata }) => kind === "ResourceQuota" && metadata.namespace === namespace)
        .map((quota) => (quota["spec"] as { hard: TenantNamespace["quota"] }).hard),
    );
  return site.tenants.flatMap(({ name, groups: { users, admins } }) => {
    const own = nodes.filter(({ tenant }) => tenant === name);
    if (own.length === 0) return [];
    const namespaces = objects
      .filter(({ kind, metadata }) => kind === "Namespace" && labelsOf({ metadata })[tenantLabel] === name)
      .map(({ metadata }) => ({ name: metadata.name, quota: quotaOf(metadata.name) }));
    // Those of a tenant of several sites are its cluster's, which may not be part of what is looked at.
    if (namespaces.length === 0) return [];
    return [{ name, group: users[0] ?? admins[0], namespaces, nodes: own }];
  });
}

/** The labels that an object declares. */
export function labelsOf({ metadata }: Pick<PlainObject, "metadata">): Readonly<Record<string, string>> {
  return (metadata as { readonly labels?: Readonly<Record<string, string>> }).labels ?? {};
}
