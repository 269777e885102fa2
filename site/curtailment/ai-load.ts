import type { Power } from "../units/index.ts";

/** What the racks of a tenant draw in a zone on a day. Where they stand is a matter of the placement. */
export interface AiLoad {
  readonly tenant: string;
  readonly zone: string;
  readonly critical: Power;
  /** At the meter: critical load × the ratio of the hall. */
  readonly gross: Power;
}
