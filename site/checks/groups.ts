import type { Documents, Finding } from "./finding.ts";

const levels = ["admins", "users", "viewers"] as const;

/**
 * Groups decide who gets into a tenant's namespaces, so each is one tenant's alone: a group left over from a copied file
 * would let one tenant's people into another's.
 */
export function checkGroups({ tenants }: Documents): Finding[] {
  const owners = new Map<string, string>();
  return tenants.flatMap(({ file, value }) =>
    levels.flatMap((level) =>
      value.groups[level].flatMap((group, index) => {
        const problem = groupProblem(group, owners.get(group), value.name);
        if (!owners.has(group)) owners.set(group, value.name);
        return problem === undefined
          ? []
          : [{ document: file, path: ["groups", level, index], message: problem }];
      }),
    ),
  );
}

function groupProblem(group: string, owner: string | undefined, tenant: string): string | undefined {
  if (group.startsWith("system:")) {
    return `group "${group}" is one of Kubernetes' own and would let in others than the tenant's people: name a group of the identity provider`;
  }
  if (owner !== undefined && owner !== tenant) {
    return `group "${group}" is tenant "${owner}"'s already, and its people would get into both: give each tenant groups of its own`;
  }
  return undefined;
}
