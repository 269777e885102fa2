import { z } from "zod";
import { lockDocument } from "../placement/lock.ts";
import { organisationPolicies } from "../site/schema/policies.ts";
import { scenarioDocument } from "../site/schema/scenario.ts";
import { siteDocument } from "../site/schema/site-document.ts";
import { tenantDocument } from "../site/schema/tenant-document.ts";
import { fleetDocument } from "./fleet-document.ts";

/** Here, since no room below knows all of them. */
const schemas = {
  site: siteDocument,
  tenant: tenantDocument,
  lock: lockDocument,
  scenario: scenarioDocument,
  policies: organisationPolicies,
  fleet: fleetDocument,
} as const;

export type DocumentKind = keyof typeof schemas;

export const documentKinds = Object.keys(schemas) as DocumentKind[];

/** The JSON Schema of a document as it stands in its file, as text: editors complete and check documents with it. */
export function jsonSchema(kind: DocumentKind): string {
  const schema = z.toJSONSchema(schemas[kind], { io: "input" });
  return `${JSON.stringify({ title: `busbar ${kind} document`, ...schema }, null, 2)}\n`;
}
