import { existsSync } from "node:fs";
import { join } from "node:path";
import { isFleet, readFleetDocument } from "../fleet/read-fleet-document.ts";
import { siteFile } from "../site/checks/finding.ts";
import { Refusal } from "../site/problem.ts";

/**
 * A review is of one site. That of each site shows what its fleet shares with it as well, and a site that the base or the head
 * does not have would go unseen in one of all that there are.
 *
 * @throws Refusal with the commands that review the sites, where the folder is a fleet's or what one was synthesized to.
 */
export function refuseFleet(folder: string, base: string): void {
  const isOutput = existsSync(join(folder, "manifest.json")) && !existsSync(join(folder, "site-plan.json"));
  if (isOutput && !existsSync(join(folder, siteFile))) {
    const message = "is not what one site was synthesized to: name the folder of a site in it";
    throw new Refusal("Nothing was reviewed.", [{ where: folder, message }]);
  }
  if (!isFleet(folder) || existsSync(join(folder, siteFile))) return;
  const commands = readFleetDocument(folder).document.sites.map(
    (site) => `busbar review ${join(folder, site.folder)} --base ${base}`,
  );
  const message = `is a fleet's folder: review each site by itself, with all that is shared with it:\n    ${commands.join("\n    ")}`;
  throw new Refusal("Nothing was reviewed.", [{ where: folder, message }]);
}
