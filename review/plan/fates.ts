import { fateOf, isFields } from "../../policies/plan/change.ts";
import type { Fate } from "../resources/resource-change.ts";
import type { ResourceChangeDocument } from "./document.ts";

/**
 * What becomes of something; undefined where it stays as it is. Actions that are not known, none at all among them, are
 * `unknown` and never nothing.
 */
export function fateOfActions(actions: readonly string[]): Fate | undefined {
  const fate = fateOf({ actions });
  if (fate === "nothing") return undefined;
  return fate === "deleted" ? "destroyed" : fate;
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
  return isFields(change.importing);
}
