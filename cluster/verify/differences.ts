import type { LiveObject } from "../live/live-object.ts";
import { isSameQuantity } from "../live/quantity.ts";
import { isDefault, isEmpty, saysNothing } from "./defaults.ts";
import { matchingItem, sameKeys } from "./items.ts";
import { isOwnedWhole, isSet, keysOfItems, type OwnedFields, ownedBelow, ownedFields } from "./ownership.ts";
import { fieldsOf, pathText, type Step } from "./path.ts";
import { isQuantityField } from "./quantity-fields.ts";
import { undeclaredFields } from "./undeclared.ts";
import { isSameInAnyOrder } from "./unordered.ts";

/** One field in which a live object is not as declared. */
export interface Difference {
  /** Such as `spec.template.spec.containers[name=proxy].image`. */
  readonly field: string;
  /** Undefined where there is nothing. */
  readonly found?: unknown;
  /** Undefined where there is to be nothing. */
  readonly declared?: unknown;
  /** Who owns the field, as far as the API server knows. */
  readonly owners: readonly string[];
}

/** What is compared at one place. */
interface Place {
  readonly path: readonly Step[];
  /** Who owns what of the live value. Empty inside of values that are owned as a whole. */
  readonly owned: readonly OwnedFields[];
  /** Owners of the value that this one is part of. */
  readonly owners: readonly string[];
  /** Whether nothing may be there but what is declared and what the server adds itself. */
  readonly whole: boolean;
}

/**
 * The fields in which a live object is not what is declared: other values, what is missing, and what `manager` applied
 * earlier and is declared no more. What others added in places of their own is no difference, nor what the API server
 * fills in or writes in another form.
 */
export function differences(
  declared: Readonly<Record<string, unknown>>,
  live: LiveObject,
  manager: string,
): Difference[] {
  const owned = ownedFields(live.metadata.managedFields ?? []);
  const place: Place = { path: [], owned, owners: [], whole: false };
  const { apiVersion: _, kind: __, ...content } = declared;
  return [...compare(content, live, place), ...undeclaredFields(content, live, owned, manager)];
}

function compare(declared: unknown, live: unknown, place: Place): Difference[] {
  if (isEmpty(declared) && isEmpty(live)) return [];
  if (Array.isArray(declared)) {
    return Array.isArray(live) ? compareLists(declared, live, place) : [difference(declared, live, place)];
  }
  if (isObject(declared)) {
    return isObject(live) ? compareObjects(declared, live, place) : [difference(declared, live, place)];
  }
  if (declared === live || declared === null || isLeftOut(declared, live, place)) return [];
  const same = isQuantityField(fieldsOf(place.path)) && isSameQuantity(declared, live);
  return same ? [] : [difference(declared, live, place)];
}

/**
 * Whether the API server left a value out since it says nothing, such as `globalDefault: false`; it still knows its
 * owner then. Inside of values owned as a whole, only labels are never left out.
 */
function isLeftOut(declared: unknown, live: unknown, { path, owned, whole }: Place): boolean {
  if (live !== undefined || (declared !== false && declared !== 0 && declared !== "")) return false;
  if (saysNothing(fieldsOf(path), declared)) return true;
  return owned.length > 0 || (whole && !fieldsOf(path).includes("matchLabels"));
}

function compareObjects(declared: JsonFields, live: JsonFields, place: Place): Difference[] {
  const whole = place.whole || isOwnedWhole(place.owned);
  const found = Object.entries(declared).flatMap(([field, value]) =>
    compare(value, live[field], within(place, { field }, `f:${field}`, whole)),
  );
  if (!whole) return found;
  const added = Object.entries(live)
    .filter(([field, value]) => declared[field] === undefined && !isDefault(field, value))
    .map(([field, value]) => difference(undefined, value, within(place, { field }, `f:${field}`, whole)));
  return [...found, ...added];
}

function compareLists(declared: readonly unknown[], live: readonly unknown[], place: Place): Difference[] {
  const keys = place.whole ? [] : keysOfItems(place.owned);
  if (keys.length > 0) {
    return declared.flatMap((item) => {
      const by = sameKeys(item, keys);
      return compare(
        item,
        matchingItem(live, by),
        within(place, { keys: by }, `k:${JSON.stringify(by)}`, false),
      );
    });
  }
  if (!place.whole && isSet(place.owned)) {
    const missing = declared.filter((value) => !live.includes(value));
    return missing.length === 0 ? [] : [difference(declared, live, place)];
  }
  if (isSameInAnyOrder(fieldsOf(place.path), declared, live)) return [];
  if (declared.length !== live.length) return [difference(declared, live, place)];
  return declared.flatMap((item, index) => compare(item, live[index], within(place, { index }, "", true)));
}

/** A place one step further. Where the step is not owned by itself, the owners of what it is part of own it. */
function within(place: Place, step: Step, entry: string, whole: boolean): Place {
  const owned = whole ? [] : ownedBelow(place.owned, entry);
  const owners = whole ? ownersOf(place) : owned.map(({ manager }) => manager);
  return { path: [...place.path, step], owned, owners, whole };
}

function ownersOf({ owned, owners, whole }: Place): readonly string[] {
  return whole && owned.length === 0 ? owners : owned.map(({ manager }) => manager);
}

function difference(declared: unknown, found: unknown, place: Place): Difference {
  return {
    field: pathText(place.path),
    ...(found !== undefined && { found }),
    ...(declared !== undefined && { declared }),
    owners: [...new Set(ownersOf(place))],
  };
}

type JsonFields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
