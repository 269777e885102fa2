import type {
  ClusterRole,
  ClusterRoleBinding,
  ConfigMap,
  LimitRange,
  Namespace,
  NetworkPolicy,
  ObjectIdentity,
  PriorityClass,
  ResourceQuota,
  Role,
  RoleBinding,
  Service,
  ServiceAccount,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Place, Subject } from "../rule.ts";

/** The kinds that rules look for, with what they hold. */
interface Kinds {
  readonly Namespace: Namespace;
  readonly ConfigMap: ConfigMap;
  readonly ResourceQuota: ResourceQuota;
  readonly LimitRange: LimitRange;
  readonly NetworkPolicy: NetworkPolicy;
  readonly Service: Service;
  readonly ServiceAccount: ServiceAccount;
  readonly Role: Role;
  readonly RoleBinding: RoleBinding;
  readonly ClusterRole: ClusterRole;
  readonly ClusterRoleBinding: ClusterRoleBinding;
  readonly PriorityClass: PriorityClass;
  readonly ValidatingAdmissionPolicy: ValidatingAdmissionPolicy;
  readonly ValidatingAdmissionPolicyBinding: ValidatingAdmissionPolicyBinding;
  readonly ResourceFlavor: ResourceFlavor;
  readonly ClusterQueue: ClusterQueue;
  readonly LocalQueue: LocalQueue;
  readonly AdmissionCheck: AdmissionCheck;
}

/** What rules read of Kueue's objects. */
interface ResourceFlavor extends Labelled {
  readonly spec?: { readonly nodeLabels?: Readonly<Record<string, string>> };
}

export interface ClusterQueue extends Labelled {
  readonly spec?: {
    /** Of `v1beta2`; before, `cohort`. */
    readonly cohortName?: string;
    readonly cohort?: string;
    readonly namespaceSelector?: LabelSelector;
    readonly admissionChecksStrategy?: { readonly admissionChecks?: readonly { readonly name: string }[] };
    readonly resourceGroups?: readonly {
      readonly flavors: readonly {
        readonly name: string;
        readonly resources: readonly { readonly name: string; readonly nominalQuota: string | number }[];
      }[];
    }[];
  };
}

interface AdmissionCheck extends Labelled {
  readonly spec?: { readonly controllerName?: string };
}

interface LocalQueue extends Labelled {
  readonly spec?: { readonly clusterQueue?: string };
}

/** An object with what every object may carry. */
export interface Labelled extends ObjectIdentity {
  readonly metadata: ObjectIdentity["metadata"] & {
    readonly labels?: Readonly<Record<string, string>> | undefined;
  };
}

/** Which pods or namespaces are meant, by their labels. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined;
  readonly matchExpressions?:
    | readonly {
        readonly key: string;
        readonly operator: string;
        readonly values?: readonly string[] | undefined;
      }[]
    | undefined;
}

const groups: Readonly<Record<keyof Kinds, string>> = {
  Namespace: "",
  ConfigMap: "",
  ResourceQuota: "",
  LimitRange: "",
  NetworkPolicy: "networking.k8s.io",
  Service: "",
  ServiceAccount: "",
  Role: "rbac.authorization.k8s.io",
  RoleBinding: "rbac.authorization.k8s.io",
  ClusterRole: "rbac.authorization.k8s.io",
  ClusterRoleBinding: "rbac.authorization.k8s.io",
  PriorityClass: "scheduling.k8s.io",
  ValidatingAdmissionPolicy: "admissionregistration.k8s.io",
  ValidatingAdmissionPolicyBinding: "admissionregistration.k8s.io",
  ResourceFlavor: "kueue.x-k8s.io",
  ClusterQueue: "kueue.x-k8s.io",
  LocalQueue: "kueue.x-k8s.io",
  AdmissionCheck: "kueue.x-k8s.io",
};

/** An object of a kind, and where it is declared. */
export interface Judged<T> {
  readonly judged: JudgedObject;
  readonly object: T;
}

/** All objects of a kind, in the order in which they are declared. */
export function allOf<Kind extends keyof Kinds>({ objects }: Subject, kind: Kind): Judged<Kinds[Kind]>[] {
  return (
    objects
      .filter(({ object }) => object.kind === kind && groupOf(object.apiVersion) === groups[kind])
      // What is declared was checked to be of this shape, and the API server checks what is live.
      .map((judged) => ({ judged, object: judged.object as unknown as Kinds[Kind] }))
  );
}

/** The API group of a version: `apps` of `apps/v1`, none of `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

export function labelsOf(object: ObjectIdentity): Readonly<Record<string, string>> {
  return (object as Labelled).metadata.labels ?? {};
}

/** A place in an object. */
export function inObject(judged: JudgedObject, field: string): Place {
  return { in: "object", judged, field };
}

/** How an object is called in findings: `ResourceQuota "team-a/quota"`. */
export function called({ object }: JudgedObject): string {
  const { name, namespace } = object.metadata;
  return `${object.kind} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}
