import type { PlannedChange } from "../../policies/rule.ts";
import type { Fate, ResourceChange } from "../resources/resource-change.ts";
import type { NotUnderstood } from "../review.ts";

/** What a plan of Terraform says of one stack. Nothing sensitive is in it. */
export interface PlannedStack {
  /** The name of the file it was read from. */
  readonly name: string;
  /** The stack that it is of; undefined, and the file's name in each change, until that is found out. */
  readonly stack?: string;
  readonly terraformVersion?: string;
  /** What changes, moves and imports among it. What stays as it is does not appear. */
  readonly changes: readonly ResourceChange[];
  /** What was changed outside of Terraform since it last ran. */
  readonly drift: readonly ResourceChange[];
  /** Outputs that change. Their values are not read. */
  readonly outputs: readonly { readonly name: string; readonly fate: Fate }[];
  /** Data that is read during the apply; told, and no change. */
  readonly reads: number;
  readonly notUnderstood: readonly NotUnderstood[];
  /** The same changes as policies judge them, and what stays as it is. */
  readonly planned: readonly PlannedChange[];
  /** Everything that the plan knows, to find out which stack it is of. */
  readonly resources: readonly PlannedResource[];
}

/** A resource by what a configuration calls it. */
export interface PlannedResource {
  /** Address without the key of an instance: `kubernetes_namespace_v1.research`. */
  readonly declaredAs: string;
  /** `Namespace/research`, by its name in Kubernetes; undefined where it has none. */
  readonly called: string | undefined;
  /** Whether the configuration that was planned declares it: what is destroyed, only the one before does. */
  readonly isDeclared: boolean;
}
