import { join } from "node:path";
import { isFleet, loadFleet } from "../fleet/load-fleet.ts";
import { Refusal } from "../site/problem.ts";
import type { SitePolicies } from "../stacks/policies.ts";
import { type Synthesis, synthesize } from "../stacks/synthesize.ts";

/** What was written of a site, and where. */
type SiteSynthesis = Synthesis & { readonly outputFolder: string };

/**
 * Synthesizes a site's folder into the output folder, or each site of a fleet into a folder of its name in it. All sites are
 * read before anything is written, and each is written whole or not at all; none has anything of another's in it.
 *
 * @param only Of a fleet, the one site. @default - all
 * @throws Refusal where a site or its placement is not right, or policies say so.
 */
export function synthesizeAny(
  folder: string,
  outputFolder: string,
  policies: SitePolicies,
  only?: string,
): readonly SiteSynthesis[] {
  if (isFleet(folder))
    return loadFleet(folder, only).sites.map(({ name, folder: siteFolder, sources }) => {
      const target = join(outputFolder, name);
      return { ...synthesize(siteFolder, target, policies, sources), outputFolder: target };
    });
  if (only !== undefined)
    throw new Refusal("There is no fleet to choose a site of.", [
      {
        where: "--site",
        message: `${folder} holds no fleet.yaml: leave --site out, or name a fleet's folder`,
      },
    ]);
  return [{ ...synthesize(folder, outputFolder, policies), outputFolder }];
}
