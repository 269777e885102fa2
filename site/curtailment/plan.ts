import type { Day } from "../day.ts";
import {
  type CapacityPrice,
  type Duration,
  type EnergyPrice,
  type Hashrate,
  Power,
  type PowerRamp,
  sum,
} from "../units/index.ts";

/** In which turn load is shed: mining of the site's own, then mining it hosts, then AI work that may wait. */
export type ShedClass = "own-mining" | "hosted-mining" | "flexible-ai";

/** Load that may be shed: the miners of a zone, or the flexible share of a tenant's racks in a zone. */
export interface SheddableLoad {
  /** The zone's name, or `tenant/zone`. Unique in a plan. */
  readonly id: string;
  readonly class: ShedClass;
  readonly zone: string;
  readonly tenant?: string | undefined;
  readonly owner?: string | undefined;
  /** At the meter. */
  readonly power: Power;
  /** How many miners; zero for AI. */
  readonly miners: number;
  /** Zero for AI. */
  readonly hashrate: Hashrate;
  /** The price of energy above which it loses money: its break-even; of AI and hosted mining, what shedding it costs. */
  readonly value: EnergyPrice;
  /** What a MWh that it draws brings in, before fees and energy: of mining its revenue, of hosted mining its price. */
  readonly revenue: EnergyPrice;
  readonly notice: Duration;
  readonly rampDown: PowerRamp;
  readonly rampUp: PowerRamp;
  readonly minimumRun: Duration;
  readonly minimumOff: Duration;
  readonly maximumDuration?: Duration | undefined;
  readonly hoursPerYear?: Duration | undefined;
  readonly callsPerYear?: number | undefined;
  /** How it comes back: groups one after the other, each zone in equal steps, so that inrush does not add up. */
  readonly restore: {
    readonly group: number;
    readonly steps: number;
    readonly interval: Duration;
    readonly inrush: number;
  };
}

/** An obligation in force on the plan's day, and what of it can be met. Only mining counts for one. */
export interface PlannedObligation {
  readonly name: string;
  readonly programme: string;
  readonly obligation: Power;
  readonly notice: Duration;
  readonly maximumDuration: Duration;
  /** The time after a call within which everything must be back, ready for the next; zero where none is stated. */
  readonly coolDown: Duration;
  readonly payment: CapacityPrice | undefined;
  /** What can be shed within its notice, by mining that may stay off for its longest call. */
  readonly available: Power;
  /** How long it takes after a call until all that was shed for it is back. */
  readonly recovery: Duration;
}

/** AI load that is never shed. */
export interface FirmLoad {
  readonly tenant: string;
  readonly zone: string;
  readonly power: Power;
}

/** Mining that is never shed, and why. */
export interface ProtectedLoad {
  readonly zone: string;
  readonly power: Power;
  readonly because: "not curtailable" | "owner's contract";
}

/** How a site sheds load on a day, in order. */
export interface CurtailmentPlan {
  readonly site: string;
  readonly day: Day;
  readonly timeZone: string;
  /** What is shed first stands first. */
  readonly order: readonly SheddableLoad[];
  readonly firm: readonly FirmLoad[];
  /** Mining that may not be shed. */
  readonly protected: readonly ProtectedLoad[];
  readonly obligations: readonly PlannedObligation[];
  /** The whole site's limit, which holds beside that of each load. */
  readonly ramp: { readonly down: PowerRamp; readonly up: PowerRamp };
  /** Above it all mining is shed, and below it none, whatever it earns. */
  readonly strike: EnergyPrice | undefined;
}

/** What everything that a plan knows of draws at the meter, before anything is shed. */
export function baselineOf(plan: Pick<CurtailmentPlan, "order" | "firm" | "protected">): Power {
  return sum(
    Power.zero,
    [...plan.order, ...plan.firm, ...plan.protected].map(({ power }) => power),
  );
}
