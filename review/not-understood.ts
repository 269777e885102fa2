import { groupBy } from "../site/group-by.ts";
import type { PlannedStack } from "./plan/planned-stack.ts";
import { calledObject } from "./resources/called.ts";
import type { AttributeValue, ResourceChange } from "./resources/resource-change.ts";
import type { NotUnderstood } from "./review.ts";

/** Of each sort, so many are named. */
const shown = 5;

/** What was found and could not be read or judged, by plans and by the comparison of results; of all stacks together. */
export function notUnderstood(
  changes: readonly ResourceChange[],
  plans: readonly PlannedStack[],
): NotUnderstood[] {
  const unknown = changes.filter(
    ({ from, object, attributes }) =>
      from === "comparison" &&
      object === undefined &&
      attributes.some(({ before, after }) => isReference(before) || isReference(after)),
  );
  const references = "values that only Terraform knows, in stacks without a plan";
  const found = [
    ...plans.flatMap((plan) => plan.notUnderstood),
    ...(unknown.length === 0
      ? []
      : [{ what: references, count: unknown.length, examples: unknown.map(calledChange) }]),
  ];
  return [...groupBy(found, ({ what }) => what)].map(([what, alike]) => ({
    what,
    count: alike.reduce((total, { count }) => total + count, 0),
    examples: alike.flatMap(({ examples }) => examples).slice(0, shown),
  }));
}

/** A value of another resource, such as `${terraform_data.x.output}`; `$${` is an escape. */
function isReference(value: AttributeValue): boolean {
  return value.is === "value" && /(?<!\$)\$\{/.test(value.json);
}

function calledChange({ address, object, stack }: ResourceChange): string {
  return `${stack}: ${address ?? (object === undefined ? "a resource" : calledObject(object))}`;
}
