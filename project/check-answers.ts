import { pathText } from "../site/load/places.ts";
import { schemaProblems } from "../site/load/schema-problems.ts";
import type { Problem } from "../site/problem.ts";
import { AnswersRefused } from "../site/template/answers-refused.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { templateFault } from "../site/template/template-fault.ts";
import { answerSchema, describedAnswer, missingAnswers } from "./answer-schema.ts";

type Path = readonly (string | number)[];

/**
 * Where answers are given: `answers.yaml:3:1`, or what else tells who gave them.
 *
 * @param key Of what is there, a key that itself is wrong.
 */
export type LocateAnswer = (path: Path, key?: string) => string;

/** All that is wrong with answers to a template: those that are missing, each with what it is, and those that are not right. */
export function answerProblems(
  template: AnyTemplate,
  answers: unknown,
  locate: LocateAnswer,
): readonly Problem[] {
  const missing = missingAnswers(answerSchema(template), answers).map(({ path, schema }) => ({
    where: locate(path),
    message: `${pathText(["answers", ...path])} is missing: ${describedAnswer(schema)}`.replace(/: $/, ""),
  }));
  const read = template.answers.safeParse(answers, { reportInput: true });
  if (!read.success) {
    const others = schemaProblems(read.error.issues)
      .filter(({ message }) => !/^"[^"]*" is missing$/.test(message) || missing.length === 0)
      .map(({ path, key, message }) => ({
        where: locate(path, key),
        message: `${pathText(["answers", ...path])}: ${message}`,
      }));
    return [...missing, ...others];
  }
  try {
    template.build(read.data);
    return [];
  } catch (error) {
    if (!(error instanceof AnswersRefused))
      return [{ where: locate([]), message: templateFault(template, error) }];
    return error.answers.map(({ path, message }) => ({
      where: locate(path),
      message: `${pathText(["answers", ...path])}: ${message}`,
    }));
  }
}

/** What is wrong with one answer by itself: what the schema says of it and of what is inside it. */
export function problemsOfAnswer(template: AnyTemplate, answers: unknown, path: Path): readonly string[] {
  const read = template.answers.safeParse(answers, { reportInput: true });
  if (read.success) return [];
  return schemaProblems(read.error.issues)
    .filter((problem) => path.every((step, index) => problem.path[index] === step))
    .map(({ message }) => message);
}
