import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDocumentFile, readText } from "../site/load/load-site.ts";
import { YamlDocument } from "../site/load/yaml-document.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { fleetProblems } from "./fleet-checks.ts";
import { type FleetDocument, fleetDocument } from "./fleet-document.ts";
import { fleetFile, type ReadFleet } from "./shared-layer.ts";

/** Whether a folder is that of a fleet. */
export function isFleet(folder: string): boolean {
  return existsSync(join(folder, fleetFile));
}

/**
 * Reads `fleet.yaml` of a folder with the documents of the tenants that it shares, and no site.
 *
 * @throws Refusal with every problem found, each with its place as seen from the folder.
 */
export function readFleetDocument(folder: string): ReadFleet {
  if (!isFleet(folder)) {
    const message = `holds no ${fleetFile}: name the folder of a fleet`;
    throw new Refusal("There is no fleet to read.", [{ where: folder, message }]);
  }
  const read = readDocumentFile(fleetDocument, folder, fleetFile);
  if ("problems" in read) {
    refuseFleet(read.problems);
    throw new RangeError(`${fleetFile} was refused without a problem`);
  }
  const { value: document, source: places } = read;
  refuseFleet(fleetProblems({ document, places }));
  const yaml = YamlDocument.parse(fleetFile, readFileSync(join(folder, fleetFile), "utf8"));
  if ("problem" in yaml) throw new RangeError(yaml.problem.message);
  const content = yaml.content as ReadFleet["content"];
  return { folder, document, content, places, tenantTexts: tenantTexts(folder, document, places) };
}

function tenantTexts(
  folder: string,
  { shared }: FleetDocument,
  places: ReadFleet["places"],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const missing: Problem[] = [];
  for (const [index, { document: file }] of shared.tenants.entries()) {
    const path = join(folder, file);
    const read = existsSync(path) ? readText(path) : { problem: "is not there: name the tenant's document" };
    if ("text" in read) texts.set(file, read.text);
    else {
      const where = places.locate(["shared", "tenants", index, "document"]);
      missing.push({ where, message: `"${file}" ${read.problem}` });
    }
  }
  refuseFleet(missing);
  return texts;
}

/** @throws Refusal where there are problems. */
export function refuseFleet(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
  throw new Refusal(`The fleet is refused: ${count}.`, problems);
}
