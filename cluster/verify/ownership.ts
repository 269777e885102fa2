import type { ManagedFields } from "../live/live-object.ts";

/** A part of the fields that a manager owns, in the notation of server-side apply. */
export interface OwnedFields {
  readonly manager: string;
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What each manager owns of an object, leaving out what is owned of its status. */
export function ownedFields(managedFields: readonly ManagedFields[]): OwnedFields[] {
  return managedFields.flatMap(({ manager = "", operation = "", subresource, fieldsV1 }) =>
    subresource === undefined && isFields(fieldsV1) ? [{ manager, operation, fields: fieldsV1 }] : [],
  );
}

/** What is owned below an entry: `f:NAME` for a field, `k:{…}` for a list's item with these keys. */
export function ownedBelow(owned: readonly OwnedFields[], entry: string): OwnedFields[] {
  return owned.flatMap(({ fields, ...owner }) => {
    const below = fields[entry];
    return isFields(below) ? [{ ...owner, fields: below }] : [];
  });
}

/** Whether a value is owned as a whole: then nobody but its owner may add to it. Nothing is known of what nobody owns. */
export function isOwnedWhole(owned: readonly OwnedFields[]): boolean {
  return owned.length > 0 && owned.every(({ fields }) => Object.keys(fields).every((entry) => entry === "."));
}

/** The names by which a list tells its items apart; none where items have no keys. */
export function keysOfItems(owned: readonly OwnedFields[]): string[] {
  for (const { fields } of owned) {
    const entry = Object.keys(fields).find((key) => key.startsWith("k:"));
    if (entry !== undefined) return Object.keys(itemKeys(entry));
  }
  return [];
}

/** Whether a list is a set of values, to which others may add. */
export function isSet(owned: readonly OwnedFields[]): boolean {
  return owned.some(({ fields }) => Object.keys(fields).some((entry) => entry.startsWith("v:")));
}

/** The keys in an entry such as `k:{"name":"proxy"}`. */
export function itemKeys(entry: string): Readonly<Record<string, unknown>> {
  return JSON.parse(entry.slice(2)) as Record<string, unknown>;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
