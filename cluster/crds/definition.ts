import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { Refusal } from "../../site/problem.ts";
import type { LiveObject } from "../live/live-object.ts";

/** The parts of a CustomResourceDefinition that say what it defines. */
export interface Definition extends LiveObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

export function isDefinition(document: unknown): document is Definition {
  const { apiVersion, kind } = (document ?? {}) as { apiVersion?: unknown; kind?: unknown };
  return kind === "CustomResourceDefinition" && apiVersion === "apiextensions.k8s.io/v1";
}

/** The definitions of groups among YAML documents; whatever else is there, such as a release's Deployments, is left. */
export function definitionsIn(yaml: string, groups: ReadonlySet<string>): Definition[] {
  return loadAll(yaml)
    .filter(isDefinition)
    .filter(({ spec }) => groups.has(spec.group));
}

/**
 * The definitions of groups in the YAML files of a folder and of those in it.
 *
 * @throws Refusal where the folder is not there, or a file is not YAML.
 */
export function definitionsUnder(folder: string, groups: ReadonlySet<string>): Definition[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw unreadable(
      folder,
      "there is no such folder: name one that holds CustomResourceDefinitions as YAML",
    );
  }
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return files
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => {
      const path = join(folder, file);
      const text = readFileSync(path, "utf8");
      // Parsing a large file that holds none of them would take longer than all the others.
      if (![...groups].some((group) => text.includes(group))) return [];
      try {
        return definitionsIn(text, groups);
      } catch (error) {
        throw unreadable(path, `it cannot be read as YAML: ${(error as Error).message}`);
      }
    });
}

/** @throws Refusal where there is no such folder. */
export function refuseMissingFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw unreadable(folder, "there is no such folder: name one that holds CustomResourceDefinitions as YAML");
}

function unreadable(where: string, message: string): Refusal {
  return new Refusal("The CustomResourceDefinitions cannot be read.", [{ where, message }]);
}
