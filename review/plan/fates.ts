import type { Fate } from "../resources/resource-change.ts";
import { isKeyed, type ResourceChangeDocument } from "./document.ts";

/** By the actions that Terraform plans; a Map, since names come from a file. */
const fates: ReadonlyMap<string, Fate | "nothing"> = new Map([
  ["no-op", "nothing"],
  ["read", "read"],
  ["create", "created"],
  ["update", "updated"],
  ["delete", "destroyed"],
  ["delete,create", "replaced"],
  ["create,delete", "replaced"],
  ["forget", "forgotten"],
  // The new one stands beside the old, which nobody knows any more.
  ["create,forget", "forgotten"],
]);

/**
 * What becomes of something; undefined where it stays as it is. Actions that are not known, none at all among them, are
 * `unknown` and never nothing.
 */
export function fateOfActions(actions: readonly string[]): Fate | undefined {
  const fate = fates.get(actions.join(",")) ?? "unknown";
  return fate === "nothing" ? undefined : fate;
}

/** What becomes of a resource: a move or an import is told where nothing worse happens to it. */
export function fateOfChange(document: ResourceChangeDocument): Fate | undefined {
  const fate = fateOfActions(document.change.actions);
  if (isImported(document) && (fate === undefined || fate === "updated")) return "imported";
  if (fate === undefined && previousAddress(document) !== undefined) return "moved";
  return fate;
}

/** Where it was, of what is moved by the same plan. */
export function previousAddress({ address, previous_address }: ResourceChangeDocument): string | undefined {
  return previous_address == null || previous_address === address ? undefined : previous_address;
}

export function isImported({ change }: ResourceChangeDocument): boolean {
  return isKeyed(change.importing);
}
