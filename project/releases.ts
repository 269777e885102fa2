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
 * @param option Where it is asked for.
 * @throws Refusal with the names, or the releases, that there are.
 */
export function chosenTemplate(
  templates: Templates,
  gives: AnyTemplate["gives"],
  packageName: string | undefined,
  wanted: string,
  option = "--template",
): AnyTemplate {
  const [name = "", version] = wanted.split("@");
  const newest = newestReleases(templates, gives, packageName);
  const all = listOf(templates, packageName).filter((template) => template.gives === gives);
  const releases = releasesOf(all, name);
  const found =
    version === undefined ? releases.at(-1) : releases.find((template) => template.version === version);
  if (found !== undefined) return found;
  const names = newest.map((template) => template.name);
  const message =
    releases.length > 0
      ? `there is no release "${version}" of "${name}": there are ${releases.map((one) => one.version).join(", ")}`
      : `there is no template of a ${gives} named "${name}": ${alsoOther(templates, packageName, gives, name) ?? hint(name, names)}`;
  throw new Refusal("There is no such template.", [{ where: option, message }]);
}

/** Words of which somebody remembers one are meant as well: "trainig" is "training-cluster". */
function hint(name: string, names: readonly string[]): string {
  const words = names.flatMap((one) => one.split("-"));
  const word = nearest(name, words);
  const near =
    nearest(name, names) ?? names.find((one) => word !== undefined && one.split("-").includes(word));
  const all = `here are ${names.join(", ") || "none"}`;
  return near === undefined ? `t${all}` : `did you mean "${near}"? T${all}`;
}

/** A tenant's template where a site's is asked for, or the reverse. */
function alsoOther(
  templates: Templates,
  packageName: string | undefined,
  gives: AnyTemplate["gives"],
  name: string,
): string | undefined {
  const other = listOf(templates, packageName).find((one) => one.name === name && one.gives !== gives);
  return other && `"${name}" is one of a ${other.gives}; for a ${gives} there are others: busbar init --list`;
}

function listOf(templates: Templates, packageName: string | undefined): readonly AnyTemplate[] {
  const all = templates.of(packageName);
  if (typeof all !== "string") return all;
  throw new Refusal("There is no such template.", [{ where: "--package", message: all }]);
}
