import { sparesOf } from "../power/rating.ts";
import type { PowerNode } from "../schema/site-document.ts";
import type { ServicePeriod } from "../service-period.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Each node states one rating, has the units that its redundancy takes, and is installed before it is removed. */
export function checkRatings({ site }: Documents): Finding[] {
  return site.power.flatMap((node, index) =>
    [...ratings(node), ...groupProblems(node), ...serviceProblems(node)].map(({ key, message }) =>
      inSite(["power", index, ...(key === undefined ? [] : [key])], `"${node.name}" ${message}`),
    ),
  );
}

/** What is wrong with a node or a plant, and at which of its keys. */
export interface KeyProblem {
  readonly key: string | undefined;
  readonly message: string;
}

function ratings({ rating, current, voltage, battery, kind }: PowerNode): KeyProblem[] {
  const problems: (KeyProblem | false)[] = [
    rating === undefined &&
      current === undefined && {
        key: undefined,
        message: "states no rating: give it rating, or current and voltage",
      },
    rating !== undefined &&
      current !== undefined && {
        key: "current",
        message: `states both a rating of ${rating.value} and a current of ${current.value}: keep one of them`,
      },
    current !== undefined &&
      voltage === undefined && {
        key: "current",
        message: `states a current of ${current.value} without a voltage: what it carries is √3 · U · I`,
      },
    battery !== undefined &&
      kind !== "ups" && {
        key: "battery",
        message: `is a ${kind} with a battery of ${battery.value}: only a ups has one`,
      },
  ];
  return problems.filter((problem) => problem !== false);
}

/** A group needs a unit more than it may lose. */
export function groupProblems(group: Pick<PowerNode, "redundancy" | "units">): KeyProblem[] {
  const { redundancy, units } = group;
  const least = sparesOf(group) + 1;
  if (units >= least) return [];
  const message = `is ${redundancy} with ${units} unit${units === 1 ? "" : "s"}: give it ${least} units or more`;
  return [{ key: "redundancy", message }];
}

/** Equipment that is removed before it is there would be there on no day. */
export function serviceProblems({ installed, removed }: ServicePeriod): KeyProblem[] {
  if (installed === undefined || removed === undefined || installed < removed) return [];
  return [{ key: "removed", message: `is removed on ${removed}, not after it is installed on ${installed}` }];
}
