import { z } from "zod";
import { closed } from "./closed.ts";
import { text } from "./values.ts";

/** What of an object is no patch's to change: which object it is, and whose. */
const fixed = ["apiVersion", "kind", "status"];

/** Labels by which policies, queues and this program know whose an object is. */
const decisive =
  /^(busbar\.dev|([a-z0-9.-]+\.)?node-restriction\.kubernetes\.io)\/|^app\.kubernetes\.io\/(managed-by|part-of)$/;

type Patch = Readonly<Record<string, unknown>>;

/**
 * A change of one object before it becomes Terraform and YAML, for what no key of a document says. What a patch may never touch
 * is refused here; whether the result is allowed, policies judge as they judge every object.
 */
export const objectPatch = closed({
  kind: text.describe("The object's kind, such as NetworkPolicy."),
  name: text.describe("The object's name."),
  namespace: text
    .optional()
    .describe("The namespace it is in. Default: every object of that kind and name, in whichever namespace."),
  patch: z
    .record(z.string(), z.unknown())
    .check((context) => {
      for (const { path, message } of problemsOf(context.value))
        context.issues.push({ code: "custom", input: context.value, path, message });
    })
    .describe(
      "Laid over the object as a strategic merge: mappings by key, lists of containers and the like by their names, other lists whole; null takes away.",
    ),
  reason: text.describe("Why the object is not as busbar makes it, for who reads the review."),
});

export type ObjectPatchDocument = z.output<typeof objectPatch>;

interface PatchProblem {
  readonly path: string[];
  readonly message: string;
}

function problemsOf(patch: Patch): PatchProblem[] {
  if (Object.keys(patch).length === 0)
    return [{ path: [], message: "changes nothing: say what, or remove it" }];
  const identity = fixed
    .filter((key) => Object.hasOwn(patch, key))
    .map((key) => ({ path: [key], message: `${key} ${isFixed(key)}` }));
  return [...identity, ...metadataProblems(patch["metadata"])];
}

function isFixed(key: string): string {
  return key === "status"
    ? "is the cluster's to write: remove it"
    : "is which object it is, and no patch's to change: remove it";
}

function metadataProblems(metadata: unknown): PatchProblem[] {
  if (metadata === undefined) return [];
  if (!isMapping(metadata))
    return [{ path: ["metadata"], message: "must be a mapping: an object's name and labels stay with it" }];
  const identity = ["name", "namespace", "generateName"]
    .filter((key) => Object.hasOwn(metadata, key))
    .map((key) => ({
      path: ["metadata", key],
      message: `${key} ${isFixed(key)}`,
    }));
  const { labels } = metadata;
  if (labels === undefined) return identity;
  if (!isMapping(labels)) {
    const message = "must be a mapping of labels: the labels that say whose an object is stay on it";
    return [...identity, { path: ["metadata", "labels"], message }];
  }
  const ours = Object.keys(labels).filter((key) => decisive.test(key) || key === "$patch");
  const of = (key: string) => ({
    path: ["metadata", "labels", key],
    message: `the label ${key} decides whose the object is, and no patch changes it: remove it`,
  });
  return [...identity, ...ours.map(of)];
}

function isMapping(value: unknown): value is Patch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
