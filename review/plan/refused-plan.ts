import type { z } from "zod";
import { isFields } from "../../policies/plan/change.ts";
import { Refusal } from "../../site/problem.ts";
import type { PlanDocument } from "./document.ts";

/** Neither Kubernetes nor a provider nests values so deep: what does is no plan, and would exhaust the stack. */
const deepest = 200;
const mostProblems = 20;

const asJson = "write it anew with terraform show -json PLANFILE";

/** A file that is no plan, or none that a review could trust. */
export function refusedPlan(name: string, ...messages: readonly string[]): Refusal {
  return new Refusal(
    "The plan cannot be reviewed.",
    messages.map((message) => ({ where: name, message })),
  );
}

/** What kind of file it is that is not JSON, as far as its beginning tells. Nothing of it is quoted: it may hold secrets. */
export function notJson(text: string): string {
  const start = text.slice(0, 2_000);
  if (text.trim() === "") return `is empty: ${asJson}`;
  if (start.startsWith("PK")) return `is the plan file itself: ${asJson}`;
  if (start.includes("\u0000")) {
    return "is not UTF-8. Windows PowerShell's > writes UTF-16: use | Out-File -Encoding utf8 instead";
  }
  if (/"@(?:level|message)"/.test(start)) {
    return `is the log that terraform plan -json prints: plan with -out=PLANFILE and ${asJson}`;
  }
  if (
    /(?:Terraform|OpenTofu) (?:will perform|used the selected|has compared)|^\s*No changes\./m.test(start)
  ) {
    return `is a plan as text: ${asJson}`;
  }
  return `is not JSON, or only part of it: ${asJson}`;
}

/** What is wrong with JSON that is no plan of a version that is known; undefined where it may be one. */
export function notPlan(json: unknown): string | undefined {
  if (!isFields(json)) return `is JSON and no plan: ${asJson}`;
  if (nestedTooDeep(json)) return `nests values more than ${deepest} deep, which no plan does: ${asJson}`;
  const isState = "values" in json || ("lineage" in json && "serial" in json);
  const isPlan = "planned_values" in json || "resource_changes" in json;
  if (isState && !isPlan) return `is a state and no plan: plan with -out=PLANFILE and ${asJson}`;
  if (!("format_version" in json)) return `has no format_version, so it is no plan: ${asJson}`;
  const version = json["format_version"];
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    const found = typeof version === "string" ? JSON.stringify(version.slice(0, 40)) : "no text";
    return `has format_version ${found}, and this busbar reads 1.x: plan with Terraform 1.1 or later or OpenTofu, or use a release of busbar that knows it`;
  }
  // Terraform shows an empty state so, too.
  if (!isPlan)
    return `has neither planned_values nor resource_changes: it is a state, or no plan. Plan with -out=PLANFILE and ${asJson}`;
  return undefined;
}

/** What a reader of JSON says of it that has another shape. */
export function misshapen(error: z.ZodError): string[] {
  const told = error.issues
    .slice(0, mostProblems)
    .map(({ path, message }) => `${path.map(String).join(".").slice(0, 200)}: ${message}`);
  const more = error.issues.length - told.length;
  return more > 0 ? [...told, `and ${more} more of the kind`] : told;
}

/** Why a plan does not say what an apply would do. */
export function unfinished(plan: PlanDocument): string[] {
  const problems: string[] = [];
  if (plan.errored === true) {
    problems.push(
      ...(plan.checks ?? []).flatMap(failures),
      "was written by a plan that failed (errored is true), so it holds only part of what would change: mend the error and plan anew",
    );
  } else if (plan.complete === false) {
    problems.push(
      "leaves part of the stack out (complete is false): plan without -target and -exclude. Where Terraform deferred changes, apply this plan first and review the next",
    );
  }
  if (plan.resource_changes === undefined && hasResources(plan.planned_values)) {
    problems.push("has planned resources and no resource_changes, so something was taken out of it");
  }
  return problems;
}

function failures({ address, status, instances }: NonNullable<PlanDocument["checks"]>[number]): string[] {
  if (status !== "fail" && status !== "error") return [];
  return (instances ?? []).flatMap(({ problems }) =>
    (problems ?? []).map(({ message }) => `${address.to_display}: ${message}`),
  );
}

function hasResources(plannedValues: unknown): boolean {
  const root = isFields(plannedValues) ? plannedValues["root_module"] : undefined;
  return isFields(root) && ("resources" in root || "child_modules" in root);
}

/** Without recursion, as it is what makes recursion safe for all who come after. */
function nestedTooDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      for (const inner of Object.values(value)) {
        if (typeof inner === "object" && inner !== null) below.push(inner);
      }
    }
    level = below;
  }
  return false;
}
