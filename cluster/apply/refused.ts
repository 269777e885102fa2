import { describeObject, type ObjectIdentity } from "../../constructs/kubernetes/object.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import { ApiError, type ErrorCause } from "../live/api-error.ts";
import type { LiveCluster } from "../live/live-cluster.ts";

/**
 * What the API server has against an object, in words.
 *
 * @throws the error itself where it is not about the object: the server is in trouble, or does not know who asks.
 */
export function problemsOf(stack: string, object: ObjectIdentity, error: unknown): Problem[] {
  if (!(error instanceof ApiError) || !isAboutObject(error)) throw error;
  const where = `${stack}: ${describeObject(object)}`;
  const conflicts = error.causes.filter(({ reason }) => reason === "FieldManagerConflict");
  if (conflicts.length > 0) return conflictWords(conflicts).map((message) => ({ where, message }));
  const causes = error.code === 422 ? error.causes : [];
  if (causes.length === 0) return [{ where, message: error.message + hint(error.message) }];
  return causes.map(({ field, message = "" }) => ({
    where,
    message: `${field === undefined ? "" : `${field}: `}${message}${hint(message)}`,
  }));
}

/** An unknown field is a fault of the object, though the server says 500 to it. */
function isAboutObject({ code, message }: ApiError): boolean {
  return (
    (code >= 400 && code < 500 && code !== 401 && code !== 429) || message.includes("typed patch object")
  );
}

/** A sentence for each owner with all its fields. The server says `conflict with "kubectl" using apps/v1`. */
function conflictWords(conflicts: readonly ErrorCause[]): string[] {
  const fields = new Map<string, string[]>();
  for (const { field = "", message = "" } of conflicts) {
    const owner = /^conflict with (".*?")/.exec(message)?.[1] ?? message;
    fields.set(owner, [...(fields.get(owner) ?? []), field]);
  }
  return [...fields].map(([owner, owned]) => {
    const found = `${owned.join(", ")} ${owned.length === 1 ? "is" : "are"} owned by ${owner}, which says otherwise`;
    const way = /Terraform|HashiCorp/.test(owner)
      ? "deploy a stack either by Terraform or by apply"
      : "have its owner give it up";
    return `${found}: ${way}, or take ${owned.length === 1 ? "the field" : "the fields"} with --force-conflicts`;
  });
}

function hint(message: string): string {
  if (/immutable/.test(message)) return "; it cannot be changed in place: delete the object, and apply again";
  if (/^namespaces ".*" not found/.test(message)) return ": apply the stack that declares it, too";
  if (/being terminated/.test(message)) return ": wait until it is gone, and apply again";
  return "";
}

/** An error that ends everything, as a refusal; a fault of this program is thrown as it is. */
export function asRefusal(live: LiveCluster, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof ApiError)) throw error;
  const where = `${live.server} (context "${live.context}")`;
  const message = `the server answered ${error.code}: ${error.message}`;
  return new Refusal("The cluster does not do what it is asked.", [{ where, message }]);
}
