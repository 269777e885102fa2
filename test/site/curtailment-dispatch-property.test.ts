import fc from "fast-check";
import { expect, test } from "vitest";
import { dispatch } from "../../site/curtailment/dispatch.ts";
import { baselineOf, type CurtailmentPlan } from "../../site/curtailment/plan.ts";
import { shedsAt } from "../../site/curtailment/price.ts";
import { energyOf } from "../../site/curtailment/profile.ts";
import type { DispatchStep } from "../../site/curtailment/recorder.ts";
import type { CurtailmentSignal } from "../../site/curtailment/signal.ts";
import { Duration, Power, PowerRamp, sum } from "../../site/units/index.ts";
import { plans, signals } from "./curtailment-plans.ts";

const runs = { numRuns: 300 };

function each(check: (plan: CurtailmentPlan, signal: CurtailmentSignal) => void): void {
  fc.assert(fc.property(plans, signals, check), runs);
}

/** Kilowatts: a load that is a milliwatt from where it goes is there, and binary fractions lose as much again. */
const snap = 2e-6;

/** The steps of a load, in order. */
function stepsOf(steps: readonly DispatchStep[], load: string): DispatchStep[] {
  return steps.filter((step) => step.load === load).sort((a, b) => a.at - b.at);
}

test("Nothing is shed but what stands in the order, and never more than it draws", () => {
  each((plan, signal) => {
    const { steps, profile } = dispatch(plan, signal);
    const full = new Map(plan.order.map(({ id, power }) => [id, power.kilowatts]));
    for (const { load, from, to } of steps) {
      for (const level of [from.kilowatts, to.kilowatts]) {
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(full.get(load) ?? Number.NaN);
      }
    }
    // Firm AI and protected mining draw what they drew: the site never goes below them.
    const kept = baselineOf({ ...plan, order: [] });
    for (const { power } of profile) {
      expect(kept.exceeds(power)).toBe(false);
      expect(power.exceeds(baselineOf(plan))).toBe(false);
    }
  });
});

test("No load and no site goes down or up faster than its ramp", () => {
  each((plan, signal) => {
    const { steps, profile } = dispatch(plan, signal);
    const limit = (ramp: PowerRamp | undefined, ms: number) =>
      ((ramp?.kilowattsPerMinute ?? 0) * ms * (1 + 1e-9)) / 60_000;
    for (const { load: id, at, until, from, to } of steps) {
      const load = plan.order.find((one) => one.id === id);
      const change = to.kilowatts - from.kilowatts;
      expect(change).toBeLessThanOrEqual(limit(load?.rampUp, until - at) + snap);
      expect(-change).toBeLessThanOrEqual(limit(load?.rampDown, until - at) + snap);
    }
    for (const [at, point] of profile.entries()) {
      const next = profile[at + 1];
      if (next === undefined) continue;
      expect(next.at).toBeGreaterThan(point.at);
      const change = next.power.kilowatts - point.power.kilowatts;
      const most = snap * plan.order.length;
      expect(change).toBeLessThanOrEqual(limit(plan.ramp.up, next.at - point.at) + most);
      expect(-change).toBeLessThanOrEqual(limit(plan.ramp.down, next.at - point.at) + most);
    }
  });
});

test("Energy in is energy out: what is drawn is the level before, less what each load sheds", () => {
  each((plan, signal) => {
    const { steps, profile } = dispatch(plan, signal);
    const [first, last] = [profile[0]?.at ?? 0, profile.at(-1)?.at ?? 0];
    const hours = (ms: number) => ms / 3_600_000;
    let shed = 0;
    for (const { id, power } of plan.order) {
      const full = power.kilowatts;
      let level = full;
      let at = first;
      for (const step of stepsOf(steps, id)) {
        expect(step.at).toBeGreaterThanOrEqual(at);
        expect(step.from.kilowatts).toBeCloseTo(level, 6);
        shed += (full - level) * hours(step.at - at);
        shed += (full - (step.from.kilowatts + step.to.kilowatts) / 2) * hours(step.until - step.at);
        [level, at] = [step.to.kilowatts, step.until];
      }
      shed += (full - level) * hours(last - at);
    }
    const drawn = energyOf(profile).kilowattHours;
    const before = baselineOf(plan).kilowatts * hours(last - first);
    expect(Math.abs(before - shed - drawn)).toBeLessThanOrEqual(1e-6 * Math.max(1, before));
  });
});

test("After the signal everything is back at its level, each group after the one before", () => {
  each((plan, signal) => {
    const { steps, profile, restored } = dispatch(plan, signal);
    for (const { id, power } of plan.order) {
      const last = stepsOf(steps, id).at(-1);
      if (last !== undefined) expect(last.to.kilowatts).toBe(power.kilowatts);
    }
    expect(profile.at(-1)?.power.equals(baselineOf(plan))).toBe(true);
    expect(restored).toBe(Math.max(signal.intervals[0]?.start ?? 0, ...steps.map(({ until }) => until)));
    const end = Math.max(...signal.intervals.map(({ start, duration }) => start + duration.seconds * 1000));
    // What a contract brings back at its time does not wait for others.
    const free = plan.order.filter(({ maximumDuration }) => maximumDuration === undefined);
    for (const early of free) {
      for (const late of free.filter(({ restore }) => restore.group > early.restore.group)) {
        const first = stepsOf(steps, late.id).find(({ at, from, to }) => at >= end && to.exceeds(from));
        const last = stepsOf(steps, early.id).at(-1);
        if (first !== undefined && last !== undefined && last.until > end)
          expect(first.at).toBeGreaterThanOrEqual(last.until);
      }
    }
  });
});

test("Notice, least times and longest times of every load are kept", () => {
  each((plan, signal) => {
    const { steps } = dispatch(plan, signal);
    const received = signal.intervals[0]?.start ?? 0;
    const price = signal.intervals.every(({ request }) => request.kind === "price");
    for (const load of plan.order) {
      const own = stepsOf(steps, load.id);
      let off: number | undefined;
      let offMs = 0;
      for (const [at, { from, to, at: begins }] of own.entries()) {
        const before = own[at - 1];
        const falls = from.exceeds(to);
        if (falls) expect(begins).toBeGreaterThanOrEqual(received + load.notice.seconds * 1000);
        if (before !== undefined && falls !== before.from.exceeds(before.to)) {
          const least = falls ? load.minimumRun : load.minimumOff;
          if (!falls || price) expect(begins - before.until).toBeGreaterThanOrEqual(least.seconds * 1000);
        }
        if (falls) off ??= begins;
        if (falls || off === undefined) continue;
        offMs += begins - off;
        off = undefined;
        if (load.maximumDuration !== undefined)
          expect(offMs).toBeLessThanOrEqual(load.maximumDuration.seconds * 1000);
      }
    }
  });
});

test("No load of a later turn is shed while an earlier one stands that could have been shed in time", () => {
  const late = fc.integer({ min: 0, max: 400_000 });
  fc.assert(
    fc.property(plans, late, fc.boolean(), (drawn, kilowatts, soon) => {
      // What an earlier load can do by a deadline is known from itself alone only where the site's ramp holds nobody back.
      const plan = soon
        ? { ...drawn, ramp: { ...drawn.ramp, down: PowerRamp.megawattsPerMinute(1e6) } }
        : drawn;
      const request = { kind: "shed" as const, power: Power.kilowatts(kilowatts) };
      const at = Date.parse("2026-08-14T20:00:00Z");
      const { steps } = dispatch(plan, {
        name: "call",
        programme: soon ? "ERS-10" : undefined,
        zones: [],
        intervals: [{ start: at, duration: Duration.hours(12), request }],
      });
      const lowest = (id: string) =>
        Math.min(...stepsOf(steps, id).map(({ to }) => to.kilowatts), Number.POSITIVE_INFINITY);
      const lasts = plan.order.filter(({ maximumDuration }) => maximumDuration === undefined);
      for (const [turn, earlier] of lasts.entries()) {
        const inTime = soon
          ? Math.max(0, 10 - earlier.notice.minutes) * earlier.rampDown.kilowattsPerMinute
          : Number.POSITIVE_INFINITY;
        const could = Math.min(earlier.power.kilowatts, inTime);
        const left = Math.min(earlier.power.kilowatts, lowest(earlier.id));
        for (const later of lasts.slice(turn + 1)) {
          if (stepsOf(steps, later.id).length > 0)
            expect(earlier.power.kilowatts - left).toBeGreaterThanOrEqual(could - 1e-3);
        }
      }
    }),
    runs,
  );
});

test("What a price asks for is shed, and nothing else, once ramps and least times let it", () => {
  each((plan, signal) => {
    const prices = signal.intervals.filter(({ request }) => request.kind === "price");
    const { steps } = dispatch(plan, { ...signal, intervals: prices });
    for (const { id, ...load } of plan.order) {
      const ever = prices.some(
        ({ request }) => request.kind === "price" && shedsAt(plan, { id, ...load }, request.price),
      );
      if (!ever) expect(stepsOf(steps, id)).toEqual([]);
    }
  });
});

test("Inrush never adds up beyond one part of each zone of a group", () => {
  each((plan, signal) => {
    const { peak } = dispatch(plan, signal);
    const extra = (group: number) =>
      sum(
        Power.zero,
        plan.order
          .filter(({ restore }) => restore.group === group)
          .map(({ power, restore }) => power.times((restore.inrush - 1) / restore.steps)),
      );
    // What a contract brings back at its time may fall together with a group.
    const forced = plan.order.filter(({ maximumDuration }) => maximumDuration !== undefined);
    const most = [0, 1, 2].map(extra).reduce((a, b) => (a.exceeds(b) ? a : b));
    const besides = sum(
      Power.zero,
      forced.map(({ power, restore }) => power.times((restore.inrush - 1) / restore.steps)),
    );
    expect(peak.exceeds(baselineOf(plan).plus(most).plus(besides))).toBe(false);
  });
});

test("The same plan and signal give the same dispatch", () => {
  each((plan, signal) => {
    expect(JSON.stringify(dispatch(plan, signal))).toBe(JSON.stringify(dispatch(plan, signal)));
  });
});
