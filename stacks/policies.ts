import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";
import type { Lock } from "../placement/lock.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import type { Site } from "../site/site.ts";
import type { Declaration } from "./declarations.ts";

/** A site as its folder has it. */
export interface LoadedSite {
  readonly folder: string;
  readonly site: Site;
  readonly sources: DocumentSources;
}

/** What a synthesis is about to write. */
export interface SynthesisInput extends LoadedSite {
  readonly lock: Lock;
  readonly objects: readonly Declaration[];
}

/**
 * What policies have to do with what is deployed. Stacks know no policies, since policies judge what stacks declare: who
 * declares a site hands them in.
 */
export interface SitePolicies {
  /** What the API server is to hold tenants to, in each cluster that has any. */
  readonly admission: (loaded: LoadedSite) => readonly AdmissionObject[];
  /**
   * Judges what is about to be written: it throws what stops it.
   *
   * @returns what is written beside, by the name of the file.
   */
  readonly judge: (input: SynthesisInput) => ReadonlyMap<string, string>;
}

/** Of a site that is declared as it is: no admission but what must always hold, nothing judged. */
export const noPolicies: SitePolicies = { admission: () => [], judge: () => new Map() };
