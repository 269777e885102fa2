import { calledObject, fateOf, inPlan, objectOf } from "../plan/change.ts";
import { replacedBecause } from "../plan/reasons.ts";
import { notApplicable, type Rule } from "../rule.ts";

const queues = ["ResourceFlavor", "ClusterQueue", "LocalQueue", "Topology"];

export const replaceOfResourceFlavor: Rule = {
  id: "delivery/replace-of-resource-flavor",
  title: "A plan that replaces what a tenant's work is admitted by",
  what: "No plan replaces a ResourceFlavor, a queue or a Topology of Kueue.",
  why: "Kueue keeps a flavor that is in use from being deleted, so the apply hangs half way; once it is gone, queues are inactive, and what was admitted by it is put back into them.",
  fix: "Change it in place; for another name, declare the new one beside it, let the work run out, and remove the old one.",
  level: "soft",
  check: ({ changes }) => {
    if (changes === undefined) return notApplicable;
    return changes.flatMap((change) => {
      const object = objectOf(change);
      if (object === undefined || !queues.includes(object.kind) || fateOf(change) !== "replaced") return [];
      const message = `${calledObject(object, change)} is replaced${replacedBecause(change)}`;
      return [{ place: inPlan(change), message }];
    });
  },
};
