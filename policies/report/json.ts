import type { ReportDocument } from "./document.ts";

/** A report as it is, for machines. */
export function reportJson(report: ReportDocument): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
