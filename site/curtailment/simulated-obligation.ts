import type { HourGrid } from "../energy/hour-grid.ts";
import { monthsOf } from "../energy/months.ts";
import { Money } from "../money.ts";
import { Power } from "../units/index.ts";
import { isAbove } from "../units/quantity.ts";
import { type Calls, callBegins, isInTerm } from "./simulated-calls.ts";
import type { Moment } from "./simulated-ramp.ts";

/** How an obligation fared in a simulation. */
export interface SimulatedObligation {
  readonly name: string;
  readonly programme: string;
  readonly calls: number;
  readonly hoursCalled: number;
  /** Whether nobody gave the hours of its calls, so that the highest prices stand for them. */
  readonly estimated: boolean;
  readonly hoursFailed: number;
  readonly met: boolean;
  /** What was shed for it in its worst moment, once its notice had passed; undefined where it was never called. */
  readonly least: Power | undefined;
  /** What it pays for the months of its term, where it states a payment and is met. */
  readonly payment: Money<"USD">;
}

/** An obligation while it is simulated. */
export class RunningObligation {
  readonly calls: Calls;
  readonly #hours: ReadonlySet<number>;
  #hoursFailed = 0;
  #leastWatts = Number.POSITIVE_INFINITY;

  constructor(calls: Calls) {
    this.calls = calls;
    this.#hours = new Set(calls.hours);
  }

  isCalledIn(hour: number): boolean {
    return this.#hours.has(hour);
  }

  /**
   * Judges an hour by what was shed of the whole in each moment once the notice had passed: a call comes as its first hour
   * begins.
   *
   * @param owedBefore what obligations before this one take of it, in watts.
   */
  judge(hour: number, fullWatts: number, moments: readonly Moment[], owedBefore: number): void {
    const { obligation, notice } = this.calls.obligation;
    const due = Math.max(0, notice.value.minutes - 60 * (hour - callBegins(this.#hours, hour)));
    // A call that is over before its notice has passed is judged by how it ends.
    const isLast = !this.#hours.has(hour + 1);
    if (due >= 60 && !isLast) return;
    const drawn = mostAfter(moments, Math.min(due, 60));
    const shed = Math.max(0, fullWatts - drawn - owedBefore);
    this.#leastWatts = Math.min(this.#leastWatts, shed);
    if (isAbove(obligation.value.watts, shed)) this.#hoursFailed += 1;
  }

  result(grid: HourGrid): SimulatedObligation {
    const { obligation, hours, estimated } = this.calls;
    const met = this.#hoursFailed === 0;
    return {
      name: obligation.name,
      programme: obligation.programme,
      calls: hours.filter((hour) => !this.#hours.has(hour - 1)).length,
      hoursCalled: hours.length,
      estimated,
      hoursFailed: this.#hoursFailed,
      met,
      least: Number.isFinite(this.#leastWatts) ? Power.watts(this.#leastWatts) : undefined,
      payment: met ? this.#payment(grid) : Money.usd(0),
    };
  }

  #payment(grid: HourGrid): Money<"USD"> {
    const { payment, obligation } = this.calls.obligation;
    if (payment === undefined) return Money.usd(0);
    return Money.sum(
      "USD",
      monthsOf(grid).map((month) => {
        const days = month.days.filter(({ day }) => isInTerm(this.calls.obligation, day));
        const hours = days.reduce((sum, { first, end }) => sum + end - first, 0);
        return Money.ofCapacity(payment.value, obligation.value, hours).dividedBy(month.hours);
      }),
    );
  }
}

/** The most that is drawn from a minute of the hour on. */
function mostAfter(moments: readonly Moment[], minute: number): number {
  let most = 0;
  for (const [at, moment] of moments.entries()) {
    const before = moments[at - 1];
    if (moment.minute < minute) continue;
    if (before !== undefined && before.minute < minute) {
      const share = (minute - before.minute) / (moment.minute - before.minute);
      most = Math.max(most, before.watts + (moment.watts - before.watts) * share);
    }
    most = Math.max(most, moment.watts);
  }
  return most;
}
