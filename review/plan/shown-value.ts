import { cut, most } from "../resources/attribute-value.ts";
import type { AttributeValue } from "../resources/resource-change.ts";
import type { MarkedValue } from "./marked-value.ts";

/** Characters before the first difference that are kept of a long text. */
const context = 80;

/** How two values of an attribute are shown. Of long texts the beginning that both share is left out. */
export function shownPair(before: MarkedValue, after: MarkedValue): [AttributeValue, AttributeValue] {
  const texts = [before, after].map(asLongText);
  const [one, other] = texts;
  if (one !== undefined && other !== undefined) {
    const shared = sharedStart(one, other);
    return [shownText(one, shared), shownText(other, shared)];
  }
  return [shownValue(before), shownValue(after)];
}

function shownValue(marked: MarkedValue): AttributeValue {
  switch (marked.is) {
    case "absent":
    case "unknown":
    case "sensitive":
      return { is: marked.is };
    default:
      return { is: "value", json: cut(JSON.stringify(plainValue(marked))) };
  }
}

/** The value with words in place of what is not shown: one leaf of a list does not hide its neighbours. */
function plainValue(marked: MarkedValue): unknown {
  switch (marked.is) {
    case "absent":
      return null;
    case "unknown":
      return "(known after apply)";
    case "sensitive":
      return "(sensitive)";
    case "scalar":
      return marked.value;
    case "list":
      return marked.items.map(plainValue);
    case "fields":
      return Object.fromEntries([...marked.fields].map(([key, value]) => [key, plainValue(value)]));
  }
}

function asLongText(marked: MarkedValue): string | undefined {
  return marked.is === "scalar" && typeof marked.value === "string" && marked.value.length > context * 2
    ? marked.value
    : undefined;
}

/** Where the line begins in which two texts differ first, or a little before the difference where lines are long. */
function sharedStart(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const line = one.lastIndexOf("\n", same - 1) + 1;
  const start = Math.max(line, same - context);
  // Half of a character that is written as two would be none.
  return /[\uDC00-\uDFFF]/.test(one[start] ?? "") ? start + 1 : start;
}

function shownText(text: string, from: number): AttributeValue {
  const rest = text.slice(from, from + most);
  return { is: "value", json: cut(JSON.stringify(from > 0 ? `…${rest}` : rest), text.length > from + most) };
}
