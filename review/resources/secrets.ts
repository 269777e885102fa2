import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import type { Hidden, Step } from "./attribute-value.ts";

/**
 * What of an object is never shown. Of a Secret all that it holds, by its keys; of others what a variable of a pod is
 * called by the names that secrets have: it should be a reference, and may be none.
 */
export function hiddenIn({ kind, apiVersion }: JsonObject): Hidden {
  const isSecret = kind === "Secret" && apiVersion === "v1";
  return (path) => (isSecret && inSecret(path)) || inVariable(path);
}

const payload = ["data", "stringData", "binaryData"];

/** Annotations may hold the whole object as it was last applied. */
function inSecret([first, second, third]: readonly Step[]): boolean {
  if (typeof first === "string" && payload.includes(first)) return second !== undefined;
  return first === "metadata" && second === "annotations" && third !== undefined;
}

const called = /pass(?:word|phrase|wd)|secret|token|credential|private_?key|api_?key/i;

function inVariable(path: readonly Step[]): boolean {
  const [list, variable, field] = path.slice(-3);
  return list === "env" && typeof variable === "object" && field === "value" && called.test(variable.named);
}

/** What of a Terraform resource of a type, or of a block such as a provider, is never shown: what is called as secrets are. */
export function hiddenInResource(type: string): Hidden {
  const isSecret = /(?:^|_)secret(?:_|$)/.test(type);
  return (path) => {
    const last = path.at(-1);
    if (typeof last === "string" && calledInTerraform.test(last)) return true;
    return (isSecret && path.length > 1 && payloadInTerraform.test(String(path[0]))) || inVariable(path);
  };
}

const calledInTerraform =
  /^(?!automount_)(?:.*_)?(?:password|passphrase|secret|token|credentials?|(?:private|api|client|access|secret)_key)$/;
const payloadInTerraform = /^(?:data|binary_data|data_wo|string_data)$/;
