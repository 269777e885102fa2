import { z } from "zod";
import { organisationPolicies } from "../site/schema/policies.ts";
import { scenarioDocument } from "../site/schema/scenario.ts";
import { siteDocument } from "../site/schema/site-document.ts";
import { tenantDocument } from "../site/schema/tenant-document.ts";
import { lockDocument } from "./lock.ts";

const schemas = {
  site: siteDocument,
  tenant: tenantDocument,
  lock: lockDocument,
  scenario: scenarioDocument,
  policies: organisationPolicies,
} as const;

export type DocumentKind = keyof typeof schemas;

export const documentKinds = Object.keys(schemas) as DocumentKind[];

/** The JSON Schema of a document as it stands in its file, as text: editors complete and check documents with it. */
export function jsonSchema(kind: DocumentKind): string {
  const schema = z.toJSONSchema(schemas[kind], { io: "input" });
  return `${JSON.stringify({ title: `busbar ${kind} document`, ...schema }, null, 2)}\n`;
}
