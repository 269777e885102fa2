import { additionsTo } from "../../../interchange/netbox/additions.ts";
import { type Imported, importNetBox } from "../../../interchange/netbox/import-netbox.ts";
import { catalog } from "../../../site/catalog/catalog.ts";

/** Imports files by name, as for a site with one interconnect. */
export function imported(
  files: Readonly<Record<string, string>>,
  options: {
    readonly site?: string;
    readonly supply?: string;
    readonly interconnects?: readonly string[];
  } = {},
): Imported {
  const sources = Object.entries(files).map(([file, text]) => ({ file, text }));
  return importNetBox(sources, { interconnects: ["poi"], rackTypes: catalog().rackTypes, ...options });
}

/** What an import comes to without a site: every part is new. */
export function additions(files: Readonly<Record<string, string>>) {
  return additionsTo(undefined, imported(files));
}

/** Where and at which column rows and cells were not understood. */
export function faults({ tally }: Imported): string[] {
  return tally.notUnderstood.map(({ where, column }) => `${where} ${column ?? "row"}`);
}

/** The header of power feeds as NetBox imports and exports them. */
export const feedHeader =
  "site,power_panel,location,rack,name,status,type,supply,phase,voltage,amperage,max_utilization";

/** A table of the site Dallas, of lines without their first cell. */
export function table(header: string, ...lines: readonly string[]): string {
  return [header, ...lines.map((line) => `Dallas,${line}`), ""].join("\n");
}
