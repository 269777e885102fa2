import { allOf, inObject } from "../objects/kinds.ts";
import { byNamespace, type OwnedNamespace, tenantNamespaces } from "../objects/namespaces.ts";
import { selectsAll } from "../objects/selectors.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

const directions = ["Ingress", "Egress"] as const;

export const defaultDeny: Rule = {
  id: "tenancy/default-deny",
  title: "A tenant's namespace without default deny",
  what: "Each namespace of a tenant has a NetworkPolicy that selects every pod and isolates it in both directions.",
  why: "A pod that no policy isolates talks to whoever it likes: to other tenants, to the miners, and to the controllers of machines. New pods come without asking, so only a policy for all of them holds.",
  fix: "Declare a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress, and no rules; open what is wanted with further ones.",
  level: "hard",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    if (namespaces.size === 0) return notApplicable;
    return notIsolated(subject, [...namespaces.values()]).map(({ namespace, open }) => ({
      place: inObject(namespace.judged, "metadata.name"),
      message: `namespace "${namespace.name}" of tenant "${namespace.tenant}" has no NetworkPolicy that isolates every pod for ${open.join(" and ")}`,
    }));
  },
};

/** Namespaces of which no policy isolates every pod, and for which directions. */
export function notIsolated<T extends OwnedNamespace>(
  subject: Subject,
  namespaces: readonly T[],
): { readonly namespace: T; readonly open: readonly string[] }[] {
  const policies = byNamespace(allOf(subject, "NetworkPolicy"));
  return namespaces.flatMap((namespace) => {
    const isolating = (policies.get(namespace.name) ?? []).filter(({ object }) =>
      selectsAll(object.spec?.podSelector ?? {}),
    );
    const open = directions.filter(
      (direction) => !isolating.some(({ object }) => directionsOf(object.spec ?? {}).includes(direction)),
    );
    return open.length === 0 ? [] : [{ namespace, open }];
  });
}

/** Without policyTypes a policy isolates what comes in, and what goes out where it has rules for that: an empty list has none. */
function directionsOf({
  policyTypes = [],
  egress = [],
}: {
  readonly policyTypes?: readonly string[] | undefined;
  readonly egress?: readonly unknown[] | undefined;
}): readonly string[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? directions : ["Ingress"];
}
