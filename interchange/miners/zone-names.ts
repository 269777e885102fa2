import { shown, suggestion } from "../../site/schema/closed.ts";
import { name as nameSchema } from "../../site/schema/values.ts";
import type { Row } from "../table/row.ts";
import { minerColumns } from "./columns.ts";
import type { FleetSite } from "./fleet-site.ts";
import { masked } from "./masked.ts";

/** The zone of a row; or the column that names none, and what was expected there. */
export type FoundZone =
  | { readonly zone: string }
  | { readonly column?: string; readonly found?: string; readonly expected: string };

/** Finds the zone that a row names: by what `--zone` calls it, by its name or its title, in any of the columns of places. */
export function zoneFinder({ zones, usualZone, called }: FleetSite): (row: Row) => FoundZone {
  const byWord = new Map<string, string>();
  for (const { name, title } of zones ?? []) {
    if (title !== undefined) byWord.set(wordsOf(title), name);
  }
  for (const { name } of zones ?? []) byWord.set(name, name);
  for (const [written, name] of called) byWord.set(wordsOf(written), name);
  const names = zones?.map(({ name }) => name) ?? [];
  // A fleet names the same few places thousands of times.
  const asked = new Map<string, string | undefined>();
  const zoneOf = (text: string) => {
    if (!asked.has(text)) {
      const words = wordsOf(text);
      asked.set(text, byWord.get(words) ?? (zones === undefined && isName(words) ? words : undefined));
    }
    return asked.get(text);
  };
  return (row) => {
    const stated = minerColumns.zone.filter((key) => row.cell(key) !== undefined);
    for (const key of stated) {
      const zone = zoneOf(row.cell(key) ?? "");
      if (zone !== undefined) return { zone };
    }
    if (usualZone !== undefined) return { zone: usualZone };
    const [column] = stated;
    const text = column === undefined ? undefined : row.cell(column);
    if (column === undefined || text === undefined)
      return {
        expected: `a zone: in one of the columns ${minerColumns.zone.slice(0, 5).join(", ")}, or --zone NAME`,
      };
    if ("found" in masked(text)) return { column, ...masked(text), expected: "a zone" };
    const hint =
      zones === undefined ? "a name of letters, digits and dashes" : suggestion(wordsOf(text), names);
    return { column, expected: `a zone (${hint}); or say which it is: --zone ${shown(`${text}=NAME`)}` };
  };
}

/** As names of zones are written: `Hall 5` is `hall-5`. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function isName(text: string): boolean {
  return nameSchema.safeParse(text).success;
}
