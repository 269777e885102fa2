import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSite } from "../fleet/load-site.ts";
import { existingLock } from "../placement/current-lock.ts";
import { lockFile, writeLock } from "../placement/lock.ts";
import { placeExactly } from "../placement/place-exactly.ts";
import { type ProjectFile, projectFiles } from "../project/project-files.ts";
import { newestReleases } from "../project/releases.ts";
import { reviewWorkflow } from "../project/review-workflow.ts";
import { Refusal } from "../site/problem.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { templatesAtHand } from "../templates/at-hand.ts";
import { columns } from "./columns.ts";
import { refuseExisting, writeNewFiles } from "./new-files.ts";
import { linkPackages, packageFolder, projectPackages } from "./packages-at-hand.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { folderInRepository } from "./source-root.ts";
import { answeredDocument, type DocumentOptions, type TemplatedText } from "./templated-document.ts";

/** What the command line says. */
export interface InitOptions extends DocumentOptions {
  readonly tenant?: string;
  readonly tenantAnswers?: string;
}

/** The templates of a kind, as lines of a table. */
export function templateLines(gives: AnyTemplate["gives"], packageName: string | undefined): string[] {
  const newest = newestReleases(templatesAtHand("."), gives, packageName);
  if (newest.length === 0) return [`There is no template of a ${gives}.`];
  return columns(newest.map(({ name, version, title }) => [name, version, title]));
}

/**
 * Writes a project whose site answers a template: all of it, once it loads, is placed and synthesizes, or nothing.
 *
 * @throws Refusal where answers are missing or not right, what they give is refused, or a file is there already.
 */
export async function runInit(
  folder: string,
  template: AnyTemplate,
  { tenant, tenantAnswers, ...options }: InitOptions,
  tenantTemplate: AnyTemplate | undefined,
): Promise<void> {
  const site = await answeredDocument(template, options, ".");
  const leased =
    tenantTemplate === undefined
      ? undefined
      : await answeredDocument(tenantTemplate, { package: options.package, answers: tenantAnswers }, "..");
  const documents = [
    { file: "site.yaml", document: site },
    ...(leased === undefined ? [] : [{ file: `tenants/${leased.name}.yaml`, document: leased }]),
  ];
  const isPart = folderInRepository(folder) !== "";
  const { title, lock } = await tried(folder, documents);
  const files: readonly ProjectFile[] = [
    ...documents.map(({ file, document }) => ({ file, text: document.text })),
    { file: lockFile, text: lock },
    ...projectFiles({
      site: site.name,
      title,
      packages: projectPackages(folder, options.package),
      ...(!isPart && { workflow: workflow() }),
    }),
  ];
  refuseExisting(
    folder,
    files.map(({ file }) => file),
  );
  writeNewFiles(folder, files);
  for (const line of told(folder, files, isPart)) process.stdout.write(`${line}\n`);
}

/** What the documents come to: read, placed and synthesized where nobody sees it. */
async function tried(
  folder: string,
  documents: readonly { readonly file: string; readonly document: TemplatedText }[],
): Promise<{ readonly title: string; readonly lock: string }> {
  // cdktf takes a while to load: answers that are refused do not wait for it.
  const { synthesize } = await import("../stacks/synthesize.ts");
  const { enforcedPolicies } = await import("../policies/site-policies.ts");
  return withTemporaryFolder(async (temporary) => {
    const copy = join(temporary, "site");
    writeNewFiles(
      copy,
      documents.map(({ file, document }) => ({ file, text: document.text })),
    );
    linkPackages(folder, temporary);
    try {
      const { site } = loadSite(copy);
      const lock = writeLock(await placeExactly(site, existingLock(copy)));
      writeNewFiles(copy, [{ file: lockFile, text: lock }]);
      synthesize(copy, join(temporary, "cdktf.out"), enforcedPolicies);
      return { title: site.document.title ?? site.name, lock };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw documents.reduce((refused, { file, document }) => document.refusal(file, refused), error);
    }
  });
}

function workflow(): string {
  return reviewWorkflow(readFileSync(join(packageFolder, "workflows/github/busbar-review.yml"), "utf8"));
}

function told(folder: string, files: readonly ProjectFile[], isPart: boolean): string[] {
  return [
    ...files.map(({ file }) => `  + ${join(folder, file)}`),
    `Wrote ${folder}: a site that is placed and synthesizes.`,
    ...(isPart
      ? ["It is a part of a repository: docs/review.md says how that repository's workflow reviews it."]
      : []),
    "",
    "Next:",
    ...(folder === "." ? [] : [`  cd ${folder}`]),
    "  npm install",
    "  npm test",
    "  npx busbar describe .",
    ...(isPart ? [] : ["  git init, git add --all, git commit: reviews compare with what is committed"]),
    "  npx busbar add tenant . --template NAME",
  ];
}
