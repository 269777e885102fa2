import { existsSync } from "node:fs";
import { join } from "node:path";
import { answerProblems } from "../project/check-answers.ts";
import { answersInFile, type GivenAnswers, noAnswers, withSettings } from "../project/given-answers.ts";
import { chosenTemplate, newestReleases } from "../project/releases.ts";
import { relocated } from "../project/relocated.ts";
import { templatedText } from "../project/templated-text.ts";
import { Refusal } from "../site/problem.ts";
import { asContent } from "../site/template/given.ts";
import type { Templates } from "../site/template/registry.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { askedAnswers, askedTemplate, isAttended } from "./asked-answers.ts";
import { textOfOption } from "./option-file.ts";
import { packageFolder } from "./packages-at-hand.ts";

/** What is asked for on the command line. */
export interface DocumentOptions {
  readonly template?: string | undefined;
  readonly package?: string | undefined;
  readonly answers?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

/** A document of answers that are right by themselves. */
export interface TemplatedText {
  readonly template: AnyTemplate;
  /** The name of the site or tenant that it gives. */
  readonly name: string;
  readonly text: string;
  /** What is wrong with what the document gives, told where the answers were given. */
  refusal(file: string, refused: Refusal): Refusal;
}

/** The template that is asked for; undefined where none is, and nobody is there to choose. */
export async function templateFor(
  templates: Templates,
  gives: AnyTemplate["gives"],
  options: DocumentOptions,
  option = "--template",
): Promise<AnyTemplate | undefined> {
  if (options.template !== undefined)
    return chosenTemplate(templates, gives, options.package, options.template, option);
  return isAttended() ? askedTemplate(newestReleases(templates, gives, options.package)) : undefined;
}

/** The answers of the options: of the file, and those set one by one. */
export function givenAnswers({ answers, set = [] }: DocumentOptions): GivenAnswers {
  const given =
    answers === undefined
      ? noAnswers
      : answersInFile(
          answers,
          textOfOption(answers, "There are no answers to read.", "a YAML file of answers"),
        );
  return withSettings(given, set);
}

/**
 * The document of answers to a template. Somebody at a terminal is asked for what is missing.
 *
 * @param folder How far the document is from the project's folder: `..` for one in `tenants/`.
 * @throws Refusal with every answer that is missing, with what it is, or not right.
 */
export async function answeredDocument(
  template: AnyTemplate,
  options: DocumentOptions,
  folder: string,
): Promise<TemplatedText> {
  const stated = givenAnswers(options);
  const given = isAttended() ? await askedAnswers(template, stated) : stated;
  const problems = answerProblems(template, given.answers, given.locate);
  if (problems.length > 0)
    throw new Refusal(`The answers to ${template.name} ${template.version} are refused.`, problems);
  const { name } = asContent(template.build(template.answers.parse(given.answers) as never)) as {
    readonly name: string;
  };
  const schema = `schemas/templates/${template.name}-${template.version}.schema.json`;
  const isPublished = options.package === undefined && existsSync(join(packageFolder, schema));
  const text = templatedText(template, given.answers, {
    packageName: options.package,
    ...(isPublished && { schema: `${folder}/node_modules/busbar/${schema}` }),
  });
  return {
    template,
    name,
    text,
    refusal: (file, { message, problems }) => {
      const [title = ""] = message.split("\n");
      return new Refusal(
        title,
        relocated(problems, { file, text, answers: given.answers, locate: given.locate }),
      );
    },
  };
}
