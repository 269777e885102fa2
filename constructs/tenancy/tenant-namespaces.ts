import type { Construct } from "constructs";
import type { AiTenantProps, TenantNamespaceOptions } from "../ai-tenant.ts";
import type { SiteIdentity } from "../identity.ts";
import { type Capacity, capacityOf, divide, type RacksAtSite } from "./capacity.ts";
import { TenantNamespace } from "./tenant-namespace.ts";

/** A namespace with what its pods may ask for together. */
export interface NamespaceShare {
  readonly name: string;
  readonly capacity: Capacity;
}

/**
 * What racks offer, shared out among namespaces: by what is stated, and the rest in equal parts.
 *
 * @throws Error where the shares are more than the whole.
 */
export function shareNamespaces(
  where: string,
  racks: readonly RacksAtSite[],
  namespaces: readonly TenantNamespaceOptions[],
): readonly NamespaceShare[] {
  const stated = namespaces.map(({ share }) => share?.percent);
  const taken = stated.reduce<number>((total, share) => total + (share ?? 0), 0);
  const open = stated.filter((share) => share === undefined).length;
  if (taken > 100 + 1e-9) {
    throw new Error(`[${where}] the namespaces' shares add up to ${taken} %: at most 100 %`);
  }
  const parts = divide(
    capacityOf(racks),
    stated.map((share) => share ?? (100 - taken) / open),
  );
  return namespaces.map(({ name }, index) => ({ name, capacity: parts[index] ?? capacityOf([]) }));
}

/** What the namespaces of a tenant are made from. */
export interface DeclaredNamespaces {
  readonly site: SiteIdentity;
  readonly tenant: string;
  readonly namespaces: readonly TenantNamespaceOptions[];
  /** What each of them may ask for. */
  readonly shares: readonly NamespaceShare[];
  /** The tenant's prefixes on fabrics. */
  readonly prefixes: readonly string[];
  readonly groups: AiTenantProps["groups"];
}

/** Declares a tenant's namespaces, each by its name below the construct. */
export function declareNamespaces(
  scope: Construct,
  { site, tenant, namespaces, shares, prefixes, groups }: DeclaredNamespaces,
): void {
  const given = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
  for (const { name, capacity } of shares) {
    new TenantNamespace(scope, name, {
      site,
      tenant,
      name,
      capacity,
      prefixes,
      groups: { admins: [], users: [], viewers: [], ...groups },
      adopt: given.get(name)?.adopt,
      group: given.get(name)?.group,
    });
  }
}
