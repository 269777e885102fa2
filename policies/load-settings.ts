import { siteFile } from "../site/checks/index.ts";
import { type DocumentSources, readDocumentFile } from "../site/load/load-site.ts";
import type { Places } from "../site/load/places.ts";
import { pathText } from "../site/load/places.ts";
import { Refusal } from "../site/problem.ts";
import {
  type OrganisationPolicies,
  organisationPolicies,
  type SitePolicies,
} from "../site/schema/policies.ts";
import type { Site } from "../site/site.ts";
import type { AnyRule } from "./rule.ts";
import { parametersOf } from "./rule-parameters.ts";
import type { Settings } from "./settings.ts";
import { unknownRules, unknownSuppressed, weakened } from "./settings-problems.ts";
import type { StatedSettings } from "./stated-settings.ts";

type Path = readonly (string | number)[];

const nothing: OrganisationPolicies = { version: 1, levels: {}, parameters: {} };

/**
 * How a site is judged, by its own document and the organisation's file that it names. The site's word goes before the
 * organisation's, parameter by parameter, save for what is locked.
 *
 * @throws Refusal with everything wrong: names of rules that there are not, parameters that a rule does not take, locked
 * rules that the site weakens.
 */
export function loadSettings(
  folder: string,
  site: Site,
  sources: DocumentSources,
  rules: readonly AnyRule[],
): Settings {
  const own = site.document.policies ?? { levels: {}, parameters: {}, suppressions: [] };
  const { document: wide, source, file } = organisationOf(folder, own.organisation, sources);
  const organisation: StatedSettings = {
    levels: Object.fromEntries(Object.entries(wide.levels).map(([id, stated]) => [id, levelOf(stated)])),
    parameters: wide.parameters,
    problem: (path, message, key) => ({
      where: source?.locate(keyed(path, key)) ?? file,
      message: said(path, message),
    }),
  };
  const ofSite: StatedSettings = {
    levels: own.levels,
    parameters: own.parameters,
    problem: (path, message, key) => {
      const whole = ["policies", ...path];
      const where = sources.locate({ document: siteFile, path: keyed(whole, key) });
      return { where, message: said(whole, message) };
    },
  };
  const problems = [
    ...unknownRules(organisation, rules),
    ...unknownRules(ofSite, rules),
    ...unknownSuppressed(own, ofSite, rules),
    ...weakened(wide, own, ofSite),
  ];
  const parameters = new Map<string, unknown>();
  for (const rule of rules) {
    const read = parametersOf(rule, organisation, ofSite);
    if ("problems" in read) problems.push(...read.problems);
    else parameters.set(rule.id, read.value);
  }
  if (problems.length > 0) {
    const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
    throw new Refusal(`The settings of the policies are refused: ${count}.`, problems);
  }
  return {
    levels: new Map(Object.entries({ ...organisation.levels, ...own.levels })),
    parameters,
    suppressions: own.suppressions.map((suppression, index) => ({
      ...suppression,
      place: { document: siteFile, path: ["policies", "suppressions", index] },
    })),
  };
}

function organisationOf(
  folder: string,
  file: string | undefined,
  sources: DocumentSources,
): { readonly document: OrganisationPolicies; readonly source?: Places; readonly file: string } {
  if (file === undefined) return { document: nothing, file: siteFile };
  const read = readDocumentFile(organisationPolicies, folder, file);
  if (!("problems" in read)) return { document: read.value, source: read.source, file };
  const named = sources.locate({ document: siteFile, path: ["policies", "organisation"] });
  throw new Refusal(`The organisation's policies, which ${named} names, are refused.`, read.problems);
}

function levelOf(stated: OrganisationPolicies["levels"][string]): SitePolicies["levels"][string] {
  return typeof stated === "string" ? stated : stated.level;
}

function keyed(path: Path, key: string | undefined): Path {
  return key === undefined ? path : [...path, key];
}

function said(path: Path, message: string): string {
  return `${pathText(path)}: ${message}`;
}
