import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { isFedInSite, type PanelSites } from "./chosen-site.ts";
import type { FeedColumns } from "./feed-columns.ts";
import { amountOf, cellOf, choiceOf } from "./object-row.ts";

/** A power feed: a circuit from a panel, to a rack or to what is not said. */
export interface Feed {
  readonly row: Row;
  readonly name: string;
  readonly panel: string;
  readonly rack: string | undefined;
  readonly location: string | undefined;
  readonly isRedundant: boolean;
  readonly columns: FeedColumns;
}

/** What each cell of a power feed must be. NetBox requires all of them (dcim/forms/bulk_import.py, PowerFeedImportForm). */
const expected = {
  name: "the feed's name",
  power_panel: "the panel that the feed comes from",
  status: "active: equipment that is planned, off or failed supplies nothing",
  supply: "ac: power nodes carry alternating current",
  phase: "single-phase or three-phase",
  voltage: "a number of volts above 0",
  amperage: "a number of amperes above 0",
  max_utilization: "a percentage from 1 to 100",
  type: "primary or redundant",
} as const;

/** The feeds that say all that a rating takes. A row is left out for the first cell that is not as it must be. */
export function readFeeds(
  rows: readonly Row[],
  site: string | undefined,
  panels: PanelSites,
  tally: Tally,
): Feed[] {
  const seen = new Set<string>();
  return rows.flatMap((row): Feed[] => {
    if (!isFedInSite(row, site, panels, tally)) return [];
    const feed = feedOf(row);
    if (typeof feed === "string") {
      tally.leaveOut(row, { column: feed, found: shownCell(row, feed), expected: expected[feed] });
      return [];
    }
    const key = JSON.stringify([feed.panel, feed.name]);
    if (seen.has(key)) {
      tally.leaveOut(row, { column: "name", expected: "a name that no other feed of its panel has" });
      return [];
    }
    seen.add(key);
    return [feed];
  });
}

/** The feed, or the first column that is at fault. */
function feedOf(row: Row): Feed | keyof typeof expected {
  const [name, panel] = [cellOf(row, "name"), cellOf(row, "power_panel")];
  if (name === undefined) return "name";
  if (panel === undefined) return "power_panel";
  if (choiceOf(row, "status") !== "active") return "status";
  if (!["ac", undefined].includes(choiceOf(row, "supply"))) return "supply";
  const phase = choiceOf(row, "phase");
  if (phase !== "single-phase" && phase !== "three-phase") return "phase";
  const voltage = amountOf(row, "voltage", "v");
  if (voltage === undefined) return "voltage";
  const amperage = amountOf(row, "amperage", "a");
  if (amperage === undefined) return "amperage";
  // NetBox's own default is 80 (netbox/config/parameters.py, POWERFEED_DEFAULT_MAX_UTILIZATION).
  const percent = cellOf(row, "max_utilization") === undefined ? 80 : amountOf(row, "max_utilization", "%");
  if (percent === undefined || percent > 100) return "max_utilization";
  const type = choiceOf(row, "type") ?? "primary";
  if (type !== "primary" && type !== "redundant") return "type";
  return {
    row,
    name,
    panel,
    rack: cellOf(row, "rack"),
    location: cellOf(row, "location"),
    isRedundant: type === "redundant",
    columns: { phase, voltage, amperage, max_utilization: percent },
  };
}

function shownCell(row: Row, column: string): string {
  const cell = cellOf(row, column);
  return cell === undefined ? "nothing" : JSON.stringify(cell.slice(0, 60));
}
