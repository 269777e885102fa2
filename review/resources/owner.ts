import { tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import { isJsonObject } from "../../constructs/kubernetes/json.ts";

/** Whose something is: a tenant's, a zone's, or nobody's, which is the site's. */
export interface Owner {
  readonly tenant?: string;
  readonly zone?: string;
}

/** Whose an object is, by its labels. What a tenant has in a zone is the tenant's. */
export function ownerOf(object: Readonly<Record<string, unknown>> | undefined): Owner {
  const labels = labelsIn(object);
  const [tenant, zone] = [labels[tenantLabel], labels[zoneLabel]];
  if (tenant !== undefined) return { tenant };
  return zone === undefined ? {} : { zone };
}

/** `tenant research`, `zone hall-5`, `the site`. */
export function calledOwner({ tenant, zone }: Owner): string {
  if (tenant !== undefined) return `tenant ${tenant}`;
  return zone === undefined ? "the site" : `zone ${zone}`;
}

export function labelsIn(
  object: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  const metadata = object?.["metadata"];
  const labels = isJsonObject(metadata) ? metadata["labels"] : undefined;
  if (!isJsonObject(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}
