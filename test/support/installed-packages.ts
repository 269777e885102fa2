import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root, writeFiles } from "./cli.ts";
import { compiled } from "./compiled.ts";

/** What `npm install` would put into a folder that depends on busbar: the packages of this one, and busbar compiled. */
export function installPackages(folder: string): void {
  const installed = join(folder, "node_modules");
  mkdirSync(installed, { recursive: true });
  const names = readdirSync(join(root, "node_modules")).filter((name) => !name.startsWith("."));
  for (const name of names) symlinkSync(join(root, "node_modules", name), join(installed, name), "junction");
  writeFiles(join(installed, "busbar"), {
    "package.json": JSON.stringify({ name: "busbar", type: "module", exports: "./index.js" }),
    "index.js": `export * from ${JSON.stringify(join(compiled, "index.js"))};\n`,
  });
}
