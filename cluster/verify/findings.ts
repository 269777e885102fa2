import type { NodeFinding } from "../enroll/compare.ts";
import type { ObjectReference } from "../live/live-object.ts";
import type { Difference } from "./differences.ts";

/** Where an object belongs to. */
export interface Belonging {
  /** Name of the cluster in the site document. */
  readonly cluster: string;
  /** Undefined for what no stack declares. */
  readonly stack?: string;
  readonly tenant?: string;
  readonly zone?: string;
}

/** One thing in which what is live is not what is declared. */
export type ObjectFinding = Belonging & {
  readonly object: ObjectReference;
} & (
    | { readonly kind: "missing" | "extra" | "being-deleted" | "kind-not-served" }
    | ({ readonly kind: "differs" } & Difference)
  );

/** How a stack is found. */
export interface VerifiedStack {
  readonly name: string;
  readonly cluster: string;
  readonly objects: number;
  readonly missing: number;
  /** Objects that differ in at least one field, or are being deleted. */
  readonly differing: number;
}

export interface VerifyResult {
  readonly stacks: readonly VerifiedStack[];
  /** Stack by stack in the order of declaration, then what no stack declares. */
  readonly findings: readonly ObjectFinding[];
  readonly nodes: readonly (NodeFinding & { readonly cluster: string })[];
}

/** Whether all is as declared. */
export function isAsDeclared({ findings, nodes }: VerifyResult): boolean {
  return findings.length === 0 && nodes.length === 0;
}
