import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { SitePolicies } from "../../stacks/policies.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { statePlainly } from "./plain-sites.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export { temporaryFolder };

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The example sites, by folder name. */
export const examples = ["black-pearl", "childress", "denton", "lake-mariner", "prince-george"] as const;

export type Example = (typeof examples)[number];

export function exampleFolder(name: Example): string {
  return join(repository, "examples", name);
}

/** A copy of an example that a test may change: as a document that states the site, where one is kept. */
export function copyOf(name: Example): string {
  const folder = join(temporaryFolder(), name);
  cpSync(exampleFolder(name), folder, { recursive: true });
  statePlainly(name, folder);
  return folder;
}

/** Synthesizes a site's folder and gives every file that was written, by path, with its text. */
export function synthesized(siteFolder: string, policies?: SitePolicies): ReadonlyMap<string, string> {
  const output = join(temporaryFolder(), "cdktf.out");
  synthesize(siteFolder, output, policies);
  return filesIn(output);
}

/** Every file below a folder, by relative path, with its text, in order of path. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((entry) => join(folder, entry))
    .filter((path) => statSync(path).isFile())
    .sort();
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}
