import type { ObjectReference } from "./live-object.ts";

/** What names an object within a cluster, as one text: equal for the same object, whatever version it was read in. */
export function objectKey({ apiVersion, kind, metadata: { name, namespace } }: ObjectReference): string {
  return [groupOf(apiVersion), kind, namespace ?? "", name].join(" ");
}

/** The API group of a version: `apps` of `apps/v1`, none of `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** An object's name alone, without its content. */
export function referenceOf({ apiVersion, kind, metadata }: ObjectReference): ObjectReference {
  const { name, namespace } = metadata;
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

/** A kind without a name, as one text, and back. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Each kind among the objects once, in the order of their first objects. */
export function kindsAmong(objects: Iterable<ObjectKind>): ObjectKind[] {
  const kinds = new Map<string, ObjectKind>();
  for (const { apiVersion, kind } of objects) kinds.set(`${apiVersion} ${kind}`, { apiVersion, kind });
  return [...kinds.values()];
}
