import { existsSync, readFileSync } from "node:fs";
import { checkDocuments } from "../checks/index.ts";
import { Refusal } from "../problem.ts";
import { type TenantDocument, tenantDocument } from "../schema/tenant-document.ts";
import type { Site } from "../site.ts";
import { loadSite } from "./load-site.ts";
import { pathText, readDocument } from "./read-document.ts";

/**
 * Reads a site, and the document of a tenant that need not be in its folder, as if it took the place of the site's
 * tenant of that name, or came besides.
 *
 * @throws Refusal with every problem found in either.
 */
export function loadTenant(
  folder: string,
  file: string,
): { readonly site: Site; readonly tenant: TenantDocument } {
  const { site } = loadSite(folder);
  if (!existsSync(file)) {
    throw new Refusal("There is no tenant to read.", [
      { where: file, message: "does not exist: name a tenant's file" },
    ]);
  }
  const read = readDocument(tenantDocument, file, readFileSync(file, "utf8"));
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
