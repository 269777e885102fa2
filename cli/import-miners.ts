import { join } from "node:path";
import { type FleetSite, fleetZones, type StatedNetwork } from "../interchange/miners/fleet-site.ts";
import { type ImportedMiners, importMiners } from "../interchange/miners/import-miners.ts";
import { minersReport, minersText } from "../interchange/miners/import-text.ts";
import { catalog } from "../site/catalog/catalog.ts";
import { siteFile } from "../site/checks/index.ts";
import { cidrProblem } from "../site/network/cidr.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { exportedText } from "./option-file.ts";
import { writeParts } from "./written-parts.ts";

/** What is asked for on the command line. */
export interface ImportMinersOptions {
  readonly into?: string;
  readonly zone?: readonly string[];
  readonly network?: readonly string[];
  readonly write?: true;
}

/**
 * Prints the groups of miners that a file has, or adds those to a site's document that it does not have.
 *
 * @throws Refusal where the file or an option cannot be read, or what was to be written would leave a site that does not load.
 */
export async function importMinersFrom(file: string, options: ImportMinersOptions): Promise<void> {
  const { into, write } = options;
  if (write === true && into === undefined) {
    const message = "needs --into SITE-DIR, the folder of the site that the miners are added to";
    throw new Refusal("There is nowhere to write to.", [{ where: "--write", message }]);
  }
  const site = into === undefined ? undefined : loadSite(into).site;
  const text = exportedText(file, "There is nothing to import.", "a CSV export of a fleet's miners");
  const imported = importMiners({ file, text }, fleetSite(site, options));
  if (write !== true || into === undefined) {
    process.stdout.write(minersText(imported));
    return;
  }
  refuseUntagged(imported);
  const { groups } = imported;
  const parts = groups.map(({ zone, part }) => ({ list: ["zones", zone, "mining", "asics"], item: part }));
  if (parts.length > 0) await writeParts(into, parts);
  const done =
    parts.length === 0 ? "Nothing to add." : `Wrote ${join(into, siteFile)}.\nNext: busbar place ${into}`;
  process.stdout.write(`${[done, ...minersReport(imported)].join("\n")}\n`);
}

function refuseUntagged({ file, groups }: ImportedMiners): void {
  const problems = groups
    .filter(({ part }) => part.network.vlan === undefined)
    .map(({ part: { network } }) => ({
      where: file,
      message: `says no VLAN of ${network.cidr}, or several: state it with --network ${network.cidr}=VLAN`,
    }));
  if (problems.length > 0)
    throw new Refusal("Nothing was written: networks of miners have no VLAN.", problems);
}

function fleetSite(site: Site | undefined, { zone = [], network = [] }: ImportMinersOptions): FleetSite {
  const problems: Problem[] = [];
  const called = new Map<string, string>();
  const usual: string[] = [];
  const names = site?.zones.map(({ name }) => name);
  for (const option of zone) {
    const at = option.lastIndexOf("=");
    const name = option.slice(at + 1);
    if (names !== undefined && !names.includes(name))
      problems.push({
        where: `--zone ${option}`,
        message: `the site has no zone "${name}": ${suggestion(name, names)}`,
      });
    if (at < 0) usual.push(name);
    else called.set(option.slice(0, at), name);
  }
  if (usual.length > 1)
    problems.push({
      where: `--zone ${usual.join(" ")}`,
      message:
        "one zone at most is that of miners whose row names none: say of the others what the file calls them",
    });
  const networks = network.flatMap((option): StatedNetwork[] => {
    const read = statedNetwork(option);
    if (typeof read !== "string") return [read];
    problems.push({ where: `--network ${option}`, message: read });
    return [];
  });
  if (problems.length > 0) throw new Refusal("The command line is refused.", problems);
  return {
    name: site?.name ?? "site",
    minerModels: site?.catalog.minerModels ?? catalog().minerModels,
    zones: site && fleetZones(site),
    usualZone: usual[0],
    called,
    networks,
  };
}

/** A network, or what is wrong with it. */
function statedNetwork(option: string): StatedNetwork | string {
  const [cidr = "", written = ""] = option.split("=");
  const problem = cidrProblem(cidr);
  if (problem !== undefined) return `${problem}; then its VLAN: 10.10.0.0/20=110`;
  const vlan = Number(written);
  return Number.isInteger(vlan) && vlan >= 1 && vlan <= 4094
    ? { cidr, vlan }
    : `"${written}" is not a VLAN: write 1 to 4094 after the network, such as ${cidr}=110`;
}
