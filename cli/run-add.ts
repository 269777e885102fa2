import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { loadSite } from "../fleet/load-site.ts";
import { type Added, withPool, withZone } from "../project/add-to-site.ts";
import type { GivenAnswers } from "../project/given-answers.ts";
import { relocated } from "../project/relocated.ts";
import { siteFile } from "../site/checks/index.ts";
import { Refusal } from "../site/problem.ts";
import { name as nameOfTenant } from "../site/schema/values.ts";
import { templatesAtHand } from "../templates/at-hand.ts";
import { refuseExisting, writeNewFiles } from "./new-files.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { copyOf } from "./site-copy.ts";
import { answeredDocument, type DocumentOptions, givenAnswers, templateFor } from "./templated-document.ts";
import { writeWhole } from "./whole-file.ts";

/**
 * Adds a tenant's document, made by a template or of the document's own keys.
 *
 * @throws Refusal where answers are missing or not right, or the tenant has a document already.
 */
export async function addTenant(folder: string, options: DocumentOptions): Promise<void> {
  loadSite(folder);
  const template = await templateFor(templatesAtHand(folder), "tenant", options);
  const made =
    template === undefined ? plainTenant(options) : await answeredDocument(template, options, "..");
  const file = `tenants/${made.name}.yaml`;
  refuseExisting(folder, [file]);
  await tried(folder, file, made.text, (refused) => made.refusal(file, refused));
  writeNewFiles(folder, [{ file, text: made.text }]);
  told(folder, file);
}

/** Adds a zone to the site's document. */
export async function addZone(folder: string, options: DocumentOptions): Promise<void> {
  loadSite(folder);
  const given = givenAnswers(options);
  await write(folder, withZone(siteFile, textOf(folder), templatesAtHand(folder), given.answers), given);
}

/** Adds a pool to a group of a pool set. */
export async function addPool(folder: string, options: DocumentOptions): Promise<void> {
  const { site } = loadSite(folder);
  const given = givenAnswers(options);
  const { poolSet, group, ...pool } = given.answers;
  if (group !== undefined && typeof group !== "string") {
    const message = `${JSON.stringify(group)} is not a name: name a group of the pool set, or leave it out for the first`;
    throw new Refusal("There is nowhere to add the pool.", [{ where: given.locate(["group"]), message }]);
  }
  if (typeof poolSet !== "string") {
    const message = "is missing: the pool set to add to, such as --set poolSet=main";
    throw new Refusal("There is nowhere to add the pool.", [{ where: given.locate(["poolSet"]), message }]);
  }
  const wanted = { poolSet, pool, ...(group !== undefined && { group }) };
  const withIt = withPool(siteFile, textOf(folder), site, wanted, given.locate);
  await write(folder, withIt, { ...given, answers: pool });
}

function plainTenant(options: DocumentOptions) {
  const given = givenAnswers(options);
  const { name } = given.answers;
  if (typeof name !== "string") {
    const message =
      "is missing: give --template NAME, or the tenant's own keys with --answers FILE or --set name=acme";
    throw new Refusal("There is no tenant to add.", [{ where: given.locate(["name"]), message }]);
  }
  // The name becomes that of a file, so that it is checked before one is written under it.
  const named = nameOfTenant.safeParse(name, { reportInput: true });
  if (!named.success) {
    const problems = named.error.issues.map(({ message }) => ({ where: given.locate(["name"]), message }));
    throw new Refusal("There is no tenant to add.", problems);
  }
  const text = stringify({ version: 1, ...given.answers }, { lineWidth: 0 });
  const made = { text, at: [], answers: given.answers, locate: given.locate };
  const refusal = (file: string, { message, problems }: Refusal) =>
    new Refusal(titleOf(message), relocated(problems, { file, ...made }));
  return { name, text, refusal };
}

async function write(folder: string, { text, at }: Added, { answers, locate }: GivenAnswers): Promise<void> {
  const made = { file: siteFile, text, at, answers, locate };
  await tried(folder, siteFile, text, ({ message, problems }) => {
    return new Refusal(titleOf(message), relocated(problems, made));
  });
  writeWhole({ file: join(folder, siteFile), text });
  told(folder, siteFile);
}

/** Whether the site still loads with a file of this text. */
function tried(
  folder: string,
  file: string,
  text: string,
  refusal: (refused: Refusal) => Refusal,
): Promise<void> {
  return withTemporaryFolder(async (temporary) => {
    const copy = copyOf(folder, temporary, loadSite(folder).site);
    if (file === siteFile) writeFileSync(join(copy, file), text);
    else writeNewFiles(copy, [{ file, text }]);
    try {
      loadSite(copy);
    } catch (error) {
      throw error instanceof Refusal ? refusal(error) : error;
    }
  });
}

function textOf(folder: string): string {
  return readFileSync(join(folder, siteFile), "utf8");
}

function titleOf(message: string): string {
  return `Nothing was written. ${message.split("\n")[0] ?? ""}`;
}

function told(folder: string, file: string): void {
  process.stdout.write(`Wrote ${join(folder, file)}.\nNext: npx busbar place ${folder}\n`);
}
