import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { changedObject } from "../plan/kubernetes.ts";
import { type ConfiguredResource, objectKey } from "../result/result.ts";
import type { ChangedObject } from "./resource-change.ts";

/** The object that a resource of a configuration declares; undefined where it declares none. */
export function declaredObject({ address, type, attributes }: ConfiguredResource): ChangedObject | undefined {
  return changedObject({
    stack: "",
    address,
    type,
    actions: [],
    before: undefined,
    after: attributes,
    replacePaths: [],
  });
}

/** Which resource of a configuration declares which object, by the object's key. */
export function resourcesByObject(
  resources: readonly ConfiguredResource[],
): ReadonlyMap<string, ConfiguredResource> {
  return new Map(
    resources.flatMap((resource) => {
      const object = declaredObject(resource);
      return object === undefined ? [] : [[objectKey(asObject(object)), resource] as const];
    }),
  );
}

function asObject({ apiVersion, kind, namespace, name }: ChangedObject): PlainObject {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

/** What an object is called by. */
export function identityOf({ apiVersion, kind, metadata }: PlainObject): ChangedObject {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}
