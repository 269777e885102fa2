import type { DocumentSources } from "../../site/load/load-site.ts";
import type { DocumentPath } from "../../site/problem.ts";
import type { Site } from "../../site/site.ts";
import { documentPlaceOf } from "../document-place.ts";
import type { Finding, Outcome, Report } from "../report.ts";
import type { Level } from "../rule.ts";
import type { Suppression } from "../settings.ts";
import type { SuppressionState } from "../suppressions.ts";

/** Where a person mends something: a line of one of the site's documents. */
export interface Location {
  /** Relative to the site's folder. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** A finding as reports write it. */
export interface ReportedFinding {
  readonly rule: string;
  readonly title: string;
  readonly level: Level;
  readonly location: Location;
  /** What it is about, by names: `zones/hall-2`, or `mining/hall-2/proxy` of an object. */
  readonly scope: string;
  /** The object, where it is about one. */
  readonly object?: {
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    readonly field: string;
  };
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly fingerprint: string;
}

export interface ReportedSuppression {
  readonly rule: string;
  readonly scope: string;
  readonly reason: string;
  readonly expires: string;
  readonly state: SuppressionState;
  readonly findings: number;
  readonly location: Location;
}

export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly level: Level | "off";
  readonly outcome: Outcome;
}

/** A report as plain data, with files and lines: what every format writes, and the JSON format as it is. */
export interface ReportDocument {
  readonly version: 1;
  readonly site: string;
  readonly day: string;
  readonly rules: readonly ReportedRule[];
  /** Hard ones first. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly (ReportedFinding & { readonly reason: string; readonly expires: string })[];
  readonly suppressions: readonly ReportedSuppression[];
}

/** Finds the lines of what a report is about. */
export function reportDocument(report: Report, site: Site, sources: DocumentSources): ReportDocument {
  const locate = (place: DocumentPath) => locationOf(place, site, sources);
  const reported = (finding: Finding): ReportedFinding => ({
    rule: finding.rule,
    title: finding.title,
    level: finding.level,
    location: locate(documentPlaceOf(site, finding.place)),
    scope: finding.scopes[0]?.join("/") ?? "",
    ...(finding.place.in === "object" && { object: objectOf(finding.place) }),
    message: oneLine(finding.message),
    why: finding.why,
    fix: oneLine(finding.fix),
    fingerprint: finding.fingerprint,
  });
  return {
    version: 1,
    site: report.site,
    day: report.day,
    rules: report.rules.map(({ rule: { id, title, what, why, fix }, level, outcome }) => ({
      id,
      title,
      what,
      why,
      fix,
      level,
      outcome,
    })),
    findings: report.findings.map(reported),
    suppressed: report.suppressed.map(({ finding, suppression: { reason, expires } }) => ({
      ...reported(finding),
      reason: oneLine(reason),
      expires,
    })),
    suppressions: report.suppressions.map(({ suppression, state, findings }) => ({
      ...stated(suppression),
      state,
      findings,
      location: locate(suppression.place),
    })),
  };
}

/** `file:line:column`, as an editor opens it. */
export function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

function locationOf({ document, path }: DocumentPath, site: Site, sources: DocumentSources): Location {
  const tenant = site.tenants.find(({ name }) => document === `tenants/${name}.yaml`);
  const file = (tenant && sources.tenantFile(tenant.name)) ?? document;
  const [, found = file, line = "1", column = "1"] =
    /^(.*?):(\d+):(\d+)$/.exec(sources.locate({ document: file, path })) ?? [];
  return { file: found, line: Number(line), column: Number(column) };
}

function objectOf({
  judged: { object },
  field,
}: Extract<Finding["place"], { readonly in: "object" }>): NonNullable<ReportedFinding["object"]> {
  const { name, namespace } = object.metadata;
  return { kind: object.kind, ...(namespace !== undefined && { namespace }), name, field };
}

function stated({ rule, scope, reason, expires }: Suppression) {
  return { rule, scope, reason: oneLine(reason), expires };
}

/** Names from elsewhere may hold line breaks and codes that a terminal obeys: a report is lines of plain text. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** A message as a sentence, for something to follow it. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
