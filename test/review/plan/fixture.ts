import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PlannedStack } from "../../../review/plan/planned-stack.ts";
import { readPlan } from "../../../review/plan/read-plan.ts";
import type { AttributeValue, ResourceChange } from "../../../review/resources/resource-change.ts";

/** The text of a plan that Terraform made; README.md beside the plans says how. */
export function planText(name: string): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}.json`, import.meta.url)), "utf8");
}

export function planned(name: string): PlannedStack {
  return readPlan(planText(name), `${name}.json`);
}

/** The change of an address; the test fails where there is none. */
export function changeOf({ changes, name }: PlannedStack, address: string): ResourceChange {
  const found = changes.find((change) => change.address === address);
  if (found === undefined) throw new Error(`${name} has no change of ${address}`);
  return found;
}

/** Fates by address. */
export function fates({ changes }: PlannedStack): Record<string, string> {
  return Object.fromEntries(changes.map(({ address, fate }) => [address, fate]));
}

/** Attributes as lines: `spec.replicas: "2" → "3"`. */
export function lines({ attributes }: ResourceChange): string[] {
  return attributes.map(
    ({ path, before, after, replaces }) =>
      `${path}: ${told(before)} → ${told(after)}${replaces ? " (replaces)" : ""}`,
  );
}

function told(value: AttributeValue): string {
  return value.is === "value" ? value.json : value.is;
}
