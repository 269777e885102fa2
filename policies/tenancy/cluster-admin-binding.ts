import { z } from "zod";
import { bindingsOf, calledSubject } from "../objects/bindings.ts";
import { called, inObject } from "../objects/kinds.ts";
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
  what: "Nobody but those who are named in the parameters is bound to cluster-admin, in a namespace or everywhere.",
  why: "cluster-admin passes every quota, role and policy, and reads every tenant's secrets. In a namespace it still writes that namespace's quotas and network policies.",
  fix: "Bind a role with what is needed, or name the group among the rule's `allowed` where it is the operator's own.",
  level: "hard",
  parameters,
  check: (subject, { allowed }) => {
    const bindings = bindingsOf(subject);
    if (bindings.length === 0) return notApplicable;
    return bindings
      .filter(({ roleRef }) => roleRef.kind === "ClusterRole" && roleRef.name === "cluster-admin")
      .flatMap(({ judged, subjects }) =>
        subjects.flatMap((bound, index) =>
          bound.kind !== "ServiceAccount" && allowed.includes(bound.name)
            ? []
            : [
                {
                  place: inObject(judged, `subjects[${index}]`),
                  message: `${called(judged)} makes ${calledSubject(bound)} cluster-admin`,
                },
              ],
        ),
      );
  },
};
