import { answerSchema, describedAnswer, missingAnswers } from "../project/answer-schema.ts";
import { problemsOfAnswer } from "../project/check-answers.ts";
import { answerOf, type GivenAnswers, withAnswer } from "../project/given-answers.ts";
import { Refusal } from "../site/problem.ts";
import type { AnyTemplate } from "../site/template/template.ts";

/** Whether somebody is there to be asked. */
export function isAttended(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/** Asks for a template, by what each is for. */
export async function askedTemplate(newest: readonly AnyTemplate[]): Promise<AnyTemplate> {
  const { select } = await import("@inquirer/prompts");
  return untilLeft(() =>
    select({
      message: "Which template?",
      choices: newest.map((template) => ({
        name: `${template.name}: ${template.title}`,
        value: template,
        description: template.what,
      })),
    }),
  );
}

/** Asks for what a template cannot do without and nobody has given, one answer after the other. */
export async function askedAnswers(template: AnyTemplate, given: GivenAnswers): Promise<GivenAnswers> {
  const { input, select } = await import("@inquirer/prompts");
  const schema = answerSchema(template);
  let { answers } = given;
  for (const { path, schema: asked } of missingAnswers(schema, answers)) {
    const message = `${path.join(".")}: ${describedAnswer(asked)}`.replace(/: $/, "");
    if (asked.enum !== undefined) {
      const choices = asked.enum.map((value) => ({ name: String(value), value }));
      answers = withAnswer(answers, path, await untilLeft(() => select({ message, choices })));
      continue;
    }
    const validate = (text: string): true | string => {
      const value = answerOf(text);
      if ("problem" in value) return value.problem;
      return problemsOfAnswer(template, withAnswer(answers, path, value.value), path)[0] ?? true;
    };
    const value = answerOf(await untilLeft(() => input({ message, validate })));
    if ("value" in value) answers = withAnswer(answers, path, value.value);
  }
  return { ...given, answers };
}

/** Who leaves a question by Ctrl-C has ended the command, and met no fault of it. */
async function untilLeft<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExitPromptError") throw error;
    throw new Refusal("Nothing was written: a question was left without an answer.", []);
  }
}
