import { calledObject, fateOf, inPlan, objectOf } from "../plan/change.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const forgotten: Rule = {
  id: "delivery/forgotten",
  title: "A plan that lets go of something that stays",
  what: "No plan takes a resource out of Terraform's state and leaves it in the cluster.",
  why: "From then on nobody changes it, compares it or deletes it: a namespace with its quota, a role or an open policy stays as it was on that day, in no document and in no later plan.",
  fix: "Delete it, or say in the suppression who takes it over and until when.",
  level: "soft",
  check: ({ changes }) => {
    if (changes === undefined) return notApplicable;
    return changes
      .filter((change) => fateOf(change) === "forgotten")
      .map((change) => ({
        place: inPlan(change),
        message: `${calledObject(objectOf(change), change)} stays in the cluster, and Terraform forgets it`,
      }));
  },
};
