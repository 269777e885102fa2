import type { Rule } from "../rule.ts";
import type { Expression } from "./expression.ts";

/** Something that must hold of an object, and what it is told where it does not. */
export interface Statement {
  readonly holds: Expression;
  /** The rule and how to keep it, in words that fit whatever was found. */
  readonly message: string;
}

/** What the API server is to hold in the namespaces of tenants. */
export interface Admission {
  /** Pods themselves, or what Kueue takes from its queues. */
  readonly of: "pods" | "queued-workloads";
  readonly statements: readonly Statement[];
}

/** A rule that the API server can hold as well, from the same statements. */
export interface AdmittedRule<P = Record<string, never>> extends Rule<P> {
  /** Undefined where the parameters ask nothing of tenants. */
  readonly admission: (parameters: P) => Admission | undefined;
}
