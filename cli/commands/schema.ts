import { Command, InvalidArgumentError, Option } from "commander";
import semver from "semver";
import { documentKinds, jsonSchema } from "../../fleet/json-schema.ts";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import type { AnyTemplate } from "../../site/template/template.ts";
import { templateSchema } from "../../templates/json-schema.ts";
import { templates } from "../../templates/templates.ts";
import { reportingRefusals } from "../refusal.ts";

/** Documents that have one schema, and templates, whose answers have one a release. */
export function schemaCommand(): Command {
  const names = [...new Set(templates.map(({ name }) => name))];
  const all = [...documentKinds, ...names];
  return new Command("schema")
    .description("print the JSON Schema of a document, or of answers to a template, for editors")
    .argument("<document>", `${documentKinds.join(", ")}, or a template`, (text) => {
      if (all.includes(text)) return text;
      throw new InvalidArgumentError(`There is no ${text}: ${suggestion(text, all)}.`);
    })
    .addOption(new Option("--release <version>", "of a template, other than its newest release"))
    .action((document: string, { release }: { readonly release?: string }) =>
      reportingRefusals(() => {
        const kind = documentKinds.find((candidate) => candidate === document);
        process.stdout.write(
          kind === undefined ? templateSchema(releaseOf(document, release)) : jsonSchema(kind),
        );
      }),
    );
}

/** @throws Refusal where the template has no such release. */
function releaseOf(name: string, version: string | undefined): AnyTemplate {
  const releases = templates
    .filter((template) => template.name === name)
    .toSorted((a, b) => semver.rcompare(a.version, b.version));
  const found = version === undefined ? releases[0] : releases.find((one) => one.version === version);
  if (found !== undefined) return found;
  const versions = releases.map((one) => one.version).join(", ");
  throw new Refusal("There is no such release.", [
    { where: `--release ${version}`, message: `"${name}" has the releases ${versions}: choose one of them` },
  ]);
}
