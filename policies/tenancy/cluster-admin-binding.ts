import { z } from "zod";
import { bindingsOf, calledSubject } from "../objects/bindings.ts";
import { allOf, called, inObject } from "../objects/kinds.ts";
import { clusterRoleRules, type RoleRule } from "../objects/roles.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  allowed: z
    .array(z.string())
    .default(["system:masters", "kubeadm:cluster-admins"])
    .describe("Users and groups that may be administrators of the cluster."),
});

export const clusterAdminBinding: Rule<z.output<typeof parameters>> = {
  id: "tenancy/cluster-admin-binding",
  title: "An administrator of the whole cluster",
  what: "Nobody but those who are named in the parameters is bound to cluster-admin, or to a role of the cluster that grants as much, in a namespace or everywhere.",
  why: "cluster-admin passes every quota, role and policy, and reads every tenant's secrets. In a namespace it still writes that namespace's quotas and network policies.",
  fix: "Bind a role with what is needed, or name the group among the rule's `allowed` where it is the operator's own.",
  level: "hard",
  parameters,
  check: (subject, { allowed }) => {
    const bindings = bindingsOf(subject);
    if (bindings.length === 0) return notApplicable;
    const rulesOf = clusterRoleRules(subject);
    const all = new Set([
      "cluster-admin",
      ...allOf(subject, "ClusterRole").flatMap((role) =>
        rulesOf(role).some(grantsAll) ? [role.object.metadata.name] : [],
      ),
    ]);
    return bindings
      .filter(({ roleRef }) => roleRef.kind === "ClusterRole" && all.has(roleRef.name))
      .flatMap(({ judged, roleRef, subjects }) =>
        subjects.flatMap((bound, index) =>
          bound.kind !== "ServiceAccount" && allowed.includes(bound.name)
            ? []
            : [
                {
                  place: inObject(judged, `subjects[${index}]`),
                  message: `${called(judged)} makes ${calledSubject(bound)} cluster-admin${roleRef.name === "cluster-admin" ? "" : `, by ClusterRole "${roleRef.name}"`}`,
                },
              ],
        ),
      );
  },
};

function grantsAll({ verbs, apiGroups = [], resources = [] }: RoleRule): boolean {
  return [verbs, apiGroups, resources].every((names) => names.includes("*"));
}
