import { calledObject, fateOf, inPlan, objectOf } from "../plan/change.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const unknownActions: Rule = {
  id: "delivery/unknown-actions",
  title: "A plan that says something new",
  what: "Every change of a plan has actions that are known here.",
  why: "A newer Terraform may plan what no rule has heard of. What was not understood was not judged, and must not pass for harmless.",
  fix: "Read this change in Terraform's own output, and use a release that knows the action.",
  level: "hard",
  check: ({ changes }) => {
    if (changes === undefined) return notApplicable;
    return changes
      .filter((change) => fateOf(change) === "unknown")
      .map((change) => ({
        place: inPlan(change),
        message: `${calledObject(objectOf(change), change)}: the actions ${change.actions.join(", ")} are not known together`,
      }));
  },
};
