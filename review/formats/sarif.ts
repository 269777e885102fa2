import type { ReportDocument, ReportedFinding, ReportedRule } from "../../policies/report/document.ts";
import { reportSarif, type SarifOptions } from "../../policies/report/sarif.ts";
import type { Review } from "../review.ts";

/**
 * The head's findings as SARIF 2.1.0, each marked as new or as unchanged since the base. Those that are mended are left out:
 * SARIF has a mark for them, `absent`, but code scanning that does not know it would open an alert for what is no longer so.
 */
export function reviewSarif(review: Review, options: SarifOptions): string {
  const log = JSON.parse(reportSarif(reportOf(review), options)) as SarifLog;
  const states = review.policies.newly.map(() => "new");
  const runs = log.runs.map((run) => ({
    ...run,
    results: run.results.map((result, index) => ({ ...result, baselineState: states[index] ?? "unchanged" })),
  }));
  return `${JSON.stringify({ ...log, runs }, null, 2)}\n`;
}

interface SarifLog {
  readonly runs: readonly { readonly results: readonly object[] }[];
}

/** A report of policies with the new findings first. A review knows the rules that found something, and no others. */
function reportOf({ site, base, head, policies }: Review): ReportDocument {
  const findings = [...policies.newly, ...policies.still];
  return {
    version: 1,
    site,
    day: head.day ?? base.day ?? "",
    rules: [...new Map(findings.map((finding) => [finding.rule, ruleOf(finding)])).values()],
    findings,
    suppressed: [],
    suppressions: policies.suppressions,
  };
}

function ruleOf({ rule, title, level, why, fix }: ReportedFinding): ReportedRule {
  return { id: rule, title, what: title, why, fix, level, outcome: "failed" };
}
