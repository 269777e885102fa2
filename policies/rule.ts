import type { z } from "zod";
import type { PlainObject } from "../constructs/kubernetes/index.ts";
import type { Lock } from "../placement/lock.ts";
import type { DocumentPath } from "../site/problem.ts";
import type { Site } from "../site/site.ts";

/** How much a finding weighs: told; to be suppressed with a reason or mended; stops a synthesis, whatever anybody says. */
export const levels = ["advisory", "soft", "hard"] as const;

export type Level = (typeof levels)[number];

/** The packs that rules belong to, each the concern of one reader. */
export const packs = ["power", "tenancy", "network", "mining", "delivery", "provenance"] as const;

export type Pack = (typeof packs)[number];

/** An object that is declared, by the construct that declares it. */
export interface JudgedObject {
  readonly stack: string;
  /** Segments of the construct's path within its stack. Empty for an object that is only live. */
  readonly construct: readonly string[];
  readonly object: PlainObject;
}

/** What rules judge: a site on its effective date, its placement, and the objects that come of both. */
export interface Subject {
  readonly site: Site;
  readonly lock: Lock;
  readonly objects: readonly JudgedObject[];
  /** Changes that Terraform plans, where plans were given. */
  readonly changes?: readonly PlannedChange[] | undefined;
}

/** A change of one resource as `terraform show -json` tells it. The reader of plans makes it. */
export interface PlannedChange {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  /** As Terraform has them; those of a newer one may be unknown. */
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** Attributes that ask for replacement. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
}

/** Where something was found. */
export type Place =
  | ({ readonly in: "document" } & DocumentPath)
  | { readonly in: "object"; readonly judged: JudgedObject; readonly field: string }
  | { readonly in: "plan"; readonly stack: string; readonly address: string };

/** Something that a rule objects to. */
export interface RuleFinding {
  readonly place: Place;
  /** What was found, with its unit, against what the rule asks. */
  readonly message: string;
  /** How to mend this one; the rule's own `fix` where it says no more. */
  readonly fix?: string;
}

/** The subject has nothing that the rule is about: neither passed nor failed. */
export const notApplicable = Symbol("not applicable");

export type Verdict = readonly RuleFinding[] | typeof notApplicable;

/** One rule. Its level and its parameters are set outside: here are what they are unless somebody says otherwise. */
export interface Rule<P = Record<string, never>> {
  /** Stable, and the file's name: `power/n-1-headroom`. */
  readonly id: `${Pack}/${string}`;
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly level: Level;
  /** Its parameters with their defaults, where it has any. */
  readonly parameters?: z.ZodType<P>;
  readonly check: (subject: Subject, parameters: P) => Verdict;
}

/** A rule whatever its parameters are: what a pack lists. The engine hands each what the rule's own schema read. */
export type AnyRule = Omit<Rule, "parameters" | "check"> & {
  readonly parameters?: z.ZodType;
  readonly check: (subject: Subject, parameters: never) => Verdict;
};
