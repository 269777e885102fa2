import type { Problem } from "../site/problem.ts";
import type { SitePolicies } from "../site/schema/policies.ts";

/** What one document says of the rules, and how a problem with it is told. */
export interface StatedSettings {
  readonly levels: SitePolicies["levels"];
  readonly parameters: SitePolicies["parameters"];
  /** A problem at a path within the settings; `key` where a key is what is wrong with what stands there. */
  problem(path: readonly (string | number)[], message: string, key?: string): Problem;
}
