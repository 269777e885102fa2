import { Money } from "../money.ts";
import { Energy, type Hashrate, type Power } from "../units/index.ts";
import type { Dispatch } from "./dispatch.ts";
import type { CurtailmentPlan, SheddableLoad } from "./plan.ts";
import type { DispatchStep } from "./recorder.ts";

/** What a dispatch does to one load. Moments in milliseconds since the epoch. */
export interface LoadShed {
  readonly load: SheddableLoad;
  /** The most of it that is shed, and the hashrate that goes with it. */
  readonly shed: Power;
  readonly hashrate: Hashrate;
  /** When it begins to fall, and when it is at its least. */
  readonly falls: number;
  readonly down: number;
  /** When it last begins to come back, and when all of it is back. */
  readonly rises: number;
  readonly back: number;
  /** What it would have drawn besides. */
  readonly energy: Energy;
  /** The revenue that goes with that, before fees and energy, and for each hour at its least. */
  readonly revenueLost: Money<"USD">;
  readonly revenueLostPerHour: Money<"USD">;
}

/** What a dispatch does to each load that it touches, in the plan's order. */
export function loadsShed(plan: CurtailmentPlan, { steps }: Dispatch): readonly LoadShed[] {
  return plan.order.flatMap((load) => {
    const own = steps.filter((step) => step.load === load.id).sort((a, b) => a.at - b.at);
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    const lowest = own.reduce((least, step) => (least.to.exceeds(step.to) ? step : least));
    const lastFall = own.findLastIndex(({ from, to }) => from.exceeds(to));
    const shed = load.power.minus(lowest.to);
    const energy = energyShed(load, own);
    return [
      {
        load,
        shed,
        hashrate: load.hashrate.times(shed.ratioTo(load.power)),
        falls: first.at,
        down: lowest.until,
        rises: own[lastFall + 1]?.at ?? last.at,
        back: last.until,
        energy,
        revenueLost: Money.ofEnergy(load.revenue, energy),
        revenueLostPerHour: Money.ofEnergy(load.revenue, Energy.wattHours(shed.watts)),
      },
    ];
  });
}

/** The area between a load's level before and its steps. */
function energyShed({ power }: SheddableLoad, steps: readonly DispatchStep[]): Energy {
  let wattHours = 0;
  for (const [at, { from, to, at: begins, until }] of steps.entries()) {
    wattHours += (power.watts - (from.watts + to.watts) / 2) * hours(until - begins);
    const next = steps[at + 1];
    if (next !== undefined) wattHours += (power.watts - to.watts) * hours(next.at - until);
  }
  return Energy.wattHours(Math.round(wattHours));
}

function hours(ms: number): number {
  return ms / 3_600_000;
}
