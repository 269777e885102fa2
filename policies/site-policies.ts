import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";
import { counted } from "../site/counted.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import type { Site } from "../site/site.ts";
import { admissionObjects } from "./admission.ts";
import { type CheckedSite, checkSite } from "./check-site.ts";
import { loadSettings } from "./load-settings.ts";
import { rules } from "./packs/index.ts";
import { PolicyRefusal } from "./policy-refusal.ts";
import { locationText, type ReportDocument, sentence } from "./report/document.ts";
import { reportJson } from "./report/json.ts";

/** The file that a synthesis writes of what its policies say. */
export const policiesFile = "policies.json";

/**
 * What policies have to do with what is deployed: rules that the API server can hold are held by it, and nothing is written
 * while a hard one is broken.
 */
export const enforcedPolicies = {
  admission: admissionOf,
  judge: (input: CheckedSite) => {
    const report = checkSite(input);
    refuseHard(report);
    return written(report);
  },
};

/** The same, for who wants to see what comes of a site that hard rules stop: it is written down, and stops nothing. */
export const recordedPolicies = {
  admission: admissionOf,
  judge: (input: CheckedSite) => written(checkSite(input)),
};

/** @throws Refusal where the settings of the policies are not right. */
function admissionOf(loaded: {
  readonly folder: string;
  readonly site: Site;
  readonly sources: DocumentSources;
}): readonly AdmissionObject[] {
  const { folder, site, sources } = loaded;
  const { levels, parameters } = loadSettings(folder, site, sources, rules);
  const set = rules.map((rule) => ({
    rule,
    level: levels.get(rule.id) ?? rule.level,
    parameters: parameters.get(rule.id),
  }));
  return admissionObjects({ siteName: site.name }, set);
}

/** @throws PolicyRefusal with every hard finding. */
function refuseHard({ findings }: ReportDocument): void {
  const hard = findings.filter(({ level }) => level === "hard");
  if (hard.length === 0) return;
  throw new PolicyRefusal(
    `Nothing was written: ${counted(hard.length, "hard finding")} of policies.`,
    hard.map(({ location, rule, scope, message, fix }) => ({
      where: locationText(location),
      message: `${rule} at ${scope}: ${sentence(message)} Mend: ${fix}`,
    })),
  );
}

function written(report: ReportDocument): ReadonlyMap<string, string> {
  return new Map([[policiesFile, reportJson(report)]]);
}
