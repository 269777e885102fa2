import { stringify } from "yaml";
import { reportLines } from "../table/report.ts";
import type { Additions } from "./additions.ts";
import type { Imported } from "./import-netbox.ts";

/**
 * What an import would add, as YAML, and what was found, as comments below it: the whole text is a document that can be pasted
 * from. All of `power` and `zones` that the site does not have yet stands there.
 */
export function importText(imported: Imported, additions: Additions): string {
  const { power, zones } = additions;
  const parts = { ...(power.length > 0 && { power }), ...(zones.length > 0 && { zones }) };
  const yaml =
    power.length + zones.length === 0 ? "" : stringify(parts, { lineWidth: 0, aliasDuplicateObjects: false });
  const lines = importReport(imported, additions);
  return `${yaml}${lines.map((line) => `#${line === "" ? "" : ` ${line}`}`).join("\n")}\n`;
}

/** What was found: counts, differences, what was assumed, what is still to say, and what was not understood. */
export function importReport(imported: Imported, additions: Additions): string[] {
  const { power, zones, alike, differences, assumed, unsaid } = additions;
  return [
    `${power.length} power nodes and ${zones.length} zones are new; ${alike} parts are in the site already, stated alike.`,
    ...section("Stated otherwise in the site, and left as it is there:", differences),
    ...section("Assumed, since no list says it:", assumed),
    ...section("Still to be filled in:", unsaid),
    ...section(
      "Racks:",
      imported.racks.map(({ zone, type, count }) => `${zone}: ${count} ${type ?? "of no stated type"}`),
    ),
    ...section(
      "Devices:",
      imported.devices.map(({ zone, type, count }) => `${zone}: ${count} ${type}`),
    ),
    "",
    ...reportLines(imported.tally),
  ];
}

/** All of it as data, every row that was not understood included. */
export function importJson(imported: Imported, additions: Additions): object {
  return {
    ...additions,
    racks: imported.racks,
    devices: imported.devices,
    rows: imported.tally.counts,
    notUnderstood: imported.tally.notUnderstood,
  };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ["", title, ...lines.map((line) => `  ${line.replaceAll(/\s*\n\s*/g, " ")}`)];
}
