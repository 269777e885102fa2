import type { PlannedChange } from "../rule.ts";
import { fateOf, objectAfter, objectOf, type PlannedObject } from "./change.ts";
import { forgetting } from "./forgetting.ts";

/**
 * Where each object is made anew, by what it is: an object that another address of the same stack deletes was renamed there.
 * Terraform moves nothing from one stack to another.
 */
export function createdElsewhere(
  changes: readonly PlannedChange[],
): (deleted: PlannedChange) => string | undefined {
  const created = new Map(
    changes.flatMap((change) => {
      const object = fateOf(change) === "created" ? objectAfter(change) : undefined;
      return object === undefined ? [] : [[keyOf(change, object), change.address] as const];
    }),
  );
  return (deleted) => {
    const object = objectOf(deleted);
    return object === undefined ? undefined : created.get(keyOf(deleted, object));
  };
}

/** Where the labels of each object are set that is adopted from now on: the plan that deletes it there lets it go here. */
export function adoptedElsewhere(
  changes: readonly PlannedChange[],
): (deleted: PlannedChange) => string | undefined {
  const adopted = new Map(
    changes.flatMap((change) => {
      const object = fateOf(change) === "created" ? objectAfter(change) : undefined;
      return object?.adopted === undefined
        ? []
        : [[keyOf(change, { ...object, kind: object.adopted }), change.address] as const];
    }),
  );
  return (deleted) => {
    const object = objectOf(deleted);
    return object === undefined ? undefined : adopted.get(keyOf(deleted, object));
  };
}

/** How an object that is adopted from now on stays as it is. */
export function forgetFirst({ stack, address }: PlannedChange, to: string): string {
  return `The same object is adopted by ${to}: run ${forgetting(address)} for stack "${stack}" and plan anew, and nothing is destroyed.`;
}

/** How a construct that only got another name keeps what it stands for. */
export function moveInstead(from: PlannedChange, to: string): string {
  return `The same object is created as ${to}: say moveFromId("${from.address}") on that resource, and nothing is destroyed.`;
}

function keyOf({ stack }: PlannedChange, { kind, name, namespace }: PlannedObject): string {
  return `${stack} ${kind} ${namespace ?? ""}/${name}`;
}
