import { currentLock } from "../placement/current-lock.ts";
import { siteFile } from "../site/checks/index.ts";
import { Refusal } from "../site/problem.ts";
import { powerServiceTexts } from "../stacks/network-documents.ts";
import { loadSite } from "../templates/load-site.ts";

/**
 * What a power service reads of a site, byte by byte as `synth` writes it.
 *
 * @throws Refusal where the documents or the lock are not right, or the site states no power service.
 */
export function exportedPowerService(folder: string): {
  readonly devices: string;
  readonly topology: string;
} {
  const { site } = loadSite(folder);
  const texts = powerServiceTexts(site, currentLock(site, folder));
  if (texts !== undefined) return texts;
  const message =
    "the site states no powerService, so nobody knows how its nodes are reached: add powerService: { redfish, secret }";
  throw new Refusal("There is no topology to export.", [{ where: `${folder}/${siteFile}`, message }]);
}
