import { isFields } from "../../policies/plan/change.ts";
import { isShapedAs, type Marking, markingBelow } from "./marking.ts";
import { cover, type Masks, below as masksBelow } from "./masks.ts";
import { noSecrets, type Secrets } from "./secrets.ts";

/** A value of a plan in which is marked what nobody knows yet, and what must not be shown. */
export type MarkedValue =
  | { readonly is: "absent" }
  | { readonly is: "unknown" }
  /** The value itself is kept to be compared. */
  | { readonly is: "sensitive"; readonly hidden: unknown; readonly partlyUnknown: boolean }
  | { readonly is: "scalar"; readonly value: unknown }
  | { readonly is: "list"; readonly items: readonly MarkedValue[] }
  /** Without attributes that are absent. */
  | { readonly is: "fields"; readonly fields: ReadonlyMap<string, MarkedValue> };

export const absent: MarkedValue = { is: "absent" };

export interface Marks {
  readonly masks: Masks;
  readonly secrets: Secrets;
  /** What is known after the apply only. Such an attribute is missing in the value. */
  readonly unknown: Marking | undefined;
  /** Whether an empty list or map as an attribute is the same as none: so it is in resources that have blocks. */
  readonly emptyIsAbsent: boolean;
}

/** Puts a value of a plan together with what the plan says of it elsewhere. `null` is none. */
export function markedValue(value: unknown, marks: Marks): MarkedValue {
  const { masks, secrets, unknown } = marks;
  if (unknown === true) return { is: "unknown" };
  if ((value === null || value === undefined) && unknown === undefined) return absent;
  if (cover(masks, value)) return { is: "sensitive", hidden: value, partlyUnknown: unknown !== undefined };
  // What is unknown within something of another shape could be any of it.
  if (unknown !== undefined && !isShapedAs(unknown, value)) return { is: "unknown" };
  if (Array.isArray(value) || (value == null && unknown?.isList)) {
    return { is: "list", items: markedItems(Array.isArray(value) ? value : [], marks) };
  }
  if (isFields(value) || value == null) {
    return { is: "fields", fields: markedFields(isFields(value) ? value : {}, marks) };
  }
  if (typeof value === "string" && secrets.areIn(value)) {
    return { is: "sensitive", hidden: value, partlyUnknown: false };
  }
  return { is: "scalar", value };
}

function below(marks: Marks, step: string | number): Marks {
  const { masks, unknown } = marks;
  if (masks.length === 0 && unknown === undefined) return marks;
  return { ...marks, masks: masksBelow(masks, step), unknown: markingBelow(unknown, step) };
}

function markedItems(value: readonly unknown[], marks: Marks): MarkedValue[] {
  const { unknown } = marks;
  // An element that is not known yet can stand behind all that are.
  const unknowns = unknown === undefined || unknown === true ? [] : [...unknown.inner.keys()].map(Number);
  const length = unknowns.reduce((most, index) => Math.max(most, index + 1), value.length);
  return Array.from({ length }, (_, index) => markedValue(value[index], below(marks, index)));
}

function markedFields(value: Readonly<Record<string, unknown>>, marks: Marks): Map<string, MarkedValue> {
  const { unknown } = marks;
  const marked = new Map<string, MarkedValue>();
  const add = (key: string, inner: unknown) => {
    const made = markedValue(inner, below(marks, key));
    if (made.is !== "absent" && !(marks.emptyIsAbsent && isEmpty(made))) marked.set(key, made);
  };
  for (const [key, inner] of Object.entries(value)) add(key, inner);
  if (unknown !== undefined && unknown !== true) {
    for (const key of unknown.inner.keys()) {
      if (typeof key === "string" && !Object.hasOwn(value, key)) add(key, undefined);
    }
  }
  return marked;
}

function isEmpty(value: MarkedValue): boolean {
  if (value.is === "list") return value.items.length === 0;
  return value.is === "fields" && value.fields.size === 0;
}

/** Whether two are the same for sure: what is not known is the same as nothing. */
export function areEqual(one: MarkedValue, other: MarkedValue): boolean {
  if (one.is === "absent" || other.is === "absent") return one.is === other.is;
  if (one.is === "scalar") return other.is === "scalar" && one.value === other.value;
  if (one.is === "sensitive") {
    if (other.is !== "sensitive" || one.partlyUnknown || other.partlyUnknown) return false;
    return areEqual(markedValue(one.hidden, plain), markedValue(other.hidden, plain));
  }
  if (one.is === "list") {
    if (other.is !== "list" || one.items.length !== other.items.length) return false;
    return one.items.every((item, index) => areEqual(item, other.items[index] ?? absent));
  }
  if (one.is === "fields") {
    if (other.is !== "fields" || one.fields.size !== other.fields.size) return false;
    return [...one.fields].every(([key, value]) => areEqual(value, other.fields.get(key) ?? absent));
  }
  return false;
}

const plain: Marks = { masks: [], secrets: noSecrets, unknown: undefined, emptyIsAbsent: false };
