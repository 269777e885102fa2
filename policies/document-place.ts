import { tenantLabel, zoneLabel } from "../constructs/identity.ts";
import { siteFile } from "../site/checks/index.ts";
import type { DocumentPath } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import type { Place } from "./rule.ts";

/**
 * The place in the documents that something comes from, where a person would mend it: of an object the tenant or the zone
 * that its labels name, of a planned change the tenant whose stack it is in. Tenants' documents go by
 * their tenants' names here, whatever their files are called.
 */
export function documentPlaceOf(site: Site, place: Place): DocumentPath {
  if (place.in === "document") return { document: place.document, path: place.path };
  if (place.in === "plan") return stackPlace(site, place.stack) ?? wholeSite;
  const { stack, object } = place.judged;
  const labels = (object["metadata"] as { readonly labels?: Readonly<Record<string, unknown>> }).labels ?? {};
  return (
    tenantPlace(site, labels[tenantLabel]) ??
    zonePlace(site, labels[zoneLabel]) ??
    stackPlace(site, stack) ??
    wholeSite
  );
}

const wholeSite: DocumentPath = { document: siteFile, path: [] };

/** The tenant of a stack `tenant-<name>`, or of its queues' `tenant-<name>-admission`. A tenant's own name comes first. */
function stackPlace(site: Site, stack: string): DocumentPath | undefined {
  const name = /^tenant-(.+)$/.exec(stack)?.[1];
  return tenantPlace(site, name) ?? tenantPlace(site, name?.replace(/-admission$/, ""));
}

function tenantPlace(site: Site, tenant: unknown): DocumentPath | undefined {
  const known = site.tenants.find(({ name }) => name === tenant);
  return known && { document: `tenants/${known.name}.yaml`, path: [] };
}

function zonePlace(site: Site, zone: unknown): DocumentPath | undefined {
  const index = site.zones.findIndex(({ name }) => name === zone);
  return index < 0 ? undefined : { document: siteFile, path: ["zones", index] };
}
