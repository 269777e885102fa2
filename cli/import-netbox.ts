import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { additionsTo } from "../interchange/netbox/additions.ts";
import { type Imported, importNetBox } from "../interchange/netbox/import-netbox.ts";
import { importJson, importReport, importText } from "../interchange/netbox/import-text.ts";
import { kindOfFile, objectKinds } from "../interchange/netbox/object-kind.ts";
import type { SourceText } from "../interchange/table/csv-table.ts";
import { catalog } from "../site/catalog/catalog.ts";
import { Refusal } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { exportedText } from "./option-file.ts";
import { type WrittenPart, writeParts } from "./written-parts.ts";

/** What is asked for on the command line. */
export interface ImportNetBoxOptions {
  readonly into?: string;
  readonly write?: true;
  readonly site?: string;
  readonly supply?: string;
  readonly json?: true;
}

/**
 * Prints the parts that exports of NetBox have for a site, or writes them into its document.
 *
 * @throws Refusal where a file cannot be read, or what was to be written would leave a site that does not load.
 */
export async function importFromNetBox(
  files: readonly string[],
  options: ImportNetBoxOptions,
): Promise<void> {
  const folder = writtenFolder(options);
  const site = options.into === undefined ? undefined : loadSite(options.into).site;
  const imported = importNetBox(sourcesOf(files), {
    site: options.site,
    rackTypes: site?.catalog.rackTypes ?? catalog().rackTypes,
    interconnects: site?.document.interconnects.map(({ name }) => name) ?? [],
    supply: supplyOf(options.supply, site),
  });
  const additions = additionsTo(site, imported);
  if (folder !== undefined) await write(folder, imported, additions);
  else if (options.json === true) print(JSON.stringify(importJson(imported, additions), null, 2));
  else print(importText(imported, additions).trimEnd());
}

async function write(
  folder: string,
  imported: Imported,
  additions: ReturnType<typeof additionsTo>,
): Promise<void> {
  const parts: WrittenPart[] = [
    ...additions.power.map((item) => ({ list: ["power"], item })),
    ...additions.zones.map((item) => ({ list: ["zones"], item })),
  ];
  if (parts.length > 0) await writeParts(folder, parts);
  const done = parts.length === 0 ? "Nothing to add." : `Wrote ${join(folder, "site.yaml")}.`;
  print([done, ...importReport(imported, additions)].join("\n"));
}

function writtenFolder({ into, write }: ImportNetBoxOptions): string | undefined {
  if (write !== true || into !== undefined) return write === true ? into : undefined;
  throw new Refusal("There is nowhere to write to.", [
    {
      where: "--write",
      message: "needs --into SITE-DIR, the folder of the site that the parts are added to",
    },
  ]);
}

/** Of a folder, the files that are named after a list; others, such as cables, are no part of a site's document. */
function sourcesOf(paths: readonly string[]): SourceText[] {
  const files = paths.flatMap((path) => {
    if (!isFolder(path)) return [path];
    const named = readdirSync(path)
      .filter((file) => /\.(csv|json)$/i.test(file) && kindOfFile(file) !== undefined)
      .sort();
    if (named.length > 0) return named.map((file) => join(path, file));
    const message = `holds no list: name the files ${objectKinds.map((kind) => `${kind}.csv`).join(", ")}, or .json`;
    throw new Refusal("There is nothing to import.", [{ where: path, message }]);
  });
  const wanted = "a CSV export, or JSON of the REST API";
  return files.map((file) => ({ file, text: exportedText(file, "There is nothing to import.", wanted) }));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function supplyOf(supply: string | undefined, site: Site | undefined): string | undefined {
  if (supply === undefined || site === undefined) return supply;
  const { interconnects, power } = site.document;
  if ([...interconnects, ...power].some(({ name }) => name === supply)) return supply;
  const message = `the site has no interconnect and no power node "${supply}"`;
  throw new Refusal("Nothing can be fed by that.", [{ where: "--supply", message }]);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
