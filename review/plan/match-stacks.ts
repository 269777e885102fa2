import { type Problem, Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import type { ResourceChange } from "../resources/resource-change.ts";
import type { Result } from "../result/result.ts";
import type { PlannedStack } from "./planned-stack.ts";
import { agreement, type DeclaredStack, declaredStack } from "./stack-agreement.ts";

/** A plan of which is known what stack it is of. */
export interface MatchedPlan extends PlannedStack {
  readonly stack: string;
}

/**
 * Finds the stack of each plan: the one that is said, or else the one whose configuration declares what the plan knows, by
 * addresses and by names in Kubernetes. Tenants' stacks often have the same addresses, so neither is enough alone. Where two
 * agree as well, the file's name decides if it is a stack's.
 *
 * @param given the stack by the name of the plan's file, as far as the user said it
 * @throws Refusal where a plan is of none, of several, of one that there is not, or of the same as another
 */
export function matchStacks(
  plans: readonly PlannedStack[],
  base: Result,
  head: Result,
  given: ReadonlyMap<string, string> = new Map(),
): MatchedPlan[] {
  if (plans.length === 0) return [];
  const names = [...new Set([...head.stacks.keys(), ...base.stacks.keys()])].sort();
  const declared = new Map<string, DeclaredStack>();
  const stackOf = (name: string): DeclaredStack => {
    const known = declared.get(name) ?? declaredStack(base.stacks.get(name), head.stacks.get(name));
    declared.set(name, known);
    return known;
  };
  const problems: Problem[] = [];
  const matched: MatchedPlan[] = [];
  for (const plan of plans) {
    const found = given.has(plan.name)
      ? named(plan, given.get(plan.name) ?? "", names)
      : searched(plan, names, stackOf);
    const earlier = "stack" in found && matched.find(({ stack }) => stack === found.stack);
    if ("problem" in found) problems.push({ where: plan.name, message: found.problem });
    else if (earlier) {
      const message = `is a plan of stack "${found.stack}", and so is ${earlier.name}: give one plan a stack`;
      problems.push({ where: plan.name, message });
    } else matched.push(ofStack(plan, found.stack, stackOf(found.stack)));
  }
  if (problems.length > 0) throw new Refusal("The plans cannot be reviewed.", problems);
  return matched;
}

type Found = { readonly stack: string } | { readonly problem: string };

function named({ name }: PlannedStack, stack: string, names: readonly string[]): Found {
  if (names.includes(stack)) return { stack };
  return {
    problem: `is said to be of stack "${stack}", which neither side has: ${suggestion(stack, names)}, as STACK=${name}`,
  };
}

function searched(
  plan: PlannedStack,
  names: readonly string[],
  stackOf: (name: string) => DeclaredStack,
): Found {
  const likely = names.find((name) => name === stackNameIn(plan.name));
  // A plan that agrees in all with the stack it is named after needs no look at the others.
  if (likely !== undefined && agreement(plan, stackOf(likely)) === 1) return { stack: likely };
  const say = `Say which stack it is of: STACK=${plan.name}`;
  if (plan.resources.length === 0) {
    if (likely !== undefined) return { stack: likely };
    return { problem: `has no resources by which to know its stack. ${say}` };
  }
  const scores = names.map((name) => ({ name, score: agreement(plan, stackOf(name)) }));
  const best = Math.max(0, ...scores.map(({ score }) => score));
  if (best === 0) {
    return {
      problem: `has no resource that a stack of either side declares, so it is of another site, or of an older state of this one. ${say}`,
    };
  }
  const all = scores.filter(({ score }) => score === best).map(({ name }) => name);
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return { stack: only };
  if (likely !== undefined && all.includes(likely)) return { stack: likely };
  return { problem: `could be of ${all.map((name) => `"${name}"`).join(" or ")}. ${say}` };
}

/** `plans/tenant-acme.tfplan.json` is likely of `tenant-acme`. */
function stackNameIn(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? "").replace(/(?:\.(?:tf)?plan)?\.json$/i, "");
}

function ofStack(plan: PlannedStack, stack: string, declared: DeclaredStack): MatchedPlan {
  const placed = (change: ResourceChange): ResourceChange => {
    const construct = declared.construct(change.address ?? "");
    return { ...change, stack, ...(construct !== undefined && { construct }) };
  };
  const foreign = declared.notDeclared(plan);
  return {
    ...plan,
    stack,
    changes: plan.changes.map(placed),
    drift: plan.drift.map(placed),
    planned: plan.planned.map((change) => ({ ...change, stack })),
    notUnderstood:
      foreign.length === 0
        ? plan.notUnderstood
        : [
            ...plan.notUnderstood,
            {
              what: "planned resources that the head does not declare, so the plan is of another state of it",
              count: foreign.length,
              examples: foreign.slice(0, 5),
            },
          ],
  };
}
