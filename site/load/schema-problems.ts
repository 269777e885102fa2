import type { z } from "zod";
import { shown, suggestion } from "../schema/closed.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** A schema violation, before its place in the file is known. */
export interface SchemaProblem {
  readonly path: Path;
  /** The key itself is what is wrong, not its value. */
  readonly key?: string;
  readonly message: string;
}

/** Zod's issues in the words of this project, one each, in a stable order. */
export function schemaProblems(issues: readonly Issue[], base: Path = []): SchemaProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [...base, ...(issue.path as (string | number)[])]));
}

function problemsOf(issue: Issue, path: Path): SchemaProblem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.message
        .split("\n")
        .map((message, index) => ({ path, key: issue.keys[index] ?? "", message }));
    case "invalid_union":
      return unionProblems(issue, path);
    case "invalid_type":
      return [typeProblem(issue, path)];
    case "invalid_value":
      return [valueProblem(issue, path)];
    case "invalid_key":
      return [
        {
          path: path.slice(0, -1),
          key: String(path.at(-1)),
          message: issue.issues[0]?.message ?? issue.message,
        },
      ];
    case "too_small":
      return [{ path, message: rangeMessage(issue, `is too small: at least ${issue.minimum}`) }];
    case "too_big":
      return [{ path, message: rangeMessage(issue, `is too large: at most ${issue.maximum}`) }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** A figure is written bare or as a mapping: only the branch that the author chose says anything useful. */
function unionProblems(issue: Extract<Issue, { code: "invalid_union" }>, path: Path): SchemaProblem[] {
  const [long = [], short = []] = issue.errors;
  if (issue.discriminator !== undefined) {
    return [{ path, message: issue.message }];
  }
  const chosen = isMapping(issue.input) ? long : short;
  return schemaProblems(chosen.length > 0 ? chosen : long, path);
}

function typeProblem(issue: Extract<Issue, { code: "invalid_type" }>, path: Path): SchemaProblem {
  if (issue.input === undefined) {
    return { path: path.slice(0, -1), message: `"${String(path.at(-1))}" is missing` };
  }
  // A message of the schema's own says more than the type's name does.
  if (!issue.message.startsWith("Invalid input")) return { path, message: issue.message };
  const expected = typeNames[issue.expected] ?? issue.expected;
  return { path, message: `${shown(issue.input)} is not ${expected}` };
}

/** A message of the schema's own, else one that shows the number. */
function rangeMessage(issue: Issue, text: string): string {
  return /^Too (small|big)/.test(issue.message) ? `${shown(issue.input)} ${text}` : issue.message;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
  array: "a list",
};

function valueProblem(issue: Extract<Issue, { code: "invalid_value" }>, path: Path): SchemaProblem {
  if (issue.input === undefined) {
    return { path: path.slice(0, -1), message: `"${String(path.at(-1))}" is missing` };
  }
  if (!issue.message.startsWith("Invalid")) return { path, message: issue.message };
  const options = issue.values.map(String);
  const hint = typeof issue.input === "string" ? `: ${suggestion(issue.input, options)}` : "";
  return {
    path,
    message: `${shown(issue.input)} is not one of ${options.join(", ")}${hint.startsWith(": allowed") ? "" : hint}`,
  };
}

function isMapping(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
