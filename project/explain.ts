import { isVerified } from "../site/figure.ts";
import { pathText } from "../site/load/places.ts";
import type { Site } from "../site/site.ts";
import type { Origin } from "../site/template/expand.ts";
import { asContent } from "../site/template/given.ts";
import type { TracedDocument } from "./traced-document.ts";
import { type FoundValue, valueAt } from "./value-path.ts";

/** Where a value comes from. */
export type ValueOrigin =
  | { readonly from: "document" | "override" | "shared"; readonly where: string }
  | {
      readonly from: "answers";
      readonly template: string;
      /** The answers that decide it; `where` is absent of those that the template's default stands for. */
      readonly answers: readonly { readonly answer: string; readonly where?: string }[];
      /** Where an override changes a part of it; absent where none does. */
      readonly overridden?: string;
    }
  | {
      readonly from: "template";
      readonly template: string;
      readonly where: string;
      readonly overridden?: string;
    }
  | { readonly from: "catalog"; readonly entry: string }
  | { readonly from: "default" };

/** What is to be said of a value. */
export interface Explanation {
  readonly path: string;
  /** As it would stand in a document. */
  readonly value: unknown;
  readonly origin: ValueOrigin;
  /** What the figure cites. Absent of what is no figure, and of the operator's own statements. */
  readonly source?: {
    readonly name: string;
    readonly title?: string;
    readonly url?: string;
    readonly asOf?: string;
    readonly verified: boolean;
    readonly note?: string;
  };
}

/**
 * Where the value at a path comes from.
 *
 * @param documentOf The site's document, or that of a tenant.
 * @throws Refusal where there is no such value.
 */
export function explainValue(
  site: Site,
  path: string,
  documentOf: (tenant: string | undefined) => TracedDocument,
): Explanation {
  const found = valueAt(site, path);
  const source = sourceOf(site, found);
  return {
    path: writtenPath(found),
    value: asContent(found.value),
    origin: originOf(found, documentOf),
    ...(source !== undefined && { source }),
  };
}

function originOf(
  { of, path }: FoundValue,
  documentOf: (tenant: string | undefined) => TracedDocument,
): ValueOrigin {
  if ("catalog" in of) return { from: "catalog", entry: `${of.catalog} ${of.name}` };
  const origin = documentOf(of.document === "tenant" ? of.tenant : undefined).originOf(path);
  return origin === undefined ? { from: "default" } : toldOrigin(origin);
}

function toldOrigin(origin: Origin): ValueOrigin {
  if (origin.from !== "answers" && origin.from !== "template") return origin;
  const { template, overridden } = origin;
  const release = `${template.name} ${template.version}`;
  const inPart = overridden === undefined ? {} : { overridden };
  if (origin.from === "template")
    return { from: "template", template: release, where: origin.where, ...inPart };
  const answers = origin.answers.map(({ path, where }) => ({
    answer: pathText(["answers", ...path]),
    ...(where !== undefined && { where }),
  }));
  return { from: "answers", template: release, answers, ...inPart };
}

function sourceOf({ catalog }: Site, { figure }: FoundValue): Explanation["source"] {
  if (figure?.source === undefined) return undefined;
  const { source: name, note } = figure;
  const known = catalog.sources[name];
  const asOf = figure.asOf ?? known?.asOf;
  return {
    name,
    ...(known !== undefined && { title: known.title }),
    ...(known?.url !== undefined && { url: known.url }),
    ...(asOf !== undefined && { asOf }),
    verified: isVerified(figure, catalog.sources),
    ...(note !== undefined && { note }),
  };
}

function writtenPath({ of, path }: FoundValue): string {
  if ("catalog" in of)
    return pathText([of.catalog === "rack type" ? "rackTypes" : "minerModels", of.name, ...path]);
  return of.document === "tenant" ? pathText(["tenants", of.tenant, ...path]) : pathText(path);
}
