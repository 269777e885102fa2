import fc from "fast-check";
import type { Dispatch } from "../../site/curtailment/dispatch.ts";
import type { CurtailmentPlan, ShedClass, SheddableLoad } from "../../site/curtailment/plan.ts";
import type { CurtailmentRequest, CurtailmentSignal, SignalInterval } from "../../site/curtailment/signal.ts";
import { day } from "../../site/day.ts";
import { Duration, EnergyPrice, Hashrate, Power, PowerRamp } from "../../site/units/index.ts";

export const start = Date.parse("2026-08-14T20:00:00Z");

/** A load of 60 MW that goes at 20 MW/min, in 3 min, and may do so at once. */
export function loadOf(id: string, change: Partial<SheddableLoad> = {}): SheddableLoad {
  return {
    id,
    class: "own-mining",
    zone: id,
    power: Power.megawatts(60),
    miners: 15_000,
    hashrate: Hashrate.petahashes(3000),
    value: EnergyPrice.dollarsPerMegawattHour(50),
    revenue: EnergyPrice.dollarsPerMegawattHour(60),
    notice: Duration.zero,
    rampDown: PowerRamp.megawattsPerMinute(20),
    rampUp: PowerRamp.megawattsPerMinute(20),
    minimumRun: Duration.zero,
    minimumOff: Duration.zero,
    restore: { group: 1, steps: 1, interval: Duration.zero, inrush: 1 },
    ...change,
  };
}

/** A plan without a ramp of the site that would bind, 100 MW of firm AI and 10 MW of protected mining. */
export function planOf(
  order: readonly SheddableLoad[],
  change: Partial<CurtailmentPlan> = {},
): CurtailmentPlan {
  return {
    site: "test-site",
    day: day("2026-08-14"),
    timeZone: "America/Chicago",
    order,
    firm: [{ tenant: "lab", zone: "hall", power: Power.megawatts(100) }],
    protected: [{ zone: "kept", power: Power.megawatts(10), because: "not curtailable" }],
    obligations: [],
    ramp: { down: PowerRamp.megawattsPerMinute(1000), up: PowerRamp.megawattsPerMinute(1000) },
    strike: undefined,
    ...change,
  };
}

/** Requests that follow each other, each for some minutes. */
export function signalOf(
  parts: readonly (readonly [minutes: number, request: CurtailmentRequest])[],
  change: Partial<CurtailmentSignal> = {},
): CurtailmentSignal {
  let at = start;
  const intervals = parts.map(([minutes, request]): SignalInterval => {
    const interval = { start: at, duration: Duration.minutes(minutes), request };
    at += minutes * 60_000;
    return interval;
  });
  return { name: "call", programme: undefined, zones: [], intervals, ...change };
}

export const shed = (megawatts: number): CurtailmentRequest => ({
  kind: "shed",
  power: Power.megawatts(megawatts),
});

const classes: readonly ShedClass[] = ["own-mining", "hosted-mining", "flexible-ai"];

const minutes = (max: number) => fc.integer({ min: 0, max }).map((value) => Duration.minutes(value));

const ramp = fc.integer({ min: 1, max: 40 }).map((value) => PowerRamp.megawattsPerMinute(value));

const loadSpec = fc.record({
  turn: fc.nat(2),
  kilowatts: fc.integer({ min: 1, max: 120_000 }),
  value: fc.integer({ min: 0, max: 120 }),
  notice: fc.oneof(fc.constant(Duration.zero), minutes(20)),
  rampDown: ramp,
  rampUp: ramp,
  minimumRun: minutes(20),
  minimumOff: minutes(20),
  longest: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined, freq: 2 }),
  group: fc.integer({ min: 0, max: 2 }),
  steps: fc.integer({ min: 1, max: 4 }),
  interval: minutes(5),
  inrush: fc.integer({ min: 1, max: 6 }),
});

/** Plans of one to eight loads, in order, with ramps of loads and of the site that bind. */
export const plans: fc.Arbitrary<CurtailmentPlan> = fc
  .record({
    loads: fc.array(loadSpec, { minLength: 1, maxLength: 8 }),
    down: ramp,
    up: ramp,
    strike: fc.option(fc.integer({ min: -10, max: 120 }), { nil: undefined }),
  })
  .map(({ loads, down, up, strike }) => {
    const order = loads.map(
      ({ turn, kilowatts, value, longest, group, steps, interval, inrush, ...terms }, at) =>
        loadOf(`load-${at}`, {
          ...terms,
          class: classes[turn] ?? "own-mining",
          power: Power.kilowatts(kilowatts),
          value: EnergyPrice.dollarsPerMegawattHour(value),
          // A contract's limit outweighs the least time off: a load with one has none here.
          ...(longest === undefined
            ? {}
            : { maximumDuration: Duration.minutes(longest), minimumOff: Duration.zero }),
          restore: { group, steps, interval, inrush },
        }),
    );
    order.sort((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class) || a.value.compare(b.value));
    return planOf(order, {
      ramp: { down, up },
      strike: strike === undefined ? undefined : EnergyPrice.dollarsPerMegawattHour(strike),
    });
  });

const request: fc.Arbitrary<CurtailmentRequest> = fc.oneof(
  fc
    .integer({ min: 0, max: 500_000 })
    .map((value) => ({ kind: "shed" as const, power: Power.kilowatts(value) })),
  fc
    .integer({ min: 0, max: 500_000 })
    .map((value) => ({ kind: "limit" as const, power: Power.kilowatts(value) })),
  fc.integer({ min: -50, max: 150 }).map((value) => ({
    kind: "price" as const,
    price: EnergyPrice.dollarsPerMegawattHour(value),
  })),
  fc.constant({ kind: "everything" as const }),
  fc.constant({ kind: "nothing" as const }),
);

/** Signals of one to five intervals, some with pauses between them, some of a programme that has to be met soon. */
export const signals: fc.Arbitrary<CurtailmentSignal> = fc
  .record({
    parts: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 120 }), fc.oneof(fc.constant(0), fc.nat(30)), request),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    programme: fc.constantFrom(undefined, "ERCOT ERS-10"),
  })
  .map(({ parts, programme }) => {
    let at = start;
    const intervals = parts.map(([length, pause, asked]) => {
      const from = at + pause * 60_000;
      at = from + length * 60_000;
      return { start: from, duration: Duration.minutes(length), request: asked };
    });
    return { name: "random", programme, zones: [], intervals };
  });

/** The least that a site draws. */
export function curtailedTo({ profile, baseline }: Dispatch): string {
  return String(profile.map(({ power }) => power).reduce((a, b) => (a.exceeds(b) ? b : a), baseline));
}
