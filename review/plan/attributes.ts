import { isFields } from "../../policies/plan/change.ts";
import type { AttributeChange } from "../resources/resource-change.ts";
import type { ResourceChangeDocument } from "./document.ts";
import { isManifest, isTyped } from "./kubernetes.ts";
import { absent, areEqual, type MarkedValue, markedValue } from "./marked-value.ts";
import { markingOf } from "./marking.ts";
import { masksOf } from "./masks.ts";
import { type AttributePath, areOnOneWay, isSingleBlock, pathText } from "./path.ts";
import { secretsOf } from "./secrets.ts";
import { shownPair } from "./shown-value.ts";

interface Difference {
  readonly path: AttributePath;
  readonly before: MarkedValue;
  readonly after: MarkedValue;
}

/** The attributes in which the two sides of a change differ, or may: what is known after the apply only is told so. */
export function attributeChanges(document: ResourceChangeDocument): AttributeChange[] {
  const { change, type } = document;
  const masks = masksOf(document);
  const marks = { masks, secrets: secretsOf(document, masks), emptyIsAbsent: isTyped(type) };
  const before = markedValue(change.before, { ...marks, unknown: undefined });
  const after = markedValue(change.after, { ...marks, unknown: markingOf(change.after_unknown) });
  const found = differences([], before, after, type);
  const replacing = change.replace_paths ?? [];
  return (isManifest(type) ? asOfManifest(found, change) : found)
    .filter((difference) => !isBookkeeping(difference, type))
    .map(({ path, before, after }) => {
      const [shownBefore, shownAfter] = shownPair(before, after);
      const replaces = replacing.some((each) => areOnOneWay(each, path));
      return {
        path: pathText(path, type),
        before: shownBefore,
        after: shownAfter,
        ...(replaces && { replaces: true as const }),
      };
    });
}

function differences(
  path: AttributePath,
  before: MarkedValue,
  after: MarkedValue,
  type: string,
): Difference[] {
  const fields = [fieldsOf(before), fieldsOf(after)];
  const [one, other] = fields;
  if (one !== undefined && other !== undefined && one.size + other.size > 0) {
    return [...new Set([...one.keys(), ...other.keys()])]
      .sort()
      .flatMap((key) => differences([...path, key], one.get(key) ?? absent, other.get(key) ?? absent, type));
  }
  const [items, others] = [itemsOf(before), itemsOf(after)];
  const blocks = isSingleBlock(path.at(-1), type) && items.length < 2 && others.length < 2;
  const areBoth = before.is === "list" && after.is === "list" && [...items, ...others].some(isInner);
  if (
    areBoth ||
    (blocks && before.is !== "unknown" && after.is !== "unknown" && items.length + others.length > 0)
  ) {
    return itemDifferences(path, items, others, type);
  }
  return areEqual(before, after) ? [] : [{ path, before, after }];
}

/** Elements that stand at the beginning and at the end of both are the same ones, wherever others came between. */
function itemDifferences(
  path: AttributePath,
  before: readonly MarkedValue[],
  after: readonly MarkedValue[],
  type: string,
): Difference[] {
  const shorter = Math.min(before.length, after.length);
  const isSame = (one: MarkedValue | undefined, other: MarkedValue | undefined) =>
    areEqual(one ?? absent, other ?? absent);
  let start = 0;
  while (start < shorter && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const found: Difference[] = [];
  for (let index = start; index < Math.max(before.length, after.length) - end; index += 1) {
    const one = index < before.length - end ? before[index] : undefined;
    const other = index < after.length - end ? after[index] : undefined;
    const at = [...path, index];
    if (one === undefined || other === undefined) {
      const single = isSingleBlock(path.at(-1), type);
      const [left, right] = [one ?? absent, other ?? absent];
      if (single) found.push(...differences(at, left, right, type));
      else found.push({ path: at, before: left, after: right });
    } else {
      found.push(...differences(at, one, other, type));
    }
  }
  return found;
}

/** Of something and nothing, each attribute is told; of two things of unlike kind, the whole. */
function fieldsOf(value: MarkedValue): ReadonlyMap<string, MarkedValue> | undefined {
  if (value.is === "fields") return value.fields;
  return value.is === "absent" ? new Map() : undefined;
}

function itemsOf(value: MarkedValue): readonly MarkedValue[] {
  return value.is === "list" ? value.items : [];
}

/** What is told by itself and not with its neighbours in one line. */
function isInner(value: MarkedValue): boolean {
  return value.is !== "scalar" && value.is !== "absent";
}

/**
 * A manifest says what is wanted, and `object` repeats it with all that the server adds. Told is what differs in the manifest,
 * and besides that what was changed in the object alone, as when somebody edited it in the cluster.
 */
function asOfManifest(
  found: readonly Difference[],
  { before, after }: ResourceChangeDocument["change"],
): Difference[] {
  const wanted = found.filter(
    (each) => each.path[0] !== "object" && !(each.path.length === 1 && isNothing(each)),
  );
  if (!isFields(before) || !isFields(after)) return wanted;
  const told = wanted.filter(({ path }) => path[0] === "manifest").map(({ path }) => path.slice(1));
  const beside = found.filter(
    ({ path, after }) =>
      path[0] === "object" &&
      after.is !== "unknown" &&
      !told.some((other) => areOnOneWay(other, path.slice(1))),
  );
  return [...wanted, ...beside];
}

const written = [
  "resource_version",
  "resourceVersion",
  "generation",
  "uid",
  "managedFields",
  "managed_fields",
];

/** What the API server writes for itself: it tells nobody anything, and changes with every write. */
function isBookkeeping(difference: Difference, type: string): boolean {
  const { path } = difference;
  const within = isManifest(type) ? path.slice(1) : isTyped(type) ? path.filter((step) => step !== 0) : [];
  if (within[0] !== "metadata") return false;
  return written.includes(String(within[1])) || (within[1] === "generate_name" && isNothing(difference));
}

/** Whether both sides say nothing, each in its way. */
function isNothing({ before, after }: Difference): boolean {
  return [before, after].every(
    (value) =>
      value.is === "absent" ||
      (value.is === "list" && value.items.length === 0) ||
      (value.is === "scalar" && value.value === ""),
  );
}
