import { existsSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
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
  const problems = [];
  const plans: PlannedStack[] = [];
  for (const { file } of named) {
    try {
      plans.push(
        readPlan(textOfOption(file, title, "a file that terraform show -json wrote"), planName(file)),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new Refusal("Plans are refused.", problems);
  const stacks = new Map(
    named.flatMap(({ file, stack }) => (stack === undefined ? [] : [[planName(file), stack]])),
  );
  return matchStacks(plans, base, head, stacks);
}

/** A file whose own name has an equals sign is that file. */
function namedPlan(given: string): { readonly file: string; readonly stack?: string } {
  const [, stack, file] = /^([^=/\\]+)=(.+)$/.exec(given) ?? [];
  return stack === undefined || file === undefined || existsSync(given) ? { file: given } : { file, stack };
}

/** As it was given, but for where it is on this machine. */
function planName(file: string): string {
  return isAbsolute(file) ? basename(file) : file;
}
