import type { ReportDocument } from "./document.ts";
import { reportJson } from "./json.ts";
import { reportJunit } from "./junit.ts";
import { reportMarkdown } from "./markdown.ts";
import { reportSarif, type SarifOptions } from "./sarif.ts";
import { reportText } from "./text.ts";

/** The formats of a report, by the name that asks for each. */
export const reportFormats = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  junit: reportJunit,
  md: reportMarkdown,
} as const satisfies Readonly<Record<string, (report: ReportDocument, options: SarifOptions) => string>>;

export type ReportFormat = keyof typeof reportFormats;
