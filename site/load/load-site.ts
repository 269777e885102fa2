import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { catalog as builtIn } from "../catalog/catalog.ts";
import { checkDocuments, type Finding, siteFile } from "../checks/index.ts";
import { checkOverTime } from "../checks/over-time.ts";
import type { DocumentPath, Problem } from "../problem.ts";
import { Refusal } from "../problem.ts";
import { type SiteDocument, siteDocument } from "../schema/site-document.ts";
import { type TenantDocument, tenantDocument } from "../schema/tenant-document.ts";
import { type Catalog, Site } from "../site.ts";
import { pathText, readDocument, type TypedDocument } from "./read-document.ts";

/** A site that was read from a folder and found right, with where everything in it stands. */
export interface LoadedSite {
  readonly site: Site;
  /** `file:line:column` of a place in its documents. */
  locate(place: DocumentPath): string;
}

/**
 * Reads `site.yaml` and `tenants/*.yaml` of a folder.
 *
 * @throws Refusal with every problem found: first of the documents' shape, and once that is right, of what they say.
 */
export function loadSite(folder: string): LoadedSite {
  const files = siteFiles(folder);
  const site = readDocument(siteDocument, siteFile, readText(folder, siteFile));
  const tenants = files.map((file) => ({
    file,
    read: readDocument(tenantDocument, file, readText(folder, file)),
  }));
  const problems = [site, ...tenants.map(({ read }) => read)].flatMap((read) =>
    "problems" in read ? read.problems : [],
  );
  if ("problems" in site || problems.length > 0) throw refusal(problems);
  const typed = tenants.flatMap(({ file, read }) => ("problems" in read ? [] : [{ file, document: read }]));
  return checked(site, typed);
}

function checked(
  site: TypedDocument<SiteDocument>,
  tenants: readonly { readonly file: string; readonly document: TypedDocument<TenantDocument> }[],
): LoadedSite {
  const catalog = extendedCatalog(site.value);
  const sources = new Map([
    [siteFile, site.source],
    ...tenants.map((t) => [t.file, t.document.source] as const),
  ]);
  const locate = ({ document, path }: DocumentPath) => sources.get(document)?.locate(path) ?? document;
  const refuseAny = (findings: readonly Finding[]) => {
    if (findings.length > 0) throw refusal(findings.map((finding) => located(finding, locate)));
  };
  refuseAny(
    checkDocuments({
      site: site.value,
      tenants: tenants.map(({ file, document }) => ({ file, value: document.value })),
      catalog,
    }),
  );
  const loaded = new Site(
    site.value,
    tenants.map(({ document }) => document.value),
    catalog,
  );
  refuseAny(checkOverTime(loaded));
  return { site: loaded, locate };
}

function located(finding: Finding, locate: (place: DocumentPath) => string): Problem {
  const { path, message } = finding;
  return { where: locate(finding), message: path.length === 0 ? message : `${pathText(path)}: ${message}` };
}

/** The built-in catalog with the site's own types, which replace built-in ones of the same name. */
export function extendedCatalog(site: Pick<SiteDocument, "rackTypes" | "minerModels" | "sources">): Catalog {
  const base = builtIn();
  return {
    rackTypes: new Map([...base.rackTypes, ...site.rackTypes.map((type) => [type.name, type] as const)]),
    minerModels: new Map([
      ...base.minerModels,
      ...site.minerModels.map((model) => [model.name, model] as const),
    ]),
    sources: { ...base.sources, ...site.sources },
  };
}

function refusal(problems: readonly Problem[]): Refusal {
  return new Refusal(
    `The site is refused: ${problems.length} problem${problems.length === 1 ? "" : "s"}.`,
    problems,
  );
}

/** The tenant files of a site's folder, in order of name. */
function siteFiles(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Refusal("There is no site to read.", [
      { where: folder, message: "is not a folder: name one that holds a site.yaml" },
    ]);
  }
  if (!existsSync(join(folder, siteFile))) {
    throw new Refusal("There is no site to read.", [
      { where: folder, message: `holds no ${siteFile}: name the folder of a site` },
    ]);
  }
  const tenantsFolder = join(folder, "tenants");
  if (!existsSync(tenantsFolder)) return [];
  const names = readdirSync(tenantsFolder)
    .filter((entry) => !entry.startsWith("."))
    .sort();
  const misnamed = names.filter((entry) => !entry.endsWith(".yaml"));
  if (misnamed.length > 0) {
    throw refusal(
      misnamed.map((entry) => ({
        where: `tenants/${entry}`,
        message: "is not read: every file of tenants/ is a tenant and ends in .yaml; rename or move it",
      })),
    );
  }
  return names.map((entry) => `tenants/${entry}`);
}

function readText(folder: string, file: string): string {
  const bytes = readFileSync(join(folder, file));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refusal([{ where: `${file}:1:1`, message: "is not UTF-8 text: a site's documents are YAML" }]);
  }
}
