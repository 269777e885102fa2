import type { ObjectPatches } from "../constructs/kubernetes/index.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import { Refusal } from "../site/problem.ts";

/** The patches that the documents of tenants with stacks ask for, by tenant. */
export type PatchesByTenant = ReadonlyMap<string, ObjectPatches>;

/** @throws Refusal with every patch that matches nothing, or makes of an object what cannot be declared. */
export function refusePatches(patches: PatchesByTenant, sources: DocumentSources): void {
  const problems = [...patches].flatMap(([tenant, { problems: found }]) => {
    const document = sources.tenantFile(tenant) ?? `tenants/${tenant}.yaml`;
    return found.map(({ index, message }) => ({
      where: sources.locate({ document, path: ["objects", index] }),
      message: `objects[${index}]: ${message}`,
    }));
  });
  if (problems.length > 0) throw new Refusal("The patches of objects are refused.", problems);
}
