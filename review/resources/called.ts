import type { ChangedObject } from "./resource-change.ts";

/** `Role research/tenant-admins`, `Namespace research-training`. */
export function calledObject({ kind, namespace, name }: Omit<ChangedObject, "apiVersion">): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
