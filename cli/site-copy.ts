import { cpSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { fleetFiles } from "../fleet/at-hand.ts";
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
  const referred = [
    ...(organisation === undefined ? [] : [organisation]),
    ...fleetFiles(folder, document.fleet),
  ].map((file) => posix.normalize(file));
  const levels = Math.max(
    0,
    ...referred.map((file) => file.split("/").filter((step) => step === "..").length),
  );
  const copy = join(temporary, ...Array.from({ length: levels }, () => "above"), "site");
  const leftOut = ["node_modules", "cdktf.out", ".git", ".terraform"];
  cpSync(folder, copy, {
    recursive: true,
    filter: (path) => path === folder || !leftOut.includes(basename(path)),
  });
  for (const file of referred.filter((one) => one.startsWith("..")))
    cpSync(join(folder, file), join(copy, file));
  linkPackages(folder, temporary);
  return copy;
}
