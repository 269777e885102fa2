import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import type { SecurityItem } from "../review.ts";
import { only, texts } from "./texts.ts";

type Said = Pick<SecurityItem, "effect" | "about" | "message">;

/** What the API server checks of requests, and no longer or newly does. Of one side that is not there, all of it. */
export function admissionItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const kind = (after ?? before)?.["kind"];
  if (before === undefined) return [said("less", "is new, and refuses what it is about")];
  if (after === undefined) return [said("more", "is removed, and refuses nothing any more")];
  if (kind === "ValidatingAdmissionPolicyBinding") return bindingItems(specOf(before), specOf(after));
  if (kind === "ValidatingAdmissionPolicy") return policyItems(specOf(before), specOf(after));
  return [said("other", "differs in what it checks, or in when")];
}

function bindingItems(before: JsonObject, after: JsonObject): Said[] {
  const [was, is] = [texts(before["validationActions"]), texts(after["validationActions"])];
  return [
    ...only(was, is).map((action) => said(action === "Deny" ? "more" : "other", `no longer does ${action}`)),
    ...only(is, was).map((action) => said(action === "Deny" ? "less" : "other", `now does ${action}`)),
    ...others(before, after, ["validationActions"]),
  ];
}

function policyItems(before: JsonObject, after: JsonObject): Said[] {
  const [fails, failed] = [after, before].map(({ failurePolicy }) => failurePolicy !== "Ignore");
  const [was, is] = [before, after].map((spec) => expressionsOf(spec["validations"]));
  return [
    ...(failed && !fails ? [said("more", "is ignored where it cannot be evaluated")] : []),
    ...(!failed && fails ? [said("less", "refuses where it cannot be evaluated")] : []),
    ...only(was ?? [], is ?? []).map((expression) => said("more", `no longer asks that ${expression}`)),
    ...only(is ?? [], was ?? []).map((expression) => said("less", `now asks that ${expression}`)),
    ...others(before, after, ["failurePolicy", "validations"]),
  ];
}

/** Whether they let more through, nobody can say by their text. */
function others(before: JsonObject, after: JsonObject, told: readonly string[]): Said[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !told.includes(field) && !isDeepStrictEqual(before[field], after[field]))
    .map((field) => said("other", `differs in spec.${field}`));
}

function expressionsOf(validations: unknown): string[] {
  const list = Array.isArray(validations) ? validations.filter(isJsonObject) : [];
  return list.map(({ expression }) => String(expression ?? ""));
}

function specOf({ spec }: JsonObject): JsonObject {
  return isJsonObject(spec) ? spec : {};
}

function said(effect: Said["effect"], message: string): Said {
  return { effect, about: "admission", message };
}
