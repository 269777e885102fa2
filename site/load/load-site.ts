import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { catalog as builtIn } from "../catalog/catalog.ts";
import { checkDocuments, type Finding, siteFile } from "../checks/index.ts";
import { checkOverTime } from "../checks/over-time.ts";
import { type Fleets, noFleets } from "../layers/fleets.ts";
import { laidOver, type SharedDocuments, type Written } from "../layers/shared-documents.ts";
import type { DocumentPath, Problem } from "../problem.ts";
import { Refusal } from "../problem.ts";
import { type SiteDocument, siteDocument } from "../schema/site-document.ts";
import { type TenantDocument, tenantDocument } from "../schema/tenant-document.ts";
import { type Catalog, Site } from "../site.ts";
import { expand } from "../template/expand.ts";
import type { Templates } from "../template/registry.ts";
import type { AnyTemplate } from "../template/template.ts";
import { isTemplated } from "../template/templated-document.ts";
import { pathText } from "./places.ts";
import { type ReadDocument, readDocument, type TypedDocument, typedDocument } from "./read-document.ts";
import { YamlDocument } from "./yaml-document.ts";

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
 * @param templates Those that documents may name.
 * @param fleets How the site comes by what its fleet shares with it, which lies below its own documents. @default - not at all
 * @throws Refusal with every problem found: first of the documents' shape, and once that is right, of what they say.
 */
export function readSite(folder: string, templates: Templates, fleets: Fleets = noFleets): LoadedSite {
  const { files, misnamed } = tenantFiles(siteFolder(folder));
  const ofSite = writtenIn("site", folder, siteFile, templates);
  const shared = "problems" in ofSite ? undefined : fleets.sharedWith(folder, ofSite);
  const site = typed(siteDocument, "problems" in ofSite ? ofSite : laidOver(shared?.site, ofSite));
  const tenants = tenantsOver(
    shared,
    files.map((file) => ({ file, written: writtenIn("tenant", folder, file, templates) })),
    templates,
  );
  const shapes = [site, ...tenants.map(({ read }) => read)].flatMap((read) =>
    "problems" in read ? read.problems : [],
  );
  const problems = [...shapes, ...misnamed];
  if ("problems" in site || problems.length > 0) throw refusal(problems);
  const right = tenants.flatMap(({ file, read }) => ("problems" in read ? [] : [{ file, document: read }]));
  return checked(site, right);
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
  const remark = ({ document, path }: DocumentPath) => sources.get(document)?.remark?.(path) ?? "";
  const refuseAny = (findings: readonly Finding[]) => {
    if (findings.length > 0)
      throw refusal(findings.map((finding) => located(finding, locate(finding), remark(finding))));
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

function located({ path, message }: Finding, where: string, remark: string): Problem {
  return { where, message: `${path.length === 0 ? message : `${pathText(path)}: ${message}`}${remark}` };
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

type Refused = { readonly problems: readonly Problem[] };

/** The site's own tenants, each over the shared one of its name, and then the shared ones that it says nothing of. */
function tenantsOver(
  shared: SharedDocuments | undefined,
  own: readonly { readonly file: string; readonly written: Written | Refused }[],
  templates: Templates,
) {
  const below = (shared?.tenants ?? []).map(({ file, text }) => ({
    file,
    written: expanded("tenant", file, text, templates),
  }));
  const over = own.map(({ file, written }) => {
    const beneath = below.find(
      (one) => nameIn(one.written) !== undefined && nameIn(one.written) === nameIn(written),
    );
    const lies = beneath !== undefined && "content" in beneath.written ? beneath.written : undefined;
    return {
      file,
      beneath,
      read: typed(tenantDocument, "problems" in written ? written : laidOver(lies, written)),
    };
  });
  const alone = below.filter((one) => over.every(({ beneath }) => beneath !== one));
  return [
    ...over.map(({ file, read }) => ({ file, read })),
    ...alone.map(({ file, written }) => ({ file, read: typed(tenantDocument, written) })),
  ];
}

function nameIn(written: Written | Refused): unknown {
  if ("problems" in written || typeof written.content !== "object" || written.content === null)
    return undefined;
  return "name" in written.content ? written.content.name : undefined;
}

/** What a file says that states a document, or answers to a template that gives it. */
function writtenIn(
  gives: AnyTemplate["gives"],
  folder: string,
  file: string,
  templates: Templates,
): Written | Refused {
  const read = readText(join(folder, file));
  return "problem" in read
    ? { problems: [{ where: file, message: read.problem }] }
    : expanded(gives, file, read.text, templates);
}

function expanded(
  gives: AnyTemplate["gives"],
  file: string,
  text: string,
  templates: Templates,
): Written | Refused {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) return { problems: [yaml.problem] };
  if (!isTemplated(yaml.content)) return { content: yaml.content, places: yaml };
  return expand(gives, yaml, templates);
}

function typed<Schema extends z.ZodType>(
  schema: Schema,
  written: Written | Refused,
): ReadDocument<z.output<Schema>> {
  return "problems" in written ? written : typedDocument(schema, written.content, written.places);
}

/** Reads text that states a document, or answers to a template that gives it. */
export function readExpanded<Schema extends z.ZodType>(
  gives: AnyTemplate["gives"],
  schema: Schema,
  file: string,
  text: string,
  templates: Templates,
): ReadDocument<z.output<Schema>> {
  return typed(schema, expanded(gives, file, text, templates));
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

/** The text of a document, or what keeps it from being read as one. */
export function readText(path: string): { readonly text: string } | { readonly problem: string } {
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
