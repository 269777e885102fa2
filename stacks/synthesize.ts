import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "../constructs/kubernetes/cdktf.ts";
import { currentLock } from "../placement/current-lock.ts";
import type { Lock } from "../placement/lock.ts";
import { sitePlanRecord } from "../placement/site-plan-record.ts";
import type { LoadedSite } from "../site/load/load-site.ts";
import type { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { buildStacks } from "./build.ts";
import { writeCurtailmentDocuments } from "./curtailment-documents.ts";
import { declarationsOf } from "./declarations.ts";
import { declaredBeneath } from "./declared-beneath.ts";
import { writeMiningDocuments } from "./mining-documents.ts";
import { writeNetworkDocuments } from "./network-documents.ts";
import { refusePatches } from "./object-patches.ts";
import { StagedOutput } from "./output.ts";
import { noPolicies, type SitePolicies } from "./policies.ts";
import { writeProxyDocuments } from "./proxy-documents.ts";

/** What a synthesis wrote. */
export interface Synthesis {
  readonly site: Site;
  readonly lock: Lock;
  /** The stacks written, in the order in which they may be deployed. */
  readonly stacks: readonly string[];
  /** Stacks that an earlier synthesis wrote and that are no longer part of the site. */
  readonly gone: readonly string[];
}

/**
 * Reads a site's folder and its placement lock, and writes Terraform configuration, manifests, the site plan and the
 * documents of its networks on its effective date. Either all of it or nothing.
 *
 * @param policies What tenants are admitted by besides, and what judges the site. @default - what must always hold, alone
 * @param sources The site as it was read over what it shares with others. @default - as its folder alone has it
 * @throws Refusal where the documents or the lock are not right, or policies say so.
 */
export function synthesize(
  folder: string,
  outputFolder: string,
  policies: SitePolicies = noPolicies,
  sources: LoadedSite = loadSite(folder),
): Synthesis {
  const { site } = sources;
  const lock = currentLock(site, folder);
  const output = new StagedOutput(outputFolder);
  try {
    const app = new App({ outdir: output.folder });
    refusePatches(buildStacks(app, site, lock, policies.admission({ folder, site, sources })), sources);
    const objects = [...declaredBeneath(site, lock).objects, ...declarationsOf(app)];
    const beside = policies.judge({ folder, site, sources, lock, objects });
    const stacks = deploymentOrder(app);
    app.synth();
    const plan = sitePlanRecord(site, lock);
    writeFileSync(join(output.folder, "site-plan.json"), `${JSON.stringify(plan, null, 2)}\n`);
    for (const [file, text] of beside) writeFileSync(join(output.folder, file), text);
    writeNetworkDocuments(output.folder, site, lock);
    writeCurtailmentDocuments(output.folder, site, lock);
    writeMiningDocuments(output.folder, site);
    writeProxyDocuments(output.folder, site);
    return { site, lock, stacks, gone: output.commit() };
  } catch (error) {
    output.discard();
    throw error;
  }
}

/** Stacks are built in an order in which each follows those it depends on. */
function deploymentOrder(app: App): string[] {
  return app.node.children.map(({ node }) => node.id);
}
