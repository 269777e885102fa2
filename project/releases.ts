import semver from "semver";
import { Refusal } from "../site/problem.ts";
import { nearest } from "../site/schema/closed.ts";
import type { Templates } from "../site/template/registry.ts";
import type { AnyTemplate } from "../site/template/template.ts";

/** The newest release of every template at hand, by name. Empty where the package has none that can be used. */
export function newestReleases(
  templates: Templates,
  gives: AnyTemplate["gives"],
  packageName: string | undefined,
): readonly AnyTemplate[] {
  const all = listOf(templates, packageName).filter((template) => template.gives === gives);
  const names = [...new Set(all.map(({ name }) => name))].sort();
  return names.flatMap((name) => releasesOf(all, name).slice(-1));
}

/** The releases of a template, oldest first. */
export function releasesOf(templates: readonly AnyTemplate[], name: string): readonly AnyTemplate[] {
  return templates
    .filter((template) => template.name === name)
    .sort((a, b) => semver.compare(a.version, b.version));
}

/**
 * The template that somebody asks for, as `colocation` or `colocation@1.0.0`. Without a version the newest release.
 *
 * @throws Refusal with the names, or the releases, that there are.
 */
export function chosenTemplate(
  templates: Templates,
  gives: AnyTemplate["gives"],
  packageName: string | undefined,
  wanted: string,
): AnyTemplate {
  const [name = "", version] = wanted.split("@");
  const newest = newestReleases(templates, gives, packageName);
  const all = listOf(templates, packageName).filter((template) => template.gives === gives);
  const releases = releasesOf(all, name);
  const found =
    version === undefined ? releases.at(-1) : releases.find((template) => template.version === version);
  if (found !== undefined) return found;
  const names = newest.map((template) => template.name);
  const near = nearest(name, names);
  const message =
    releases.length > 0
      ? `there is no release ${version} of "${name}": there are ${releases.map((one) => one.version).join(", ")}`
      : `there is no template of a ${gives} named "${name}": ${near === undefined ? "" : `did you mean "${near}"? `}There are ${names.join(", ") || "none"}`;
  throw new Refusal("There is no such template.", [{ where: "--template", message }]);
}

function listOf(templates: Templates, packageName: string | undefined): readonly AnyTemplate[] {
  const all = templates.of(packageName);
  if (typeof all !== "string") return all;
  throw new Refusal("There is no such template.", [{ where: "--package", message: all }]);
}
