import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withItem } from "../project/edit-yaml.ts";
import { siteFile } from "../site/checks/index.ts";
import { Refusal } from "../site/problem.ts";
import { isTemplated } from "../site/template/templated-document.ts";
import { loadSite } from "../templates/load-site.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { copyOf } from "./site-copy.ts";
import { writeWhole } from "./whole-file.ts";

/** An entry that is added to a list of a site's document. */
export interface WrittenPart {
  /**
   * The list, from the top: keys of mappings, and names of entries of lists, such as `["zones", "hall-5", "mining", "asics"]`.
   * A list that is not there yet is made.
   */
  readonly list: readonly string[];
  /** What is added to it: a mapping with a name that no entry has. */
  readonly item: object;
}

/**
 * Adds parts to a site's document and leaves every other byte of it as it is. Where a template gives the site, they are laid
 * over what it gives, in `overrides`: lists of entries with names are joined by name there.
 *
 * @throws Refusal where the site would not load with them; nothing is written then.
 */
export async function writeParts(folder: string, parts: readonly WrittenPart[]): Promise<void> {
  const { site } = loadSite(folder);
  const file = join(folder, siteFile);
  const before = readFileSync(file, "utf8");
  const text = withParts(before, parts);
  await withTemporaryFolder(async (temporary) => {
    const copy = copyOf(folder, temporary, site);
    writeFileSync(join(copy, siteFile), text);
    try {
      loadSite(copy);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(
        `Nothing was written: with these parts the site would be refused, at these lines of what ${siteFile} would be.`,
        error.problems,
      );
    }
  });
  writeWhole({ file, text });
}

/** The document's text with parts in it. */
function withParts(text: string, parts: readonly WrittenPart[]): string {
  const over = isTemplated(parse(text)) ? ["overrides"] : [];
  let edited = text;
  for (const { list, item } of parts) edited = withPart(edited, [...over, ...list], item);
  return edited;
}

/**
 * Steps by name become steps by place. Where an entry of that name is not there, it is made with what goes into it: laid over
 * what a template gives, it need say nothing else.
 */
function withPart(text: string, list: readonly string[], item: object): string {
  let found: unknown = parse(text);
  const path: (string | number)[] = [];
  for (const [index, step] of list.entries()) {
    if (Array.isArray(found)) {
      const at = found.findIndex((entry) => isMapping(entry) && entry["name"] === step);
      if (at < 0) return withItem(text, path, { name: step, ...nested(list.slice(index + 1), item) });
      path.push(at);
      found = found[at];
    } else {
      path.push(step);
      found = isMapping(found) ? found[step] : undefined;
    }
    const rest = list.slice(index + 1);
    const [first, ...inner] = rest;
    // A list of entries, such as `zones`, that is not there yet: the step after it is a name, not a key.
    if (found === undefined && step === "zones" && first !== undefined)
      return withItem(text, path, { name: first, ...nested(inner, item) });
  }
  return withItem(text, path, item);
}

/** Mappings around a list of one entry. */
function nested(keys: readonly string[], item: object): object {
  return keys.reduceRight<unknown>((inside, key) => ({ [key]: inside }), [item]) as object;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
