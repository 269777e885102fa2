import type { NotUnderstood } from "../review.ts";
import type { PlanDocument } from "./document.ts";
import { fateOfActions } from "./fates.ts";
import type { PlannedStack } from "./planned-stack.ts";

/** How many are named. */
const named = 5;

type Found = Pick<PlannedStack, "changes" | "drift" | "outputs">;

/** What stands in a plan and cannot be said as a change: counted by name, so that nobody takes it for nothing. */
export function notUnderstoodIn(plan: PlanDocument, found: Found): NotUnderstood[] {
  const told: [what: string, all: readonly string[]][] = [
    ["resources whose planned actions are not known", unknownActions(plan)],
    [
      "outputs whose planned actions are not known",
      found.outputs.filter(({ fate }) => fate === "unknown").map(({ name }) => name),
    ],
    ["changes that Terraform deferred to a later plan", (plan.deferred_changes ?? []).map(() => "")],
    ["actions that Terraform would call", (plan.action_invocations ?? []).map(() => "")],
    ["checks of the configuration that fail in the plan", failedChecks(plan)],
  ];
  const counted = told
    .filter(([, all]) => all.length > 0)
    .map(([what, all]) => ({
      what,
      count: all.length,
      examples: all.filter((name) => name !== "").slice(0, named),
    }));
  return isAppliedForNothing(plan, found)
    ? [
        ...counted,
        { what: "plans that would be applied, in which no change was found", count: 1, examples: [] },
      ]
    : counted;
}

function unknownActions({ resource_changes, resource_drift }: PlanDocument): string[] {
  return [...(resource_changes ?? []), ...(resource_drift ?? [])].flatMap(
    ({ address, change: { actions } }) =>
      fateOfActions(actions) === "unknown" ? [`${address} (${actions.join(", ") || "no action"})`] : [],
  );
}

/** By the check's name and message, which whoever wrote the configuration wrote to be read. */
function failedChecks({ checks }: PlanDocument): string[] {
  return (checks ?? [])
    .filter(({ status }) => status === "fail" || status === "error")
    .map(({ address, instances }) => {
      const messages = (instances ?? []).flatMap(({ problems }) =>
        (problems ?? []).map(({ message }) => message),
      );
      return [address.to_display, messages.slice(0, named).join("; ")]
        .filter((text) => text !== "")
        .join(": ");
    });
}

function isAppliedForNothing({ applyable, resource_changes }: PlanDocument, found: Found): boolean {
  const { changes, drift, outputs } = found;
  // A plan that only records what was changed outside of Terraform is one to be applied, too.
  const isRefresh = (resource_changes ?? []).length === 0 && drift.length > 0;
  return applyable === true && changes.length + outputs.length === 0 && !isRefresh;
}
