import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { catalog as builtIn } from "../catalog/catalog.ts";
import { checkDocuments, type Finding, siteFile } from "../checks/index.ts";
import { checkOverTime } from "../checks/over-time.ts";
import type { DocumentPath, Problem } from "../problem.ts";
import { Refusal } from "../problem.ts";
import { type SiteDocument, siteDocument } from "../schema/site-document.ts";
import { type TenantDocument, tenantDocument } from "../schema/tenant-document.ts";
import { type Catalog, Site } from "../site.ts";
import { pathText, readDocument, type TypedDocument } from "./read-document.ts";

/** Where everything in a site's documents stands. */
export interface DocumentSources {
  /** `file:line:column` of a place in the documents. */
  locate(place: DocumentPath): string;
  /** The document of a tenant, such as `tenants/acme.yaml`: a file need not be named as its tenant is. */
  tenantFile(tenant: string): string | undefined;
}

/** A site that was read from a folder and found right, with where everything in it stands. */
export interface LoadedSite extends DocumentSources {
  readonly site: Site;
}

/**
 * Reads `site.yaml` and `tenants/*.yaml` of a folder.
 *
 * @throws Refusal with every problem found: first of the documents' shape, and once that is right, of what they say.
 */
export function loadSite(folder: string): LoadedSite {
  const { files, misnamed } = tenantFiles(siteFolder(folder));
  const site = readDocumentFile(siteDocument, folder, siteFile);
  const tenants = files.map((file) => ({ file, read: readDocumentFile(tenantDocument, folder, file) }));
  const shapes = [site, ...tenants.map(({ read }) => read)].flatMap((read) =>
    "problems" in read ? read.problems : [],
  );
  const problems = [...shapes, ...misnamed];
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
  const tenantFile = (name: string) => tenants.find(({ document }) => document.value.name === name)?.file;
  return { site: loaded, locate, tenantFile };
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

function siteFolder(folder: string): string {
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
  return folder;
}

/** The tenant files of a site's folder, in order of name, and what stands beside them and is none. */
function tenantFiles(folder: string): { readonly files: string[]; readonly misnamed: Problem[] } {
  const tenantsFolder = join(folder, "tenants");
  if (!existsSync(tenantsFolder)) return { files: [], misnamed: [] };
  if (!statSync(tenantsFolder).isDirectory()) {
    const message = "is not a folder: it holds one .yaml file for each tenant";
    return { files: [], misnamed: [{ where: "tenants", message }] };
  }
  const entries = readdirSync(tenantsFolder)
    .filter((entry) => !entry.startsWith("."))
    .sort()
    .map((entry) => `tenants/${entry}`);
  const misnamed = entries.filter((entry) => !entry.endsWith(".yaml"));
  return {
    files: entries.filter((entry) => entry.endsWith(".yaml")),
    misnamed: misnamed.map((where) => ({
      where,
      message: "is not read: every file of tenants/ is a tenant and ends in .yaml; rename or move it",
    })),
  };
}

/** Reads a file beside a site's documents, named relative to the site's folder, and checks its shape. */
export function readDocumentFile<Schema extends z.ZodType>(
  schema: Schema,
  folder: string,
  file: string,
): ReturnType<typeof readDocument<Schema>> {
  const read = readText(join(folder, file));
  return "problem" in read
    ? { problems: [{ where: file, message: read.problem }] }
    : readDocument(schema, file, read.text);
}

function readText(path: string): { readonly text: string } | { readonly problem: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return {
      problem:
        code === "EISDIR"
          ? "is a folder: expected a YAML file"
          : `cannot be read: ${(error as Error).message}`,
    };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "is not UTF-8 text: a site's documents are YAML" };
  }
}
