import { nodeRackTypeKey, nodeRoleKey, nodeTenantKey } from "../../constructs/identity.ts";
import { nodeSiteKey } from "../nodes/keys.ts";
import type { LiveNode } from "./live-node.ts";

/** Who may run on a node: a tenant, or what has a role. Neither: nobody of the site's. */
export interface Tenancy {
  readonly tenant?: string | undefined;
  readonly role?: string | undefined;
}

/** Keys, of labels and taints, that decide who may run on a node. */
export const tenancyKeys: readonly string[] = [nodeTenantKey, nodeRoleKey];

/** Labels that are busbar's wherever they stand, whoever set them. */
export const reservedLabels: readonly string[] = [...tenancyKeys, nodeRackTypeKey, nodeSiteKey];

/** What a node says of its tenancy that is not as declared: those who may still be there. In words, without repetition. */
export function formerTenancies({ labels, taints }: LiveNode, { tenant, role }: Tenancy): string[] {
  const declared = new Map([
    [nodeTenantKey, tenant],
    [nodeRoleKey, role],
  ]);
  const said = [
    ...tenancyKeys.map((key) => ({ key, value: labels[key] })),
    ...taints.filter(({ key }) => tenancyKeys.includes(key)),
  ];
  return [
    ...new Set(
      said
        .filter(({ key, value }) => value !== undefined && value !== "" && value !== declared.get(key))
        .map(({ value }) => value ?? ""),
    ),
  ];
}

/** The tenancy in one word, as people say it. */
export function tenancyText({ tenant, role }: Tenancy): string {
  return tenant ?? role ?? "nobody";
}
