import type { PlannedChange } from "../rule.ts";

/** Why a resource is replaced: `because metadata.name changes`; empty where the plan does not say. */
export function replacedBecause({ replacePaths }: PlannedChange): string {
  if (replacePaths.length === 0) return "";
  const paths = replacePaths.map(pathText);
  return ` because ${paths.join(" and ")} ${paths.length === 1 ? "changes" : "change"}`;
}

/** As the object has it: what an object has once, Terraform writes as a list of one. */
function pathText(path: PlannedChange["replacePaths"][number]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return /(^|\.)(metadata|spec)$/.test(text) ? text : `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
