import { posix } from "node:path";
import type { Location, ReportDocument, ReportedRule } from "../policies/report/document.ts";
import { groupBy } from "../site/group-by.ts";

/** A site's report, and where its folder is, as seen from the fleet's. */
export interface SiteReport {
  readonly name: string;
  readonly folder: string;
  readonly report: ReportDocument;
}

const levels = ["hard", "soft", "advisory", "off"] as const;

/** What came of a rule at several sites is the worst of it. */
const outcomes = ["broken", "failed", "passed", "not-applicable", "off"] as const;

/**
 * One report of the sites of a fleet, in the form of a site's own, so that every format writes it: each scope and fingerprint
 * begins with the site, and files are seen from the fleet's folder.
 */
export function fleetReport(fleet: string, sites: readonly SiteReport[]): ReportDocument {
  const findings = sites.flatMap((site) => site.report.findings.map((finding) => ofSite(site, finding)));
  return {
    version: 1,
    site: fleet,
    day: daysText(sites.map(({ report }) => report.day)),
    rules: joinedRules(sites.flatMap(({ report }) => report.rules)),
    findings: levels.flatMap((level) => findings.filter((finding) => finding.level === level)),
    suppressed: sites.flatMap((site) => site.report.suppressed.map((finding) => ofSite(site, finding))),
    suppressions: sites.flatMap((site) =>
      site.report.suppressions.map((suppression) => seenFromFleet(site, suppression)),
    ),
  };
}

function ofSite<
  Finding extends { readonly scope: string; readonly location: Location; readonly fingerprint: string },
>(site: SiteReport, finding: Finding): Finding {
  return { ...seenFromFleet(site, finding), fingerprint: `${site.name}:${finding.fingerprint}` };
}

function seenFromFleet<Part extends { readonly scope: string; readonly location: Location }>(
  { name, folder }: SiteReport,
  part: Part,
): Part {
  const { scope, location } = part;
  return {
    ...part,
    scope: scope === "" ? name : `${name}/${scope}`,
    location: { ...location, file: posix.join(folder, location.file) },
  };
}

/** Each rule once, at the hardest level that a site judged it by. */
function joinedRules(all: readonly ReportedRule[]): ReportedRule[] {
  const byId = groupBy(all, ({ id }) => id);
  return [...byId.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const level = levels.find((one) => same.some((rule) => rule.level === one)) ?? first.level;
    const outcome = outcomes.find((one) => same.some((rule) => rule.outcome === one)) ?? first.outcome;
    return [{ ...first, level, outcome }];
  });
}

/** Sites may be judged on different days: each on its own effective date. */
function daysText(days: readonly string[]): string {
  const [first = "", ...later] = [...new Set(days)].sort();
  const last = later.at(-1);
  return last === undefined ? first : `${first} to ${last}`;
}
