import type { DocumentPath } from "../site/problem.ts";
import type { SuppressionDocument } from "../site/schema/policies.ts";
import type { Level } from "./rule.ts";

/** A finding that is accepted for a time: the site's own words, and where they stand. */
export interface Suppression extends SuppressionDocument {
  readonly place: DocumentPath;
}

/** How a site is judged: what its documents and its organisation's say of the rules, once all of it was found right. */
export interface Settings {
  /** By rule: its level. A rule that is not named has its own. */
  readonly levels: ReadonlyMap<string, Level | "off">;
  /** By rule: what its schema read. A rule that is not named is judged with its own. */
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly suppressions: readonly Suppression[];
}

/** Every rule as it is by itself. */
export const ownSettings: Settings = { levels: new Map(), parameters: new Map(), suppressions: [] };
