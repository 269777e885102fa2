import type { Wanted } from "../fleet/probe.ts";
import type { Day } from "../site/day.ts";
import type { Duration, EnergyPrice, Power } from "../site/units/index.ts";

type Format = "text" | "json";

export interface FleetViewOptions {
  readonly on?: Day;
  readonly format: Format;
}

export interface FleetPlaceOptions extends Wanted {
  readonly format: Format;
}

export interface FleetCurtailOptions extends FleetViewOptions {
  readonly shed?: Power;
  readonly price?: EnergyPrice;
  readonly duration?: Duration;
  readonly region?: string;
}

export interface FleetLockOptions {
  readonly site?: string;
}
