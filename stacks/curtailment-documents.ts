import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openAdrObjects } from "../constructs/curtailment/openadr.ts";
import { protoFleetDocument } from "../constructs/curtailment/proto-fleet.ts";
import { miningIn } from "../constructs/curtailment/shares.ts";
import type { Lock } from "../placement/lock.ts";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { deployedCurtailmentPlan } from "./curtailment-plan.ts";

/** Where they are below the output folder. */
export const curtailmentFolder = "curtailment";

/**
 * A plan of shedding in the formats that fleet managers and OpenADR servers read: by path below the output folder, their
 * text.
 *
 * @throws Refusal where a fleet manager could not keep the plan's ramps.
 */
export function curtailmentDocuments(
  plan: CurtailmentPlan,
  document: SiteDocument,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const write = (file: string, content: object) =>
    files.set(`${curtailmentFolder}/${file}`, `${JSON.stringify(content, null, 2)}\n`);
  if (miningIn(plan).length > 0) write("proto-fleet.json", protoFleetDocument(plan, document));
  for (const [collection, objects] of Object.entries(openAdrObjects(plan, document))) {
    write(`openadr/${collection}.json`, objects);
  }
  return files;
}

/** Writes the documents into a folder. */
export function writeCurtailmentDocuments(folder: string, site: Site, lock: Lock): void {
  const plan = deployedCurtailmentPlan(site, lock);
  if (plan === undefined) return;
  for (const [file, text] of curtailmentDocuments(plan, site.document)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
