import {
  calledObject,
  fateOf,
  inPlan,
  isFields,
  objectAfter,
  objectOf,
  type PlannedObject,
} from "../plan/change.ts";
import { replacedBecause } from "../plan/reasons.ts";
import { createdElsewhere, moveInstead } from "../plan/renamed.ts";
import { notApplicable, type Rule } from "../rule.ts";

const policies = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
/** Deleted they go with what they guard; replaced they leave it open for a while. */
const guards = [...policies, "NetworkPolicy", "ResourceQuota"];

export const guardRemoved: Rule = {
  id: "delivery/guard-removed",
  title: "A plan that takes a guard away",
  what: "No plan deletes an admission policy or its binding, takes Deny from it, or replaces these, a network policy or a quota.",
  why: "Terraform deletes before it creates: until the new one is there, and for good where the apply stops in between, nothing is held. What was created meanwhile stays.",
  fix: "Change it in place, or declare the new one under another name first and remove the old one with the next apply.",
  level: "soft",
  check: ({ changes }) => {
    if (changes === undefined) return notApplicable;
    const renamedTo = createdElsewhere(changes);
    return changes.flatMap((change) => {
      const object = objectOf(change);
      if (object === undefined) return [];
      const fate = fateOf(change);
      const finding = (what: string, fix?: string) => [
        {
          place: inPlan(change),
          message: `${calledObject(object, change)} ${what}`,
          ...(fix !== undefined && { fix }),
        },
      ];
      if (fate === "replaced" && guards.includes(object.kind)) {
        return finding(`is replaced${replacedBecause(change)}, and holds nothing in between`);
      }
      if (fate === "deleted" && policies.includes(object.kind)) {
        const to = renamedTo(change);
        return finding("is deleted", to === undefined ? undefined : moveInstead(change, to));
      }
      if (fate !== "updated" || !denies(object)) return [];
      const after = objectAfter(change);
      return after === undefined || denies(after) ? [] : finding("no longer denies");
    });
  },
};

function denies({ kind, fields }: PlannedObject): boolean {
  const spec = isFields(fields["spec"]) ? fields["spec"] : {};
  const actions = spec["validationActions"];
  return kind === "ValidatingAdmissionPolicyBinding" && Array.isArray(actions) && actions.includes("Deny");
}
