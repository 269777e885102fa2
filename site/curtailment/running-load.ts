import { Duration } from "../units/index.ts";
import type { SheddableLoad } from "./plan.ts";

/** What was asked of a load this year before. */
export interface Usage {
  readonly shed: Duration;
  readonly calls: number;
}

/** Below this two powers are the same: a milliwatt, far above what binary fractions lose. */
export const negligibleKilowatts = 1e-6;

/**
 * A load while a signal is dispatched: the one mutable thing of a dispatch. Power in kilowatts, time in whole
 * milliseconds since the epoch, rates in kilowatts a millisecond, positive where the load rises.
 */
export interface RunningLoad {
  readonly load: SheddableLoad;
  readonly fullKilowatts: number;
  readonly fallRate: number;
  readonly riseRate: number;
  readonly partKilowatts: number;
  /** The first moment at which it may begin to fall: when the call came in, and its notice later. */
  readonly earliestMs: number;
  levelKilowatts: number;
  setpointKilowatts: number;
  rate: number;
  lastFellMs: number;
  lastRoseMs: number;
  /** Since when it is being shed; undefined while it is at its full level or coming back. */
  shedSinceMs: number | undefined;
  /** How long it may still be shed. */
  leftMs: number;
  /** A part that is coming back: when it began, and where it ends. */
  part: { readonly beganMs: number; readonly endKilowatts: number } | undefined;
}

const perMillisecond = 60_000;

/** A load at its full level, as a call comes in. */
export function runningLoad(load: SheddableLoad, receivedMs: number, used: Usage | undefined): RunningLoad {
  const full = load.power.kilowatts;
  return {
    load,
    fullKilowatts: full,
    fallRate: load.rampDown.kilowattsPerMinute / perMillisecond,
    riseRate: load.rampUp.kilowattsPerMinute / perMillisecond,
    partKilowatts: full / load.restore.steps,
    earliestMs: receivedMs + milliseconds(load.notice),
    levelKilowatts: full,
    setpointKilowatts: full,
    rate: 0,
    lastFellMs: Number.NEGATIVE_INFINITY,
    lastRoseMs: Number.NEGATIVE_INFINITY,
    shedSinceMs: undefined,
    leftMs: longest(load, used),
    part: undefined,
  };
}

/** A duration in whole milliseconds, rounded up. */
export function milliseconds(duration: Duration): number {
  return Math.ceil(duration.seconds * 1000);
}

function longest({ maximumDuration, hoursPerYear, callsPerYear }: SheddableLoad, used?: Usage): number {
  if (callsPerYear !== undefined && (used?.calls ?? 0) >= callsPerYear) return 0;
  const left = hoursPerYear?.minus(used?.shed ?? Duration.zero);
  const limits = [maximumDuration, left].flatMap((one) => (one === undefined ? [] : milliseconds(one)));
  return Math.max(0, Math.min(Number.POSITIVE_INFINITY, ...limits));
}

/** How long it may still be shed from a moment on. */
export function shedTimeLeft({ shedSinceMs, leftMs }: RunningLoad, nowMs: number): number {
  return leftMs - (shedSinceMs === undefined ? 0 : nowMs - shedSinceMs);
}

/** Whether its terms let it be shed no longer in this dispatch. */
export function isSpent(one: RunningLoad, nowMs: number): boolean {
  return shedTimeLeft(one, nowMs) <= 0;
}

export function wantsDown(one: RunningLoad): boolean {
  return one.levelKilowatts > one.setpointKilowatts + negligibleKilowatts;
}

export function wantsUp(one: RunningLoad): boolean {
  return one.levelKilowatts < one.setpointKilowatts - negligibleKilowatts;
}

/** Moves a load along its rate, and keeps account of what it may still do. */
export function advance(one: RunningLoad, nowMs: number, nextMs: number): void {
  if (one.rate < 0) {
    one.levelKilowatts = Math.max(one.setpointKilowatts, one.levelKilowatts + one.rate * (nextMs - nowMs));
    if (one.levelKilowatts - one.setpointKilowatts < negligibleKilowatts)
      one.levelKilowatts = one.setpointKilowatts;
    one.lastFellMs = nextMs;
  }
  if (one.rate > 0) {
    const end = one.part?.endKilowatts ?? one.setpointKilowatts;
    one.levelKilowatts = Math.min(end, one.levelKilowatts + one.rate * (nextMs - nowMs));
    if (end - one.levelKilowatts < negligibleKilowatts) one.levelKilowatts = end;
    one.lastRoseMs = nextMs;
  }
}
