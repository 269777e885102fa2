import type { Duration, EnergyPrice, Power } from "../units/index.ts";

/** What is asked of a site. */
export type CurtailmentRequest =
  /** This much less than it would draw. */
  | { readonly kind: "shed"; readonly power: Power }
  /** No more than this at the meter. */
  | { readonly kind: "limit"; readonly power: Power }
  /** Energy costs this much: shed what earns less. */
  | { readonly kind: "price"; readonly price: EnergyPrice }
  /** All that may be shed at once. */
  | { readonly kind: "everything" }
  /** Back to normal. */
  | { readonly kind: "nothing" };

/** One request for a time. */
export interface SignalInterval {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly duration: Duration;
  readonly request: CurtailmentRequest;
}

/** A call of a programme, or of whoever runs the command: intervals in order of time that do not overlap. */
export interface CurtailmentSignal {
  readonly name: string;
  /** The obligation or programme that calls, where the signal names one. */
  readonly programme: string | undefined;
  /** Zones that it is about; empty: the whole site. */
  readonly zones: readonly string[];
  readonly intervals: readonly SignalInterval[];
}
