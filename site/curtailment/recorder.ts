import { Power } from "../units/index.ts";
import type { RunningLoad } from "./running-load.ts";

/** A change of one load's draw along a straight line. Moments in milliseconds since the epoch. */
export interface DispatchStep {
  readonly load: string;
  readonly at: number;
  readonly until: number;
  readonly from: Power;
  readonly to: Power;
}

/** What the site draws at a moment. */
export interface ProfilePoint {
  readonly at: number;
  readonly power: Power;
}

interface OpenStep {
  readonly load: string;
  readonly rate: number;
  readonly atMs: number;
  readonly fromKilowatts: number;
  untilMs: number;
  toKilowatts: number;
}

/** Writes down what a dispatch does. */
export class Recorder {
  readonly #loads: readonly RunningLoad[];
  readonly #otherKilowatts: number;
  readonly #steps: OpenStep[] = [];
  readonly #last = new Map<string, OpenStep>();
  readonly #points: { readonly atMs: number; readonly kilowatts: number }[] = [];
  peakKilowatts: number;

  constructor(loads: readonly RunningLoad[], otherKilowatts: number, startMs: number) {
    this.#loads = loads;
    this.#otherKilowatts = otherKilowatts;
    this.peakKilowatts = this.#drawn();
    this.#points.push({ atMs: startMs, kilowatts: this.peakKilowatts });
  }

  /** Notes the draw of the parts that begin to come back at a moment: at first, a part draws its inrush. */
  noteInrush(nowMs: number): void {
    let inrush = 0;
    for (const { load, part, levelKilowatts } of this.#loads) {
      if (part?.beganMs === nowMs) inrush += (part.endKilowatts - levelKilowatts) * load.restore.inrush;
    }
    this.peakKilowatts = Math.max(this.peakKilowatts, this.#drawn() + inrush);
  }

  /** Notes what a move from one moment to the next changes. */
  advance(nowMs: number, nextMs: number, move: () => void): void {
    const before = this.#loads.map(({ levelKilowatts }) => levelKilowatts);
    move();
    for (const [at, { load, rate, levelKilowatts }] of this.#loads.entries()) {
      if (rate === 0) continue;
      const last = this.#last.get(load.id);
      if (last?.untilMs === nowMs && last.rate === rate) {
        last.untilMs = nextMs;
        last.toKilowatts = levelKilowatts;
        continue;
      }
      const fromKilowatts = before[at] ?? 0;
      const step = {
        load: load.id,
        rate,
        atMs: nowMs,
        fromKilowatts,
        untilMs: nextMs,
        toKilowatts: levelKilowatts,
      };
      this.#steps.push(step);
      this.#last.set(load.id, step);
    }
    this.#points.push({ atMs: nextMs, kilowatts: this.#drawn() });
    this.peakKilowatts = Math.max(this.peakKilowatts, this.#drawn());
  }

  steps(): readonly DispatchStep[] {
    return this.#steps.map(({ load, atMs, untilMs, fromKilowatts, toKilowatts }) => ({
      load,
      at: atMs,
      until: untilMs,
      from: Power.kilowatts(fromKilowatts),
      to: Power.kilowatts(toKilowatts),
    }));
  }

  /** Without the points at which nothing changes, but for the first and the last. */
  profile(): readonly ProfilePoint[] {
    const points = this.#points.filter(({ kilowatts }, at, all) => {
      const [before, after] = [all[at - 1], all[at + 1]];
      return before?.kilowatts !== kilowatts || after?.kilowatts !== kilowatts;
    });
    return points.map(({ atMs, kilowatts }) => ({ at: atMs, power: Power.kilowatts(kilowatts) }));
  }

  #drawn(): number {
    return this.#loads.reduce((total, { levelKilowatts }) => total + levelKilowatts, this.#otherKilowatts);
  }
}
