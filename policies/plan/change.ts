import { tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import type { Place, PlannedChange } from "../rule.ts";

/** What becomes of a resource. */
export type Fate =
  | "nothing"
  | "read"
  | "created"
  | "updated"
  | "replaced"
  | "deleted"
  | "forgotten"
  | "unknown";

const fates: ReadonlyMap<string, Fate> = new Map([
  ["no-op", "nothing"],
  ["read", "read"],
  ["create", "created"],
  ["update", "updated"],
  ["delete", "deleted"],
  ["delete,create", "replaced"],
  ["create,delete", "replaced"],
  ["forget", "forgotten"],
  // The new one stands beside the old, which nobody knows any more.
  ["create,forget", "forgotten"],
]);

/** By the actions that Terraform plans. No action at all is none that is known. */
export function fateOf({ actions }: Pick<PlannedChange, "actions">): Fate {
  return fates.get(actions.join(",")) ?? "unknown";
}

/** A Kubernetes object that a change is about. */
export interface PlannedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Of what is but the labels or annotations of an object that somebody else made: the kind of that object, which stays. */
  readonly adopted?: string;
  /** As Terraform's resource holds it, where its fields have names of their own. */
  readonly fields: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

/** The object that is there, or, where there is none yet, that is to be; undefined where it is no object of Kubernetes. */
export function objectOf(change: PlannedChange): PlannedObject | undefined {
  return readObject(change.type, change.before) ?? readObject(change.type, change.after);
}

/** The object as it is to be. */
export function objectAfter(change: PlannedChange): PlannedObject | undefined {
  return readObject(change.type, change.after);
}

function readObject(type: string, state: unknown): PlannedObject | undefined {
  if (!isFields(state) || !type.startsWith("kubernetes_")) return undefined;
  if (type === "kubernetes_labels" || type === "kubernetes_annotations") return partIn(type, state);
  if (type !== "kubernetes_manifest") return objectWith(kindOf(type), state["metadata"], state);
  const manifest = isFields(state["manifest"]) ? state["manifest"] : state["object"];
  if (!isFields(manifest) || typeof manifest["kind"] !== "string") return undefined;
  return objectWith(manifest["kind"], manifest["metadata"], manifest);
}

/** The resources by which Terraform says something of an object that is not its own: deleted, they leave it where it is. */
function partIn(type: string, state: Fields): PlannedObject | undefined {
  const part = objectWith(kindOf(type), state["metadata"], state);
  if (part === undefined || typeof state["kind"] !== "string") return undefined;
  return {
    ...part,
    labels: isFields(state["labels"]) ? textsIn(state["labels"]) : {},
    adopted: state["kind"],
  };
}

/** Terraform's typed resources hold blocks as lists of one. */
function objectWith(kind: string, written: unknown, fields: Fields): PlannedObject | undefined {
  const metadata: unknown = Array.isArray(written) ? written[0] : written;
  if (!isFields(metadata)) return undefined;
  const { name, namespace, labels } = metadata;
  return {
    kind,
    name: typeof name === "string" ? name : "",
    namespace: typeof namespace === "string" && namespace !== "" ? namespace : undefined,
    labels: isFields(labels) ? textsIn(labels) : {},
    fields,
  };
}

function textsIn(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

/** `kubernetes_network_policy_v1` is for NetworkPolicy. */
function kindOf(type: string): string {
  return type
    .slice("kubernetes_".length)
    .replace(/_v\d+(?:(?:alpha|beta)\d+)?$/, "")
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The tenant whose an object is; undefined where it is nobody's. */
export function tenantOf(object: PlannedObject | undefined): string | undefined {
  return object?.labels[tenantLabel];
}

/** The zone whose an object is, where it is no tenant's. */
export function zoneOf(object: PlannedObject | undefined): string | undefined {
  return tenantOf(object) === undefined ? object?.labels[zoneLabel] : undefined;
}

export function inPlan({ stack, address }: PlannedChange): Place {
  return { in: "plan", stack, address };
}

/** `Namespace "team-a"`, `the labels of Namespace "team-a"`, or the address of what is no object of Kubernetes. */
export function calledObject(object: PlannedObject | undefined, { address }: PlannedChange): string {
  if (object === undefined) return address;
  const { kind, name, namespace, adopted } = object;
  const called = `"${namespace === undefined ? name : `${namespace}/${name}`}"`;
  return adopted === undefined ? `${kind} ${called}` : `the ${kind.toLowerCase()} of ${adopted} ${called}`;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
