import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { type MatchedPlan, matchStacks } from "../review/plan/match-stacks.ts";
import type { PlannedStack } from "../review/plan/planned-stack.ts";
import { readPlan } from "../review/plan/read-plan.ts";
import type { Result } from "../review/result/result.ts";
import { Refusal } from "../site/problem.ts";
import { textOfOption } from "./option-file.ts";

const title = "There is no plan to read.";

/**
 * The plans that `--plan` names, each as a file or as STACK=FILE, with the stacks that they are of.
 *
 * @throws Refusal with everything wrong: of every file, and not of the first alone.
 */
export function plansOf(given: readonly string[], base: Result, head: Result): readonly MatchedPlan[] {
  const named = given.map(namedPlan);
  const names = planNames(named.map(({ file }) => file));
  const problems = [];
  const plans: PlannedStack[] = [];
  for (const [index, { file }] of named.entries()) {
    try {
      const text = textOfOption(file, title, "a file that terraform show -json wrote");
      plans.push(readPlan(text, names[index] ?? file));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new Refusal("Plans are refused.", problems);
  const stacks = new Map(
    named.flatMap(({ file, stack }, index) => (stack === undefined ? [] : [[names[index] ?? file, stack]])),
  );
  return matchStacks(plans, base, head, stacks);
}

/** A file whose own name has an equals sign is that file. */
function namedPlan(given: string): { readonly file: string; readonly stack?: string } {
  const [, stack, file] = /^([^=/\\]+)=(.+)$/.exec(given) ?? [];
  return stack === undefined || file === undefined || existsSync(given) ? { file: given } : { file, stack };
}

/**
 * What the plans are called: as they were given, but for where they are on this machine. Stacks are often planned to files of
 * one name in a folder each: then so many folders are said that no two are called the same. A file that is given twice is one
 * name twice, and is refused as two plans of one stack.
 */
function planNames(files: readonly string[]): readonly string[] {
  return files.map((file) => {
    if (!isAbsolute(file)) return file;
    const others = files.filter((other) => other !== file).map((other) => `/${other.replaceAll("\\", "/")}`);
    const parts = file.split(/[\\/]/);
    const names = parts.map((_, index) => parts.slice(-1 - index).join("/"));
    return names.find((name) => !others.some((other) => other.endsWith(`/${name}`))) ?? file;
  });
}
