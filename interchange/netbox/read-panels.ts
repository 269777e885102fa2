import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { isOfSite } from "./chosen-site.ts";
import { cellOf } from "./object-row.ts";
import { partInComment } from "./part-comment.ts";

/** A power panel: where a supply is split into feeds. */
export interface Panel {
  readonly row: Row;
  readonly name: string;
  /** As NetBox calls it. */
  readonly location: string | undefined;
  /** What busbar wrote into its comments, if it did. */
  readonly part: unknown;
}

/** The panels by name. NetBox has each name once in a site. */
export function readPanels(
  rows: readonly Row[],
  site: string | undefined,
  tally: Tally,
): ReadonlyMap<string, Panel> {
  const panels = new Map<string, Panel>();
  for (const row of rows) {
    if (!isOfSite(row, site, tally)) continue;
    const name = cellOf(row, "name");
    if (name === undefined) {
      tally.leaveOut(row, { column: "name", expected: "the panel's name" });
    } else if (panels.has(name)) {
      tally.leaveOut(row, { column: "name", expected: "a name that no other panel of the site has" });
    } else {
      panels.set(name, {
        row,
        name,
        location: cellOf(row, "location"),
        part: partInComment(cellOf(row, "comments")),
      });
    }
  }
  return panels;
}
