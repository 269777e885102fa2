import { fieldPath } from "../../constructs/kubernetes/json.ts";
import type { Step } from "./attribute-value.ts";

/** `spec.replicas`, `data["plan.yaml"]`, `rule[0].verbs`, `containers["proxy"].image`. */
export function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "string") return fieldPath(text, step);
    return typeof step === "number" ? `${text}[${step}]` : `${text}[${JSON.stringify(step.named)}]`;
  }, "");
}
