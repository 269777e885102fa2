import { counted } from "../../site/counted.ts";
import type { Outcome } from "../report.ts";
import type { Level } from "../rule.ts";
import type { ReportDocument, ReportedSuppression } from "./document.ts";

/** How many findings count at a level. */
export function countOf({ findings }: ReportDocument, level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}

/** What a report comes to, in one sentence without its full stop. */
export function headline(report: ReportDocument): string {
  const [hard, soft, advisory] = (["hard", "soft", "advisory"] as const).map((level) =>
    countOf(report, level),
  );
  const suppressed = report.suppressed.length === 0 ? "" : `, ${report.suppressed.length} suppressed`;
  return `${report.site} on ${report.day}: ${hard} hard, ${soft} soft, ${advisory} advisory${suppressed}`;
}

/** How the rules fared, such as `52 rules: 40 passed, 3 failed, 9 not applicable`. */
export function rulesText({ rules }: ReportDocument): string {
  const names: Readonly<Record<Outcome, string>> = {
    passed: "passed",
    failed: "failed",
    "not-applicable": "not applicable",
    off: "off",
    broken: "could not tell",
  };
  const counts = Object.entries(names)
    .map(([outcome, name]) => ({ name, count: rules.filter((rule) => rule.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`);
  return `${counted(rules.length, "rule")}${counts.length === 0 ? "" : `: ${counts.join(", ")}`}`;
}

/** What came of a suppression, in words. */
export function suppressionText({ state, findings, expires }: ReportedSuppression): string {
  switch (state) {
    case "applied":
      return `until ${expires}, ${counted(findings, "finding")}`;
    case "expired":
      return `expired on ${expires}: mend what it covers (${counted(findings, "finding")}), or remove it`;
    case "hard":
      return `does nothing: what it covers is hard (${counted(findings, "finding")}), and hard findings are not suppressed`;
    case "matches-nothing":
      return "matches nothing: remove it, or mend its rule or scope";
  }
}
