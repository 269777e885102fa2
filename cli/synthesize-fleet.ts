import { basename, join } from "node:path";
import { loadFleet } from "../fleet/load-fleet.ts";
import { loadSite } from "../fleet/load-site.ts";
import { managersOf } from "../fleet/multikueue.ts";
import { inFleetOutput } from "../fleet/output-place.ts";
import { isFleet } from "../fleet/read-fleet-document.ts";
import { clustersOfSites } from "../fleet/shared-clusters.ts";
import { refuseManagers } from "../stacks/manager-cluster.ts";
import type { SitePolicies } from "../stacks/policies.ts";
import { type Synthesis, synthesize } from "../stacks/synthesize.ts";
import { synthesizeManager } from "../stacks/synthesize-manager.ts";
import { synthesizeSharedCluster } from "../stacks/synthesize-shared-cluster.ts";
import { refuseChoice } from "./chosen-site.ts";
import { writeFleetManifest } from "./fleet-manifest.ts";

/** What was written of a site, of a cluster or of a manager of several, and where. */
export interface Written extends Pick<Synthesis, "stacks" | "gone"> {
  readonly of: "site" | "cluster" | "manager";
  readonly what: string;
  readonly outputFolder: string;
}

/**
 * Synthesizes a site's folder into the output folder, or each site of a fleet into a folder of its name in it, with one manifest
 * over them. All sites are read before anything is written, and each is written whole or not at all; none has anything of
 * another's in it.
 *
 * @param only Of a fleet, the one site. @default - all
 * @throws Refusal where a site or its placement is not right, or policies say so.
 */
export function synthesizeAny(
  folder: string,
  outputFolder: string,
  policies: SitePolicies,
  only?: string,
): readonly Written[] {
  if (isFleet(folder)) return synthesizeFleet(folder, outputFolder, policies, only);
  refuseChoice(folder, only);
  return [ofSite(synthesize(folder, outputFolder, policies, loadSite(folder)), outputFolder)];
}

function synthesizeFleet(
  folder: string,
  outputFolder: string,
  policies: SitePolicies,
  only: string | undefined,
): readonly Written[] {
  const fleet = loadFleet(folder, only);
  // A manager is made from all of the sites that jobs are sent to, and a shared cluster from all that are in it.
  const managers = only === undefined ? managersOf(fleet) : [];
  refuseManagers(managers);
  const clusters = only === undefined ? clustersOfSites(fleet) : [];
  const sites = fleet.sites.map(({ name, folder: siteFolder, sources, site }) => {
    const target = join(outputFolder, name);
    const placed = { ...sources, site: inFleetOutput(site) };
    return ofSite(synthesize(siteFolder, target, policies, placed), target);
  });
  const written = [
    ...clusters.map((cluster) => {
      const target = join(outputFolder, cluster.name);
      return ofFleet("cluster", cluster, synthesizeSharedCluster(cluster, target), target);
    }),
    ...sites,
    ...managers.map((manager) => {
      const target = join(outputFolder, manager.name);
      return ofFleet("manager", manager, synthesizeManager(manager, target), target);
    }),
  ];
  writeFleetManifest(
    outputFolder,
    written.map((one) => basename(one.outputFolder)),
  );
  return written;
}

function ofSite({ site, stacks, gone }: Synthesis, outputFolder: string): Written {
  return { of: "site", what: `${site.name} for ${site.document.effectiveDate}`, stacks, gone, outputFolder };
}

function ofFleet(
  of: "cluster" | "manager",
  { name }: { readonly name: string },
  { stacks, gone }: Pick<Synthesis, "stacks" | "gone">,
  outputFolder: string,
): Written {
  return { of, what: `the ${of} ${name}`, stacks, gone, outputFolder };
}
