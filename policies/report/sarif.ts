import { posix } from "node:path";
import type { Level } from "../rule.ts";
import { suppressionText } from "./counts.ts";
import {
  type Location,
  type ReportDocument,
  type ReportedFinding,
  type ReportedRule,
  type ReportedSuppression,
  sentence,
} from "./document.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const sarifLevels: Readonly<Record<Level, "error" | "warning" | "note">> = {
  hard: "error",
  soft: "warning",
  advisory: "note",
};

export interface SarifOptions {
  /** The version of this program. */
  readonly version: string;
  /** The site's folder below the root of the repository, such as `sites/ridge`; empty where it is the root itself. */
  readonly folder: string;
}

/**
 * A report as SARIF 2.1.0 (OASIS), with what GitHub code scanning wants of it: places in the documents that people edit, and
 * fingerprints that outlive the lines. Suppressed findings are there as such.
 */
export function reportSarif(report: ReportDocument, options: SarifOptions): string {
  const rules = report.rules.map(ruleDescriptor);
  const indices = new Map(report.rules.map(({ id }, index) => [id, index]));
  const result = (finding: ReportedFinding) => resultOf(finding, indices.get(finding.rule) ?? -1, options);
  const run = {
    tool: { driver: { name: "busbar", semanticVersion: options.version, rules } },
    automationDetails: { id: `busbar/${report.site}` },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.rules.every(({ outcome }) => outcome !== "broken"),
        toolConfigurationNotifications: report.suppressions.map((each) => notification(each, options)),
      },
    ],
    results: [
      ...report.findings.map(result),
      ...report.suppressed.map((finding) => ({
        ...result(finding),
        suppressions: [{ kind: "external", status: "accepted", justification: justification(finding) }],
      })),
    ],
  };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

function justification({ reason, expires }: { readonly reason: string; readonly expires: string }): string {
  return `${reason} (until ${expires})`;
}

function ruleDescriptor({ id, title, what, why, fix, level }: ReportedRule) {
  const [pack = id] = id.split("/");
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: what },
    help: { text: `${what}\n\nWhy: ${why}\n\nMend: ${fix}` },
    defaultConfiguration: { enabled: level !== "off", level: level === "off" ? "none" : sarifLevels[level] },
    properties: { tags: ["policy", pack], precision: "very-high" },
  };
}

function resultOf(finding: ReportedFinding, ruleIndex: number, options: SarifOptions) {
  const { rule, level, location, scope, object, message, fix, fingerprint } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: sarifLevels[level],
    message: { text: literal(`${sentence(message)} Mend: ${fix}`) },
    locations: [
      {
        ...physical(location, options),
        logicalLocations: [
          { fullyQualifiedName: object === undefined ? scope : `${scope} ${object.kind} ${object.field}` },
        ],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

/** Every suppression is told, and those that do nothing as warnings. */
function notification(suppression: ReportedSuppression, options: SarifOptions) {
  const { rule, scope, reason, state, location } = suppression;
  return {
    level: state === "applied" ? "note" : "warning",
    message: {
      text: literal(`Suppression of ${rule} at ${scope}, ${suppressionText(suppression)}: ${reason}`),
    },
    locations: [physical(location, options)],
  };
}

/** In a message `{0}` stands for an argument and `[text](address)` for a link: here neither is meant. */
function literal(text: string): string {
  return text.replace(/\{(\d+)\}/g, "{{$1}}").replaceAll("](", "] (");
}

function physical({ file, line, column }: Location, { folder }: SarifOptions) {
  // What a fleet shares stands in no folder of the site: code hosts know files by their plain paths alone.
  const path = posix.join(folder, file);
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn: column },
    },
  };
}
