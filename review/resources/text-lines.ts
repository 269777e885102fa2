import { diffLines } from "diff";
import { shownValue } from "./attribute-value.ts";
import type { AttributeChange, AttributeValue } from "./resource-change.ts";

/** Beyond these two texts have little in common, and a reader is served better by both. */
const most = { edits: 400, hunks: 40 };

/**
 * Where two texts of several lines differ, one change for each run of lines: `data["plan.yaml"] line 12`. Lines are
 * counted in the text after the change, and where lines only go, in the one before. Undefined where lines tell nothing.
 */
export function lineChanges(before: string, after: string, path: string): AttributeChange[] | undefined {
  if (!before.includes("\n") || !after.includes("\n")) return undefined;
  const parts = diffLines(before, after, { maxEditLength: most.edits });
  if (parts === undefined) return undefined;
  const found: AttributeChange[] = [];
  let [from, to] = [1, 1];
  for (const [index, { added, removed, value, count }] of parts.entries()) {
    if (added) {
      const last = parts[index - 1];
      found.push({
        path: `${path} line ${to}`,
        before: lines(last?.removed ? last.value : undefined),
        after: lines(value),
      });
    } else if (removed && !parts[index + 1]?.added) {
      found.push({ path: `${path} line ${from}`, before: lines(value), after: lines(undefined) });
    }
    if (!added) from += count;
    if (!removed) to += count;
  }
  return found.length > most.hunks ? undefined : found;
}

function lines(text: string | undefined): AttributeValue {
  return shownValue(text, [], () => false);
}
