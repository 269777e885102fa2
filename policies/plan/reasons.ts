import type { PlannedChange } from "../rule.ts";

/** Why a resource is replaced: `because metadata[0].name changes`; empty where the plan does not say. */
export function replacedBecause({ replacePaths }: PlannedChange): string {
  if (replacePaths.length === 0) return "";
  const paths = replacePaths.map((path) =>
    path.reduce<string>((text, step) => {
      if (typeof step === "number") return `${text}[${step}]`;
      return text === "" ? step : `${text}.${step}`;
    }, ""),
  );
  return ` because ${paths.join(" and ")} ${paths.length === 1 ? "changes" : "change"}`;
}
