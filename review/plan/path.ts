import { isManifest, isTyped } from "./kubernetes.ts";

/** Steps to a value: names of attributes, and numbers in lists. */
export type AttributePath = readonly (string | number)[];

/**
 * Blocks of which a Kubernetes resource has one at most, though Terraform keeps them as a list: `max_items` of the provider's
 * schema, of the kinds that a site declares.
 */
const single: ReadonlySet<string> = new Set([
  "affinity",
  "aggregation_rule",
  "ip_block",
  "liveness_probe",
  "metadata",
  "pod_selector",
  "readiness_probe",
  "resources",
  "role_ref",
  "rolling_update",
  "scope_selector",
  "security_context",
  "selector",
  "spec",
  "startup_probe",
  "strategy",
  "template",
  "value_from",
]);

/** Whether a name stands for a list of one block, so that its number says nothing. */
export function isSingleBlock(step: string | number | undefined, type: string): boolean {
  return isTyped(type) && typeof step === "string" && single.has(step);
}

/**
 * A path as a reader of the object would write it: `spec.replicas`, `data["plan.yaml"]`, `rule[0].verbs`. Of a manifest it
 * begins within the object, as for the resources that have a type.
 */
export function pathText(path: AttributePath, type: string): string {
  const steps = isManifest(type) && (path[0] === "manifest" || path[0] === "object") ? path.slice(1) : path;
  let text = "";
  for (const [index, step] of steps.entries()) {
    if (typeof step === "number") {
      if (step !== 0 || !isSingleBlock(steps[index - 1], type)) text += `[${step}]`;
    } else if (/^[A-Za-z_][\w-]*$/.test(step)) {
      text += text === "" ? step : `.${step}`;
    } else {
      text += `[${JSON.stringify(step)}]`;
    }
  }
  return text;
}

/** Whether one path leads through the other, either way. */
export function areOnOneWay(one: AttributePath, other: AttributePath): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.every((step, index) => step === long[index]);
}
