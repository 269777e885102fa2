import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import type { Site } from "../site/site.ts";
import { linkPackages } from "./packages-at-hand.ts";

/**
 * A copy of a site's folder, with what its documents refer to beside it: for trying what they would come to.
 *
 * @param temporary An empty folder, of which the copy becomes a part.
 * @returns where the copy is.
 */
export function copyOf(folder: string, temporary: string, { document }: Site): string {
  const organisation = document.policies?.organisation;
  const levels = organisation?.split("/").filter((step) => step === "..").length ?? 0;
  const copy = join(temporary, ...Array.from({ length: levels }, () => "above"), "site");
  const leftOut = ["node_modules", "cdktf.out", ".git", ".terraform"];
  cpSync(folder, copy, {
    recursive: true,
    filter: (path) => path === folder || !leftOut.includes(basename(path)),
  });
  if (organisation !== undefined && levels > 0) cpSync(join(folder, organisation), join(copy, organisation));
  linkPackages(folder, temporary);
  return copy;
}
