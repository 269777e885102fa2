import type { Lock } from "../placement/lock.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import type { Site } from "../site/site.ts";
import { judge } from "./engine.ts";
import { loadSettings } from "./load-settings.ts";
import { rules as allRules } from "./packs/index.ts";
import { type ReportDocument, reportDocument } from "./report/document.ts";
import type { AnyRule, JudgedObject, PlannedChange } from "./rule.ts";

/** A site as it was loaded, its placement, and the objects that come of both. */
export interface CheckedSite {
  readonly folder: string;
  readonly site: Site;
  readonly sources: DocumentSources;
  readonly lock: Lock;
  readonly objects: readonly JudgedObject[];
  /** What Terraform plans. @default - no plan is judged */
  readonly changes?: readonly PlannedChange[] | undefined;
}

/**
 * Judges a site by rules, as its documents and its organisation's set them.
 *
 * @param rules @default - every rule there is
 * @throws Refusal where these settings are not right.
 */
export function checkSite(
  { folder, site, sources, lock, objects, changes }: CheckedSite,
  rules: readonly AnyRule[] = allRules,
): ReportDocument {
  const settings = loadSettings(folder, site, sources, rules);
  return reportDocument(judge({ site, lock, objects, changes }, rules, settings), site, sources);
}
