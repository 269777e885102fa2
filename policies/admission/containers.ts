import type { Expression } from "./expression.ts";

/** Of each container that does the pod's work, whether before or during it. */
export function eachContainer(holds: Expression): Expression {
  return {
    is: "all",
    of: [
      { is: "each", in: ["spec", "containers"], holds },
      { is: "each", in: ["spec", "initContainers"], holds },
    ],
  };
}

/** Of each container, those too that somebody puts into a running pod to look into it. */
export function everyContainer(holds: Expression): Expression {
  return {
    is: "all",
    of: [eachContainer(holds), { is: "each", in: ["spec", "ephemeralContainers"], holds }],
  };
}
