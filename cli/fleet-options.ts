import type { Wanted } from "../fleet/probe.ts";
import type { Day } from "../site/day.ts";
import type { Duration, EnergyPrice, Power } from "../site/units/index.ts";

export interface FleetViewOptions {
  readonly at?: Day;
  readonly json?: boolean;
}

export interface FleetPlaceOptions extends Wanted {
  readonly json?: boolean;
}

export interface FleetCurtailOptions extends FleetViewOptions {
  readonly target?: Power;
  readonly price?: EnergyPrice;
  readonly duration?: Duration;
  readonly region?: string;
}

export interface FleetLockOptions {
  readonly site?: string;
}
