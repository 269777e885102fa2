import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Templates } from "../site/template/registry.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { templates } from "./templates.ts";

/**
 * The templates that a site may be made by: busbar's own, and those of the npm packages that are installed where the site's
 * folder is, or, of a folder that has none, where the program runs.
 */
export function templatesAtHand(folder: string): Templates {
  return {
    of: (packageName) =>
      packageName === undefined ? templates : packaged(packageName, [folder, process.cwd()]),
  };
}

function packaged(packageName: string, folders: readonly string[]): readonly AnyTemplate[] | string {
  const resolved = folders.flatMap((folder) => {
    try {
      const require = createRequire(join(resolve(folder), "site.yaml"));
      return [{ require, path: require.resolve(packageName) }];
    } catch {
      return [];
    }
  });
  const [found] = resolved;
  if (found === undefined)
    return `the package "${packageName}" is not installed here: run npm install ${packageName}`;
  let exported: unknown;
  try {
    exported = found.require(found.path);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return `the package "${packageName}" cannot be loaded: ${what.split("\n")[0]}`;
  }
  const list =
    typeof exported === "object" && exported !== null && "templates" in exported
      ? exported.templates
      : undefined;
  if (!Array.isArray(list) || !list.every(isTemplate))
    return `the package "${packageName}" exports no list "templates" of templates: see docs/templates.md`;
  return list;
}

function isTemplate(value: unknown): value is AnyTemplate {
  return (
    typeof value === "object" &&
    value !== null &&
    ["gives", "name", "version", "answers", "build"].every((key) => key in value)
  );
}
