import type { ObjectPatches } from "../constructs/kubernetes/index.ts";
import { siteFile } from "../site/checks/index.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import { Refusal } from "../site/problem.ts";

/** The patches that a site's documents ask for. A document patches what it makes, and nothing of another. */
export interface SitePatches {
  /** Of everything that is no tenant's: what site.yaml asks for. */
  readonly site: ObjectPatches;
  /** Of those with stacks on the day, by their names. */
  readonly tenants: ReadonlyMap<string, ObjectPatches>;
}

/** @throws Refusal with every patch that matches nothing, or makes of an object what cannot be declared. */
export function refusePatches({ site, tenants }: SitePatches, sources: DocumentSources): void {
  const located = (document: string, { problems: found }: ObjectPatches) =>
    found.map(({ index, message }) => ({
      where: sources.locate({ document, path: ["objects", index] }),
      message: `objects[${index}]: ${message}`,
    }));
  const problems = [
    ...located(siteFile, site),
    ...[...tenants].flatMap(([tenant, patches]) =>
      located(sources.tenantFile(tenant) ?? `tenants/${tenant}.yaml`, patches),
    ),
  ];
  if (problems.length > 0) throw new Refusal("The patches of objects are refused.", problems);
}
