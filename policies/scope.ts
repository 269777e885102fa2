import { siteFile } from "../site/checks/index.ts";
import type { DocumentPath } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { documentPlaceOf } from "./document-place.ts";
import type { Place } from "./rule.ts";

/** Segments of a path that names stand in, largest first: what a suppression's scope is compared with. */
export type Scope = readonly string[];

/**
 * The scopes that a place lies in: the construct's path, or the plan's address, under its stack; and the place in the
 * documents that it comes from, with elements of lists by their names, since their order is nobody's promise.
 */
export function scopesOf(site: Site, place: Place): readonly Scope[] {
  const document = documentScope(site, documentPlaceOf(site, place));
  if (place.in === "document") return [document];
  const { stack, below } =
    place.in === "object"
      ? { stack: place.judged.stack, below: place.judged.construct }
      : { stack: place.stack, below: place.address.split("/") };
  return [[stack, ...below], document];
}

/** Whether a scope, as it is written, covers another: segment by segment, so that `hall-2` is not `hall-20`. */
export function covers(written: string, scope: Scope): boolean {
  const segments = written.split("/");
  return segments.length <= scope.length && segments.every((segment, at) => segment === scope[at]);
}

/** A whole document is named by its file, or its tenant: below it stands everything else. */
function documentScope(site: Site, { document, path }: DocumentPath): Scope {
  const tenant = tenantOf(site, document);
  const root = tenant === undefined ? [] : ["tenants", tenant.name];
  const content: unknown = tenant ?? site.document;
  if (path.length === 0) return tenant === undefined ? [document] : root;
  return [...(document === siteFile ? [] : root.length > 0 ? root : [document]), ...named(content, path)];
}

function tenantOf(site: Site, document: string): Site["tenants"][number] | undefined {
  return site.tenants.find(({ name }) => document === `tenants/${name}.yaml`);
}

/** The steps of a path, with the name of each element of a list that has one in place of its number. */
function named(content: unknown, path: DocumentPath["path"]): string[] {
  let value: unknown = content;
  return path.map((step) => {
    value =
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined;
    const name = typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
    return typeof step === "number" && typeof name === "string" ? name : String(step);
  });
}
