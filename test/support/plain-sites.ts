import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The examples that tests edit, as documents that state a site: their own site.yaml answer a template. */
const plain = ["black-pearl", "denton", "prince-george"];

/** Puts the plain document, where there is one, in place of a copied example's answers. Both are the same site. */
export function statePlainly(example: string, folder: string): void {
  if (!plain.includes(example)) return;
  cpSync(plainSite(example), join(folder, "site.yaml"));
}

/** The plain document of an example that has one. */
export function plainSite(example: string): string {
  return fileURLToPath(new URL(`./plain-sites/${example}.yaml`, import.meta.url));
}
