import { allOf, called, inObject } from "../objects/kinds.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** The class of firm leases, and what Kubernetes keeps for itself. */
const firm = "busbar-firm";
const systems = 1_000_000_000;

export const priorityAboveFirm: Rule = {
  id: "tenancy/priority-above-firm",
  title: "A priority above that of firm leases",
  what: `No PriorityClass but those of Kubernetes itself has a value above that of "${firm}", or is the default of pods that name none.`,
  why: "Pods of a higher class displace those of a lower one: a batch job, or a mining proxy, would end the work of a tenant whose lease is firm. A default raises pods that nobody thought of.",
  fix: `Lower the value below that of "${firm}", set preemptionPolicy: Never, or leave globalDefault out.`,
  level: "soft",
  check: (subject) => {
    const classes = allOf(subject, "PriorityClass").filter(({ object }) => object.value <= systems);
    const limit = classes.find(({ object }) => object.metadata.name === firm)?.object.value;
    if (limit === undefined) return notApplicable;
    return classes.flatMap(({ judged, object: { value, preemptionPolicy, globalDefault } }) => [
      ...(value > limit && preemptionPolicy !== "Never"
        ? [
            {
              place: inObject(judged, "value"),
              message: `${called(judged)} has ${value}, above the ${limit} of "${firm}", and its pods displace others`,
            },
          ]
        : []),
      ...(globalDefault === true && value > 0
        ? [
            {
              place: inObject(judged, "globalDefault"),
              message: `${called(judged)} is what pods get that name no class, with ${value}`,
            },
          ]
        : []),
    ]);
  },
};
