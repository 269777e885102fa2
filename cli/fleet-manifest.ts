import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { writeWhole } from "./whole-file.ts";

/** What cdktf says of a stack that it wrote. */
interface ManifestStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly synthesizedStackPath: string;
  readonly stackMetadataPath: string;
  readonly workingDirectory: string;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, ManifestStack>>;
}

/**
 * Writes one manifest over those of the folders that a fleet was synthesized to, by which cdktf's own CLI sees one app. The
 * stack `platform` of `denton` is `denton.platform` in it: a dot is in no name of a site or a stack, so no two are ever called the same.
 */
export function writeFleetManifest(outputFolder: string, folders: readonly string[]): void {
  const manifests = folders.map((folder) => ({ folder, manifest: manifestIn(join(outputFolder, folder)) }));
  const stacks = manifests.flatMap(({ folder, manifest }) =>
    Object.values(manifest.stacks).map((stack) => seenFromAbove(folder, stack)),
  );
  const joined = {
    ...manifests[0]?.manifest,
    stacks: Object.fromEntries(stacks.map((stack) => [stack.name, stack])),
  };
  writeWhole({ file: join(outputFolder, "manifest.json"), text: `${JSON.stringify(joined, null, 2)}\n` });
}

function seenFromAbove(folder: string, stack: ManifestStack): ManifestStack {
  const named = (name: string) => `${folder}.${name}`;
  const path = (file: string) => posix.join(folder, file);
  return {
    ...stack,
    name: named(stack.name),
    dependencies: stack.dependencies.map(named),
    synthesizedStackPath: path(stack.synthesizedStackPath),
    stackMetadataPath: path(stack.stackMetadataPath),
    workingDirectory: path(stack.workingDirectory),
  };
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
}
