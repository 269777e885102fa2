import type {
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1ConfigMap,
  V1Deployment,
  V1Job,
  V1LimitRange,
  V1Namespace,
  V1NetworkPolicy,
  V1PodDisruptionBudget,
  V1PriorityClass,
  V1ResourceQuota,
  V1Role,
  V1RoleBinding,
  V1RuntimeClass,
  V1Service,
  V1ServiceAccount,
  V1ValidatingAdmissionPolicy,
  V1ValidatingAdmissionPolicyBinding,
} from "@kubernetes/client-node";

/**
 * A type of the Kubernetes client as the plain JSON data it stands for: read-only, dates as strings, and the names that
 * the client's generator had to prefix (`_from`, `_default`) as Kubernetes writes them.
 */
export type Plain<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? {
          readonly [Key in keyof T as Key extends `_${infer Name}` ? Name : Key]:
            | Plain<T[Key]>
            | OrUndefined<T, Key>;
        }
      : T;

/** An optional field may be given as `undefined`, which means the same as leaving it out. */
type OrUndefined<T, Key extends keyof T> = object extends Pick<T, Key> ? undefined : never;

/** Metadata of an object that is in no namespace. */
export interface ClusterMetadata {
  /** Name, unique among the objects of its kind. */
  readonly name: string;
  /** Always absent: the kind is not namespaced. */
  readonly namespace?: never;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * Metadata of an object in a namespace. The namespace must be said: where it is absent the Terraform provider means
 * `default`, and `kubectl apply` whatever the context says.
 */
export interface NamespacedMetadata extends Omit<ClusterMetadata, "namespace"> {
  /** Namespace the object is in. */
  readonly namespace: string;
}

/** An object as it is declared: identity first, exactly typed, without what only the cluster writes. */
type Declared<Model, ApiVersion extends string, Kind extends string, Metadata> = {
  readonly apiVersion: ApiVersion;
  readonly kind: Kind;
  readonly metadata: Metadata;
} & Omit<Plain<Model>, "apiVersion" | "kind" | "metadata" | "status">;

type Namespaced<Model, ApiVersion extends string, Kind extends string> = Declared<
  Model,
  ApiVersion,
  Kind,
  NamespacedMetadata
>;
type ClusterWide<Model, ApiVersion extends string, Kind extends string> = Declared<
  Model,
  ApiVersion,
  Kind,
  ClusterMetadata
>;

export type Namespace = ClusterWide<V1Namespace, "v1", "Namespace">;
export type ConfigMap = Namespaced<V1ConfigMap, "v1", "ConfigMap">;
export type ResourceQuota = Namespaced<V1ResourceQuota, "v1", "ResourceQuota">;
export type LimitRange = Namespaced<V1LimitRange, "v1", "LimitRange">;
export type ServiceAccount = Namespaced<V1ServiceAccount, "v1", "ServiceAccount">;
export type Service = Namespaced<V1Service, "v1", "Service">;
export type Deployment = Namespaced<V1Deployment, "apps/v1", "Deployment">;
export type Job = Namespaced<V1Job, "batch/v1", "Job">;
export type NetworkPolicy = Namespaced<V1NetworkPolicy, "networking.k8s.io/v1", "NetworkPolicy">;
export type Role = Namespaced<V1Role, "rbac.authorization.k8s.io/v1", "Role">;
export type RoleBinding = Namespaced<V1RoleBinding, "rbac.authorization.k8s.io/v1", "RoleBinding">;
export type ClusterRole = ClusterWide<V1ClusterRole, "rbac.authorization.k8s.io/v1", "ClusterRole">;
export type ClusterRoleBinding = ClusterWide<
  V1ClusterRoleBinding,
  "rbac.authorization.k8s.io/v1",
  "ClusterRoleBinding"
>;
export type PodDisruptionBudget = Namespaced<V1PodDisruptionBudget, "policy/v1", "PodDisruptionBudget">;
export type PriorityClass = ClusterWide<V1PriorityClass, "scheduling.k8s.io/v1", "PriorityClass">;
export type RuntimeClass = ClusterWide<V1RuntimeClass, "node.k8s.io/v1", "RuntimeClass">;
export type ValidatingAdmissionPolicy = ClusterWide<
  V1ValidatingAdmissionPolicy,
  "admissionregistration.k8s.io/v1",
  "ValidatingAdmissionPolicy"
>;
export type ValidatingAdmissionPolicyBinding = ClusterWide<
  V1ValidatingAdmissionPolicyBinding,
  "admissionregistration.k8s.io/v1",
  "ValidatingAdmissionPolicyBinding"
>;

/** The kinds of Kubernetes itself that can be declared. There is no Secret among them: secrets are only ever referenced. */
export type BuiltInObject =
  | Namespace
  | ConfigMap
  | ResourceQuota
  | LimitRange
  | ServiceAccount
  | Service
  | Deployment
  | Job
  | NetworkPolicy
  | Role
  | RoleBinding
  | ClusterRole
  | ClusterRoleBinding
  | PodDisruptionBudget
  | PriorityClass
  | RuntimeClass
  | ValidatingAdmissionPolicy
  | ValidatingAdmissionPolicyBinding;

/** What every object says of itself. */
export interface ObjectIdentity {
  /** Group and version, for example `kueue.x-k8s.io/v1beta2`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default - the kind is not namespaced */
    readonly namespace?: string | undefined;
  };
}

declare const CUSTOM: unique symbol;

/** An object of a kind that an extension of Kubernetes defines. Made by `customObject`. */
export interface CustomObject extends ObjectIdentity {
  readonly [CUSTOM]: true;
}

/** Any object that can be declared. */
export type DeclaredObject = BuiltInObject | CustomObject;

/**
 * Declares an object of a kind that an extension of Kubernetes defines (Kueue, JobSet …). A step of its own, so that a
 * misspelt field of a built-in kind is an error of the compiler instead of being taken for a custom object.
 */
export function customObject<T extends ObjectIdentity>(object: T): CustomObject & T {
  return object as CustomObject & T;
}

/** How an object is called in messages: `ResourceQuota "team-a/quota"`. */
export function describeObject(object: ObjectIdentity): string {
  const { name, namespace } = object.metadata;
  return `${object.kind} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}
