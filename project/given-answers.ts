import { parse } from "yaml";
import { YamlDocument } from "../site/load/yaml-document.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { isMapping } from "./answer-schema.ts";
import type { LocateAnswer } from "./check-answers.ts";

/** Answers as somebody gave them, with where. */
export interface GivenAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly locate: LocateAnswer;
}

/** Answers that nobody gave yet: each is missing where it could be given. */
export const noAnswers: GivenAnswers = {
  answers: {},
  locate: (path, key) => {
    const steps = [...path, ...(key === undefined ? [] : [key])];
    const list = steps.findIndex((step) => typeof step === "number");
    const settable = list < 0 ? steps : steps.slice(0, list);
    return settable.length === 0 ? "--set" : `--set ${settable.join(".")}`;
  },
};

/**
 * Answers in a YAML file: a mapping of what is asked.
 *
 * @throws Refusal where it is no YAML, or no mapping.
 */
export function answersInFile(file: string, text: string): GivenAnswers {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) throw new Refusal("The answers are refused.", [yaml.problem]);
  const { content } = yaml;
  if (isMapping(content)) return { answers: content, locate: locateIn(yaml) };
  throw new Refusal("The answers are refused.", [
    { where: yaml.locate([]), message: "is no mapping: write one key an answer, such as name: ridge" },
  ]);
}

function locateIn(yaml: YamlDocument): LocateAnswer {
  return (path, key) => (key === undefined ? yaml.locate(path) : yaml.locateKey(path, key));
}

/**
 * Answers with those of options laid over them: `lease.from=2026-08-01`, whose value is YAML.
 *
 * @throws Refusal naming every option that is none.
 */
export function withSettings(given: GivenAnswers, settings: readonly string[]): GivenAnswers {
  const read = settings.map((setting) => readSetting(setting));
  const problems = read.flatMap((setting) => ("problem" in setting ? [setting.problem] : []));
  if (problems.length > 0) throw new Refusal("The answers are refused.", problems);
  const set = read.flatMap((setting) => ("path" in setting ? [setting] : []));
  return {
    answers: set.reduce((answers, { path, value }) => withAnswer(answers, path, value), given.answers),
    locate: (at, key) => {
      const wanted = key === undefined ? at : [...at, key];
      const setting =
        set.find(({ path }) => path.every((step, index) => wanted[index] === step)) ??
        // A key that is wrong may be one that an option sets something inside of.
        set.find(({ path }) => key !== undefined && wanted.every((step, index) => path[index] === step));
      return setting === undefined ? given.locate(at, key) : `--set ${setting.path.join(".")}`;
    },
  };
}

/** The same answers with one more. */
export function withAnswer(
  answers: Readonly<Record<string, unknown>>,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const inside = answers[key];
  return {
    ...answers,
    [key]: rest.length === 0 ? value : withAnswer(isMapping(inside) ? inside : {}, rest, value),
  };
}

function readSetting(
  setting: string,
): { readonly path: readonly string[]; readonly value: unknown } | { readonly problem: Problem } {
  const [, key, text] = /^([^=\s]+)=([\s\S]*)$/.exec(setting) ?? [];
  const where = `--set ${setting}`;
  if (key === undefined || text === undefined)
    return { problem: { where, message: "is no KEY=VALUE: write it as racks=4" } };
  const value = answerOf(text);
  return "problem" in value
    ? { problem: { where, message: value.problem } }
    : { path: key.split("."), value: value.value };
}

/** What somebody typed, read as YAML: `4`, `10 MW`, `[{ name: hall-1 }]`. */
export function answerOf(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: parse(text) as unknown };
  } catch (error) {
    return { problem: `is not valid YAML: ${(error as Error).message.split("\n")[0]}` };
  }
}
