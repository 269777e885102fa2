import { isDeepStrictEqual } from "node:util";
import { isMapping } from "./answer-schema.ts";
import { withoutKey, withRenamedKey, withValue } from "./edit-yaml.ts";

type Path = readonly (string | number)[];
type Answers = Readonly<Record<string, unknown>>;

/** A document's text with answers to another release of its template: all else, and every comment, as it is. */
export function migratedText(
  text: string,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
  before: Answers,
  after: Answers,
): string {
  const reference = withValue(text, ["template", "version"], to);
  const schema = (version: string) => `schemas/templates/${name}-${version}.schema.json`;
  return changed(reference.replace(schema(from), schema(to)), ["answers"], before, after);
}

function changed(text: string, path: Path, before: unknown, after: unknown): string {
  if (isDeepStrictEqual(before, after)) return text;
  if (isMapping(before) && isMapping(after)) return changedMapping(text, path, before, after);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.reduce<string>((edited, item, at) => changed(edited, [...path, at], item, after[at]), text);
  return withValue(text, path, after);
}

/** What goes by another name keeps its place and its comments. */
function changedMapping(text: string, path: Path, before: Answers, after: Answers): string {
  const gone = Object.keys(before).filter((key) => !(key in after));
  const fresh = new Set(Object.keys(after).filter((key) => !(key in before)));
  let edited = text;
  for (const key of gone) {
    const renamed = [...fresh].find((name) => isDeepStrictEqual(before[key], after[name]));
    if (renamed !== undefined) fresh.delete(renamed);
    edited =
      renamed === undefined
        ? withoutKey(edited, [...path, key])
        : withRenamedKey(edited, [...path, key], renamed);
  }
  for (const key of Object.keys(after)) {
    if (fresh.has(key)) edited = withValue(edited, [...path, key], after[key]);
    else if (key in before) edited = changed(edited, [...path, key], before[key], after[key]);
  }
  return edited;
}
