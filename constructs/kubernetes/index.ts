export type { Backend, GcsState, HttpState, KubernetesState, LocalState, S3State } from "./backend.ts";
export { type ClusterAccess, ClusterStack, type ClusterStackProps } from "./cluster-stack.ts";
export type { JsonObject, JsonValue } from "./json.ts";
export {
  KubernetesObject,
  type KubernetesObjectProps,
  objectsOf,
  type PlainObject,
} from "./kubernetes-object.ts";
export * from "./object.ts";
export { type ObjectPatch, ObjectPatches, type PatchProblem } from "./object-patches.ts";
export { toYaml } from "./yaml.ts";
