import { calledObject, fateOf, inPlan, objectOf, tenantOf, zoneOf } from "../plan/change.ts";
import { replacedBecause } from "../plan/reasons.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const replaceNamespace: Rule = {
  id: "delivery/replace-namespace",
  title: "A plan that replaces a namespace",
  what: "No plan replaces a namespace.",
  why: "To replace a namespace is to delete it with all that is in it, the tenant's own objects and volume claims too, which no plan shows and no later apply brings back.",
  fix: "Keep the namespace's name. For another name, declare a second namespace, let the tenant move, and remove the first.",
  level: "hard",
  check: ({ changes }) => {
    if (changes === undefined) return notApplicable;
    return changes.flatMap((change) => {
      const object = objectOf(change);
      if (object?.kind !== "Namespace" || fateOf(change) !== "replaced") return [];
      const [tenant, zone] = [tenantOf(object), zoneOf(object)];
      const whose =
        tenant === undefined ? (zone === undefined ? "" : ` of zone "${zone}"`) : ` of tenant "${tenant}"`;
      const message = `${calledObject(object, change)}${whose} is deleted with all that is in it and created anew${replacedBecause(change)}`;
      return [{ place: inPlan(change), message }];
    });
  },
};
