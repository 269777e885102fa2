import type { Duration, Power } from "../units/index.ts";
import type { SheddableLoad } from "./plan.ts";
import { LoadAccount, type SimulatedLoad } from "./simulated-account.ts";

/** A load while it is simulated, hour by hour. Inner numbers are watts, watt-hours, minutes and hours. */
export class RunningHours {
  load: SheddableLoad;
  /** What it draws when it is not shed: whole watts, so that what is drawn and what is shed add up exactly. */
  fullWatts: number;
  levelWatts: number;
  isOff = false;
  /** How long it has been off, or on: for as long as matters, when the simulation begins. */
  hoursInState = Number.POSITIVE_INFINITY;
  #hoursThisYear = 0;
  #year = 0;
  #hoursOff = 0;
  readonly #account: LoadAccount;

  constructor(load: SheddableLoad) {
    this.load = load;
    this.fullWatts = Math.round(load.power.watts);
    this.levelWatts = this.fullWatts;
    this.#account = new LoadAccount(load);
  }

  /** The same load as the plan of a later day has it: more or fewer miners, other prices. */
  renew(load: SheddableLoad): void {
    this.#account.renew(load);
    const wasFull = this.levelWatts === this.fullWatts;
    this.load = load;
    this.fullWatts = Math.round(load.power.watts);
    this.levelWatts = wasFull ? this.fullWatts : Math.min(this.levelWatts, this.fullWatts);
  }

  get targetWatts(): number {
    return this.isOff ? 0 : this.fullWatts;
  }

  /** Whether its terms let it be off for another hour. */
  get mayBeOff(): boolean {
    const { hoursPerYear, maximumDuration } = this.load;
    const inARow = this.isOff ? this.hoursInState : 0;
    return (
      this.#hoursThisYear + 1 <= (hoursPerYear?.hours ?? Number.POSITIVE_INFINITY) &&
      inARow + 1 <= (maximumDuration?.hours ?? Number.POSITIVE_INFINITY)
    );
  }

  /** Whether it was shed too short a time ago to come back. */
  get mustStayOff(): boolean {
    return this.isOff && this.hoursInState < wholeHours(this.load.minimumOff) && this.mayBeOff;
  }

  /** Whether it may be shed for the price of energy, or go on being so. */
  get mayBeShedForPrice(): boolean {
    return this.mayBeOff && (this.isOff || this.hoursInState >= wholeHours(this.load.minimumRun));
  }

  switchTo(off: boolean): void {
    if (off === this.isOff) return;
    this.isOff = off;
    this.hoursInState = 0;
  }

  /** Begins an hour of a year: what a contract allows for a year begins anew with it. */
  begin(year: number): void {
    if (year !== this.#year) this.#hoursThisYear = 0;
    this.#year = year;
  }

  /** Ends an hour in which it drew so many watt-hours. */
  end(wattHours: number): void {
    this.hoursInState += 1;
    if (this.isOff) {
      this.#hoursThisYear += 1;
      this.#hoursOff += 1;
    }
    this.#account.add(wattHours, this.fullWatts - wattHours);
  }

  result(): SimulatedLoad {
    return this.#account.result(this.#hoursOff);
  }
}

/** An hour is the shortest time that prices know. */
function wholeHours(duration: Duration): number {
  return Math.ceil(duration.hours);
}

/** What is drawn whatever happens, in whole watts. */
export function fixedWatts(loads: readonly { readonly power: Power }[]): number {
  return loads.reduce((sum, { power }) => sum + Math.round(power.watts), 0);
}
