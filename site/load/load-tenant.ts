import { existsSync, readFileSync } from "node:fs";
import { checkDocuments } from "../checks/index.ts";
import { type Fleets, noFleets } from "../layers/fleets.ts";
import { Refusal } from "../problem.ts";
import { type TenantDocument, tenantDocument } from "../schema/tenant-document.ts";
import type { Site } from "../site.ts";
import type { Templates } from "../template/registry.ts";
import { readExpanded, readSite } from "./load-site.ts";
import { pathText } from "./places.ts";

/**
 * Reads a site, and the document of a tenant that need not be in its folder, as if it took the place of the site's
 * tenant of that name, or came besides.
 *
 * @param templates Those that documents may name.
 * @param fleets As `readSite` has it.
 * @throws Refusal with every problem found in either.
 */
export function readTenant(
  folder: string,
  file: string,
  templates: Templates,
  fleets: Fleets = noFleets,
): { readonly site: Site; readonly tenant: TenantDocument } {
  const { site } = readSite(folder, templates, fleets);
  if (!existsSync(file)) {
    throw new Refusal("There is no tenant to read.", [
      { where: file, message: "does not exist: name a tenant's file" },
    ]);
  }
  const read = readExpanded("tenant", tenantDocument, file, readFileSync(file, "utf8"), templates);
  if ("problems" in read) throw new Refusal("The tenant is refused.", read.problems);
  const others = site.tenants.filter(({ name }) => name !== read.value.name);
  const findings = checkDocuments({
    site: site.document,
    tenants: [
      ...others.map((value) => ({ file: `tenants/${value.name}.yaml`, value })),
      { file, value: read.value },
    ],
    catalog: site.catalog,
  });
  if (findings.length > 0) {
    throw new Refusal(
      "The tenant is refused.",
      findings.map(({ document, path, message }) => ({
        where: document === file ? read.source.locate(path) : document,
        message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
      })),
    );
  }
  return { site, tenant: read.value };
}
