import type { FleetSite } from "../../../interchange/miners/fleet-site.ts";
import { type ImportedMiners, importMiners } from "../../../interchange/miners/import-miners.ts";
import { catalog } from "../../../site/catalog/catalog.ts";

/** A fleet of which nothing is known but the catalog. */
export const unknownSite: FleetSite = {
  name: "ridge",
  minerModels: catalog().minerModels,
  zones: undefined,
  called: new Map(),
  networks: [],
};

/** The import of lines below a header. */
export function imported(
  header: string,
  lines: readonly string[],
  site: FleetSite = unknownSite,
): ImportedMiners {
  return importMiners({ file: "miners.csv", text: `${[header, ...lines].join("\n")}\n` }, site);
}

/** A line for each of some addresses that follow each other. */
export function linesFrom(
  first: number,
  count: number,
  line: (address: string, index: number) => string,
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const address = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
    return line(address, index);
  });
}

/** 10.10.0.0 as a whole number. */
export const tenTen = 10 * 2 ** 24 + 10 * 2 ** 16;
