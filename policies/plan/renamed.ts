import type { PlannedChange } from "../rule.ts";
import { fateOf, objectAfter, objectOf, type PlannedObject } from "./change.ts";

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

/** How a construct that only got another name keeps what it stands for. */
export function moveInstead(from: PlannedChange, to: string): string {
  return `The same object is created as ${to}: say moveFromId("${from.address}") on that resource, and nothing is destroyed.`;
}

function keyOf({ stack }: PlannedChange, { kind, name, namespace }: PlannedObject): string {
  return `${stack} ${kind} ${namespace ?? ""}/${name}`;
}
