import { tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import type { JudgedObject, Subject } from "../rule.ts";
import { allOf } from "./kinds.ts";

/** A namespace that is declared, and whose it is. */
export interface OwnedNamespace {
  readonly name: string;
  readonly judged: JudgedObject;
  readonly labels: Readonly<Record<string, string>>;
  /** The tenant whose it is, by its label, or by the tenant's document where it has none. */
  readonly tenant: string | undefined;
  /** The mining zone whose it is. */
  readonly zone: string | undefined;
}

/** Every namespace among the objects. */
export function namespacesOf(subject: Subject): OwnedNamespace[] {
  const written = new Map(
    subject.site.tenants.flatMap(({ name, namespaces }) =>
      namespaces.map((namespace) => [namespace.name, name] as const),
    ),
  );
  return allOf(subject, "Namespace").map(({ judged, object: { metadata } }) => {
    const labels: Readonly<Record<string, string>> = {
      "kubernetes.io/metadata.name": metadata.name,
      ...metadata.labels,
    };
    const tenant = labels[tenantLabel] ?? written.get(metadata.name);
    return {
      name: metadata.name,
      judged,
      labels,
      tenant,
      zone: tenant === undefined ? labels[zoneLabel] : undefined,
    };
  });
}

/** The namespaces that tenants work in, by name. */
export function tenantNamespaces(
  subject: Subject,
): ReadonlyMap<string, OwnedNamespace & { readonly tenant: string }> {
  return new Map(
    namespacesOf(subject).flatMap((namespace) =>
      namespace.tenant === undefined ? [] : [[namespace.name, { ...namespace, tenant: namespace.tenant }]],
    ),
  );
}

/** Items by the namespace that each is in. */
export function byNamespace<
  T extends { readonly object: { readonly metadata: { readonly namespace?: string | undefined } } },
>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const { namespace } = item.object.metadata;
    if (namespace === undefined) continue;
    const existing = found.get(namespace);
    if (existing === undefined) found.set(namespace, [item]);
    else existing.push(item);
  }
  return found;
}
