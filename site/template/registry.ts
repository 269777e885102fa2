import semver from "semver";
import { z } from "zod";
import { closed, suggestion } from "../schema/closed.ts";
import { name, text } from "../schema/values.ts";
import type { AnyTemplate } from "./template.ts";

/** How a document says which template it is made by. */
export const templateReference = closed({
  name,
  version: z
    .string()
    .refine((written) => semver.valid(written) === written, { error: "is not a version: write it as 1.2.0" })
    .describe("The release of the template that the answers were given to."),
  package: text.optional().describe("The npm package that has it. Default: it is one of busbar's own."),
});

export type TemplateReference = z.output<typeof templateReference>;

/** Where templates come from. */
export interface Templates {
  /** Those of a package, or busbar's own; a sentence where the package has none that can be used. */
  of(packageName: string | undefined): readonly AnyTemplate[] | string;
}

/** A template that was found, or what is wrong with the reference, and with which part of it. */
export type FoundTemplate<T> =
  | { readonly template: T }
  | { readonly part: "name" | "version" | "package"; readonly problem: string };

/** The template that a document names. */
export function findTemplate<Gives extends AnyTemplate["gives"]>(
  templates: Templates,
  gives: Gives,
  reference: TemplateReference,
): FoundTemplate<Extract<AnyTemplate, { gives: Gives }>> {
  const all = templates.of(reference.package);
  if (typeof all === "string") return { part: "package", problem: all };
  const fitting = all.filter((one): one is Extract<AnyTemplate, { gives: Gives }> => one.gives === gives);
  const releases = fitting.filter((one) => one.name === reference.name);
  if (releases.length === 0) {
    const names = [...new Set(fitting.map((one) => one.name))].sort();
    const problem = `there is no template of a ${gives} named "${reference.name}": ${suggestion(reference.name, names)}`;
    return { part: "name", problem };
  }
  const template = releases.find((one) => one.version === reference.version);
  if (template !== undefined) return { template };
  const versions = semver.sort(releases.map((one) => one.version));
  const problem = `"${reference.name}" ${reference.version} is not among the releases at hand, which are ${versions.join(", ")}: install the package that has it, or see what another release changes with "busbar upgrade"`;
  return { part: "version", problem };
}
