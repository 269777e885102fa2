import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";

/** A field that the API server keeps from being changed: only another object can have another value. */
interface ImmutableField {
  readonly path: readonly string[];
  /** When it is kept so. @default - always */
  readonly when?: (before: JsonObject, after: JsonObject) => boolean;
}

function fixed(...paths: readonly string[]): ImmutableField[] {
  return paths.map((path) => ({ path: path.split(".") }));
}

function fixedWhere(
  when: NonNullable<ImmutableField["when"]>,
  ...paths: readonly string[]
): ImmutableField[] {
  return fixed(...paths).map(({ path }) => ({ path, when }));
}

const isSealed = ({ immutable }: JsonObject) => immutable === true;
const hasTopology = ({ spec }: JsonObject) => isJsonObject(spec) && spec["topologyName"] !== undefined;
/** Once it is given; and a service that becomes a mere name lets go of its address. */
const keepsAddress = ({ spec: before }: JsonObject, { spec: after }: JsonObject) =>
  isJsonObject(before) &&
  isJsonObject(after) &&
  ![before["type"], after["type"]].includes("ExternalName") &&
  before["clusterIP"] !== undefined &&
  after["clusterIP"] !== undefined;
/** An indexed job may grow and shrink, where it runs all of its pods at once. */
const isElastic = ({ spec }: JsonObject) =>
  isJsonObject(spec) && spec["completionMode"] === "Indexed" && spec["completions"] === spec["parallelism"];
const isSuspended = ({ spec }: JsonObject) => isJsonObject(spec) && spec["suspend"] === true;

/**
 * By API group and kind, from the validation of updates in Kubernetes 1.36 (pkg/apis/…/validation), and from the rules
 * `self == oldSelf` in the CustomResourceDefinitions of Kueue 0.19.2.
 */
const immutable: Readonly<Record<string, readonly ImmutableField[]>> = {
  "/ConfigMap": fixedWhere(isSealed, "data", "binaryData", "immutable"),
  "/PersistentVolumeClaim": fixed(
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeMode",
    "spec.volumeName",
    "spec.dataSource",
    "spec.dataSourceRef",
  ),
  "/ResourceQuota": fixed("spec.scopes"),
  "/Secret": [...fixed("type"), ...fixedWhere(isSealed, "data", "stringData", "immutable")],
  "/Service": fixedWhere(keepsAddress, "spec.clusterIP"),
  "apps/DaemonSet": fixed("spec.selector"),
  "apps/Deployment": fixed("spec.selector"),
  "apps/ReplicaSet": fixed("spec.selector"),
  "apps/StatefulSet": fixed(
    "spec.selector",
    "spec.serviceName",
    "spec.podManagementPolicy",
    "spec.volumeClaimTemplates",
  ),
  "batch/Job": [
    ...fixed("spec.selector", "spec.completionMode", "spec.podFailurePolicy", "spec.backoffLimitPerIndex"),
    ...fixedWhere((_, after) => !isElastic(after), "spec.completions"),
    ...fixedWhere((before) => !isSuspended(before), "spec.template"),
  ],
  "kueue.x-k8s.io/AdmissionCheck": fixed("spec.controllerName"),
  "kueue.x-k8s.io/LocalQueue": fixed("spec.clusterQueue"),
  "kueue.x-k8s.io/ResourceFlavor": fixedWhere(
    hasTopology,
    "spec.nodeLabels",
    "spec.tolerations",
    "spec.topologyName",
  ),
  "kueue.x-k8s.io/Topology": fixed("spec.levels"),
  "networking.k8s.io/IngressClass": fixed("spec.controller"),
  "node.k8s.io/RuntimeClass": fixed("handler"),
  "rbac.authorization.k8s.io/ClusterRoleBinding": fixed("roleRef"),
  "rbac.authorization.k8s.io/RoleBinding": fixed("roleRef"),
  "scheduling.k8s.io/PriorityClass": fixed("value", "preemptionPolicy"),
  "storage.k8s.io/StorageClass": fixed("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
};

/** The fields that differ and that the API server refuses to change: the object can only be made anew. */
export function immutableChanges(before: JsonObject, after: JsonObject): (readonly string[])[] {
  const { apiVersion, kind } = before;
  const group = String(apiVersion).includes("/") ? String(apiVersion).split("/")[0] : "";
  const fields = Object.hasOwn(immutable, `${group}/${kind}`) ? immutable[`${group}/${kind}`] : undefined;
  return (fields ?? [])
    .filter(({ when }) => when === undefined || when(before, after))
    .filter(({ path }) => !isDeepStrictEqual(at(before, path), at(after, path)))
    .map(({ path }) => path);
}

function at(object: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isJsonObject(value) ? value[key] : undefined), object);
}
