import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Demand } from "./demand.ts";
import type { FailureDomain, FailureDomains } from "./failure-domains.ts";
import type { Span } from "./occupancy.ts";
import type { Part } from "./part.ts";

/** Racks that are to be placed: of a demand, beside those that it has. */
export interface Request {
  readonly demand: Demand;
  readonly racks: number;
  readonly kept: readonly Part[];
}

/** One zone, on one fabric, as a place for racks of one request: a variable of the model. */
export interface Choice {
  readonly index: number;
  readonly request: number;
  readonly zone: number;
  readonly fabric: FabricDocument | undefined;
  /** How many scale-up domains find positions, if nothing else comes. */
  readonly most: number;
  /** What one scale-up domain takes of each account. */
  readonly draws: readonly { readonly account: number; readonly each: number }[];
  /** Whether the demand has racks here already: more of them are no further part. */
  readonly continues: boolean;
}

/** A request in the terms of the model: so many scale-up domains over choices. */
export interface ModelRequest extends Request {
  readonly index: number;
  readonly unit: number;
  readonly domains: number;
  readonly span: Span;
  readonly choices: readonly Choice[];
  /** The sets of choices of which one is used: one a fabric where the demand needs one fabric. */
  readonly groups: readonly (readonly Choice[])[];
  readonly apart: readonly Link[];
  readonly near: readonly Link[];
  /** For each failure domain over which the demand is spread, how many scale-up domains it may still take. */
  readonly shares: readonly DomainShare[];
}

/** The zones of one failure domain, and how many scale-up domains of a request they may take together. */
export interface DomainShare {
  readonly zones: ReadonlySet<number>;
  readonly most: number;
}

/** That racks of a request share a failure domain with those of another, or do not. */
export interface Link {
  readonly other: number;
  readonly kind: FailureDomain;
}

/** What is left of a capacity between any two days on which a request begins or ends. */
export interface ModelAccount {
  readonly capacity: Float64Array;
  readonly left: Float64Array;
  /** False where it only counts in the objective. */
  readonly limits: boolean;
}

/** A zone as the objective sees it. */
export interface ModelZone {
  readonly zone: Zone;
  /** Racks stand in it already. */
  readonly open: boolean;
  /** Share of the value of the site's mining that its miners are. */
  readonly mining: number;
  /** The accounts of its power, air and liquid cooling, and positions. */
  readonly resources: readonly number[];
  readonly feeders: readonly number[];
  /** The same for zones that the objective cannot tell apart while they are empty. */
  readonly kind: string;
}

/**
 * What is to be decided, as integers, and linear limits on them: how many scale-up domains of each request stand in
 * which zone on which fabric. The search and the exact solver both work on this, so that they mean the same.
 */
export interface Model {
  readonly site: Site;
  readonly requests: readonly ModelRequest[];
  readonly choices: readonly Choice[];
  readonly accounts: readonly ModelAccount[];
  readonly zones: readonly ModelZone[];
  /** The accounts of each feeder. */
  readonly feeders: readonly (readonly number[])[];
  readonly segments: number;
  readonly domains: FailureDomains;
}

/** A choice by the names of what it is about, the same in every model. */
export function choiceKey(model: Pick<Model, "requests" | "zones">, choice: Choice): string {
  const demand = model.requests[choice.request]?.demand;
  const zone = model.zones[choice.zone]?.zone.name ?? "";
  return nameOfChoice(demand, zone, choice.fabric?.name);
}

export function nameOfChoice(demand: Demand | undefined, zone: string, fabric: string | undefined): string {
  return `${demand?.tenant.name}/${demand?.name} in ${zone} on ${fabric ?? "none"}`;
}
