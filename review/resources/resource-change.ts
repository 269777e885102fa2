/** What becomes of a resource. `unknown` are actions that this busbar does not know: counted, and never passed over. */
export type Fate =
  | "created"
  | "updated"
  | "replaced"
  | "destroyed"
  | "forgotten"
  | "moved"
  | "renamed"
  | "imported"
  | "read"
  | "unknown";

/** A resource that changes, whether a plan of Terraform says so or the comparison of two results. */
export interface ResourceChange {
  readonly stack: string;
  /** Terraform's address; of what is gone, the one that it had. Undefined where no configuration names it. */
  readonly address?: string;
  readonly type?: string;
  /** Segments of the construct's path within its stack, where a configuration says it. */
  readonly construct?: readonly string[];
  /** Where it is about an object of Kubernetes. */
  readonly object?: ChangedObject;
  /** Whose it is, by its labels: a tenant, a zone, or neither. */
  readonly tenant?: string;
  readonly zone?: string;
  readonly fate: Fate;
  /** A plan is what Terraform will do; a comparison is what follows from the two results. */
  readonly from: "plan" | "comparison";
  /** Why it is replaced or destroyed, as sentences without a full stop: `metadata.name cannot be changed in place`. */
  readonly reasons: readonly string[];
  readonly attributes: readonly AttributeChange[];
  /** The address or construct path that it had: of what is moved or renamed. */
  readonly was?: string;
  /** What would spare it: the call of `moveFromId` for what is renamed. */
  readonly fix?: string;
  /** Key of an object that an earlier apply left behind and that is destroyed now. */
  readonly deposed?: string;
}

export interface ChangedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** One attribute, by its path: `spec.replicas`, `data["plan.yaml"]`, `rule[0].verbs`. */
export interface AttributeChange {
  readonly path: string;
  readonly before: AttributeValue;
  readonly after: AttributeValue;
  /** It asks for the replacement. */
  readonly replaces?: true;
}

/** A value as a review may show it: sensitive ones are never in it, nor what nobody knows before the apply. */
export type AttributeValue =
  | { readonly is: "absent" }
  | { readonly is: "unknown" }
  | { readonly is: "sensitive" }
  /** As JSON, cut after 2,000 characters. */
  | { readonly is: "value"; readonly json: string };
