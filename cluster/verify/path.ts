import { fieldPath } from "../../constructs/kubernetes/json.ts";

/** A step into an object: a field, a list's place, or its item with some keys. */
export type Step =
  | { readonly field: string }
  | { readonly index: number }
  | { readonly keys: Readonly<Record<string, unknown>> };

/** A path as people write it: `spec.containers[name=proxy].args[0]`. */
export function pathText(path: readonly Step[]): string {
  return path.reduce((text, step) => {
    if ("field" in step) return fieldPath(text, step.field);
    if ("index" in step) return `${text}[${step.index}]`;
    const keys = Object.entries(step.keys).map(([key, value]) => `${key}=${value}`);
    return `${text}[${keys.join(",")}]`;
  }, "");
}

/** The fields of a path alone. */
export function fieldsOf(path: readonly Step[]): string[] {
  return path.flatMap((step) => ("field" in step ? [step.field] : []));
}
