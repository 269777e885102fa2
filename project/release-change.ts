import type { YamlDocument } from "../site/load/yaml-document.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import type { Templates } from "../site/template/registry.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { isTemplated, templatedDocument } from "../site/template/templated-document.ts";
import { answerProblems } from "./check-answers.ts";
import { migratedAnswers } from "./migrate-answers.ts";
import { migratedText } from "./migrate-text.ts";
import { releasesOf } from "./releases.ts";

/** A document of one release of its template, as one of another. */
export interface ReleaseChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Paths of answers that the other release cannot be given. */
  readonly lost: readonly (readonly (string | number)[])[];
}

/**
 * What a document says once its answers are those to another release of its template.
 *
 * @param to A version. @default - the newest release
 * @throws Refusal where it answers no template, the release is not there, or the answers are not right for it.
 */
export function releaseChange(
  gives: AnyTemplate["gives"],
  yaml: YamlDocument,
  text: string,
  templates: Templates,
  to: string | undefined,
): ReleaseChange {
  if (!isTemplated(yaml.content)) {
    throw refused(yaml.locate([]), "answers no template: there is nothing to bring to another release");
  }
  const { template: reference, answers } = templatedDocument.parse(yaml.content);
  const all = templates.of(reference.package);
  if (typeof all === "string") throw refused(yaml.locate(["template", "package"]), all);
  const { name } = reference;
  const releases = releasesOf(
    all.filter((template) => template.gives === gives),
    name,
  );
  const from = releases.find(({ version }) => version === reference.version);
  const target = to === undefined ? releases.at(-1) : releases.find(({ version }) => version === to);
  if (from === undefined || target === undefined) {
    const versions = releases.map(({ version }) => version).join(", ");
    const wanted = from === undefined ? reference.version : to;
    throw refused(
      from === undefined ? yaml.locate(["template", "version"]) : "--to",
      `there is no release ${wanted} of "${name}" at hand: there are ${versions || "none"}`,
    );
  }
  const migrated = migratedAnswers(releases, from, target, answers);
  const problems = answerProblems(target, migrated.answers, (path) => yaml.locate(["answers", ...path]));
  if (problems.length > 0) throw new Refusal(`The answers do not fit ${name} ${target.version}.`, problems);
  const step = { name, from: from.version, to: target.version };
  return { ...step, text: migratedText(text, step, answers, migrated.answers), lost: migrated.lost };
}

function refused(where: string, message: string): Refusal {
  const problem: Problem = { where, message };
  return new Refusal("There is no release to change to.", [problem]);
}
