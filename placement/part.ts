import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import { criticalOf, type Demand } from "./demand.ts";
import type { Entry, Ledger } from "./ledger.ts";

/** Racks of a demand in one zone. */
export interface Part {
  readonly zone: Zone;
  readonly fabric: FabricDocument | undefined;
  readonly positions: readonly number[];
}

/** A part as the ledger books it. */
export function entryOf(demand: Demand, part: Part, ledger: Ledger): Entry {
  return {
    zone: part.zone,
    rackType: demand.rackType,
    critical: criticalOf(demand, part.positions.length),
    positions: part.positions,
    span: ledger.span(demand.period),
    fabric: part.fabric,
  };
}

export function racksOf(parts: readonly Part[]): number {
  return parts.reduce((total, { positions }) => total + positions.length, 0);
}
