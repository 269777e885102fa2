import { expect, test } from "vitest";
import { type Dispatch, dispatch } from "../../site/curtailment/dispatch.ts";
import { Duration, EnergyPrice, Power, PowerRamp } from "../../site/units/index.ts";
import { curtailedTo, loadOf, planOf, shed, signalOf, start } from "./curtailment-plans.ts";

const everything = { kind: "everything" } as const;
const minutes = (count: number) => Duration.minutes(count);

/** Steps as `load from-to minutes, MW to MW`. */
function told({ steps }: Dispatch): string[] {
  const minute = (ms: number) => Number(((ms - start) / 60_000).toFixed(2));
  return steps.map(
    ({ load, at, until, from, to }) =>
      `${load} ${minute(at)}-${minute(until)}: ${from.megawatts.toFixed(1)} to ${to.megawatts.toFixed(1)}`,
  );
}

test("What earns least goes first, the last of it in part, and all comes back the other way round", () => {
  const plan = planOf([loadOf("a"), loadOf("b"), loadOf("c")], {
    ramp: { down: PowerRamp.megawattsPerMinute(20), up: PowerRamp.megawattsPerMinute(20) },
  });
  const result = dispatch(plan, signalOf([[60, shed(90)]]));
  expect(told(result)).toEqual([
    "a 0-3: 60.0 to 0.0",
    "b 3-4.5: 60.0 to 30.0",
    "b 60-61.5: 30.0 to 60.0",
    "a 61.5-64.5: 0.0 to 60.0",
  ]);
  expect(String(result.baseline)).toBe("290 MW");
  expect(result.intervals[0]).toMatchObject({ met: start + 4.5 * 60_000, lost: undefined, reasons: [] });
  expect(result.restored).toBe(start + 64.5 * 60_000);
});

test("A limit sheds what is above it, and firm AI is under it as well", () => {
  const plan = planOf([loadOf("a"), loadOf("b")]);
  const limit = { kind: "limit" as const, power: Power.megawatts(200) };
  // 60 + 60 + 100 firm + 10 protected.
  const result = dispatch(plan, signalOf([[30, limit]]));
  expect(String(result.intervals[0]?.asked)).toBe("30 MW");
  expect(curtailedTo(result)).toBe("200 MW");
});

test("More than can be shed sheds all there is, and says what may not be", () => {
  const plan = planOf([loadOf("a")]);
  const [interval] = dispatch(plan, signalOf([[30, shed(100)]])).intervals;
  expect(interval).toMatchObject({ met: undefined });
  expect(String(interval?.shed)).toBe("60 MW");
  expect(interval?.reasons).toEqual([
    "100 MW is asked for, and only 60 MW can be shed: 100 MW is firm AI, 10 MW is mining that may not be shed",
  ]);
});

test("A load with notice goes when it has passed, and one behind it stands in where a call is due before", () => {
  const slow = loadOf("slow", { class: "hosted-mining", notice: minutes(20) });
  const late = loadOf("late", { class: "flexible-ai" });
  const plan = planOf([slow, late]);
  expect(told(dispatch(plan, signalOf([[60, shed(50)]])))[0]).toBe("slow 20-22.5: 60.0 to 10.0");
  // ERS-10 is due after ten minutes.
  const called = dispatch(plan, signalOf([[60, shed(50)]], { programme: "ERCOT ERS-10" }));
  expect(told(called)[0]).toBe("late 0-2.5: 60.0 to 10.0");
  expect(called.intervals[0]).toMatchObject({ due: start + 600_000, reasons: [] });
  // Told half an hour before, there is no need of it.
  const early = dispatch(plan, signalOf([[60, shed(50)]], { programme: "ERCOT ERS-10" }), {
    received: start - 1_800_000,
  });
  expect(told(early)[0]).toBe("slow 0-2.5: 60.0 to 10.0");
});

test("What is due before a ramp gets there is late, and says which ramp", () => {
  const plan = planOf([loadOf("a"), loadOf("b")], {
    ramp: { down: PowerRamp.megawattsPerMinute(5), up: PowerRamp.megawattsPerMinute(5) },
  });
  const [interval] = dispatch(plan, signalOf([[60, shed(100)]], { programme: "ERS-10" })).intervals;
  expect(interval).toMatchObject({ met: start + 20 * 60_000, due: start + 600_000 });
  expect(String(interval?.shedWhenDue)).toBe("50 MW");
  expect(interval?.reasons).toEqual(["the site's ramp of 5 MW/min takes 20 min for 100 MW"]);
});

test("What is late says what makes it so: a load's own ramp, where the site's leaves time enough", () => {
  const slow = loadOf("slow", { rampDown: PowerRamp.megawattsPerMinute(1) });
  const [interval] = dispatch(planOf([slow]), signalOf([[30, shed(60)]])).intervals;
  expect(interval?.reasons).toEqual(["slow's ramp of 1 MW/min takes 1 h for 60 MW"]);
});

test("An interval that goes on with a call is due when the call is, and one that asks for more is called anew", () => {
  const ramp = { down: PowerRamp.megawattsPerMinute(10), up: PowerRamp.megawattsPerMinute(10) };
  const plan = planOf([loadOf("a"), loadOf("b")], { ramp });
  const { intervals } = dispatch(
    plan,
    signalOf(
      [
        [5, shed(80)],
        [5, shed(80)],
        [5, shed(60)],
        [5, shed(60)],
        [5, shed(100)],
      ],
      { programme: "ERS-10" },
    ),
  );
  const minute = (ms: number | undefined) => ((ms ?? Number.NaN) - start) / 60_000;
  expect(intervals.map(({ since, due }) => [minute(since), minute(due)])).toEqual([
    [0, 10],
    [0, 10],
    [0, 10],
    [0, 10],
    [20, 30],
  ]);
  // The first ends on its way, before it is due.
  expect(intervals.map(({ reasons }) => reasons)).toEqual([[], [], [], [], []]);
});

test("An interval that asks for more, and one that asks for less, change only the last of the order", () => {
  const plan = planOf([loadOf("a"), loadOf("b"), loadOf("c")]);
  const result = dispatch(
    plan,
    signalOf([
      [30, shed(80)],
      [30, shed(140)],
      [30, shed(70)],
    ]),
  );
  expect(told(result).slice(0, 6)).toEqual([
    "a 0-3: 60.0 to 0.0",
    "b 0-1: 60.0 to 40.0",
    "b 30-32: 40.0 to 0.0",
    "c 30-31: 60.0 to 40.0",
    "b 60-62.5: 0.0 to 50.0",
    "c 60-61: 40.0 to 60.0",
  ]);
  expect(result.intervals.every(({ reasons }) => reasons.length === 0)).toBe(true);
});

test("Miners stay off for their least time, although nothing is asked any more", () => {
  const plan = planOf([loadOf("a", { minimumOff: minutes(15) })]);
  expect(told(dispatch(plan, signalOf([[5, everything]])))).toEqual([
    "a 0-3: 60.0 to 0.0",
    "a 18-21: 0.0 to 60.0",
  ]);
});

test("A price stops miners that have just come back only after their least run; a call does so at once", () => {
  const dear = { kind: "price" as const, price: EnergyPrice.dollarsPerMegawattHour(80) };
  const cheap = { kind: "price" as const, price: EnergyPrice.dollarsPerMegawattHour(20) };
  const plan = planOf([loadOf("a", { minimumRun: minutes(20) })]);
  expect(
    told(
      dispatch(
        plan,
        signalOf([
          [10, dear],
          [10, cheap],
          [60, dear],
        ]),
      ),
    ),
  ).toEqual(["a 0-3: 60.0 to 0.0", "a 10-13: 0.0 to 60.0", "a 33-36: 60.0 to 0.0", "a 80-83: 0.0 to 60.0"]);
  const called = dispatch(
    plan,
    signalOf([
      [10, dear],
      [10, cheap],
      [60, everything],
    ]),
  );
  expect(told(called)[2]).toBe("a 20-23: 60.0 to 0.0");
});

test("A price below zero sheds nothing; a strike price sheds all mining above it, and no AI", () => {
  const at = (price: number) => ({
    kind: "price" as const,
    price: EnergyPrice.dollarsPerMegawattHour(price),
  });
  const order = [
    loadOf("old", { value: EnergyPrice.dollarsPerMegawattHour(40) }),
    loadOf("new", { value: EnergyPrice.dollarsPerMegawattHour(90) }),
    loadOf("ai", { class: "flexible-ai", value: EnergyPrice.zero }),
  ];
  const touched = (price: number, strike?: number) => {
    const plan = planOf(order, {
      strike: strike === undefined ? undefined : EnergyPrice.dollarsPerMegawattHour(strike),
    });
    return [...new Set(dispatch(plan, signalOf([[60, at(price)]])).steps.map(({ load }) => load))];
  };
  expect(touched(-20)).toEqual([]);
  expect(touched(60)).toEqual(["old"]);
  expect(touched(60, 50)).toEqual(["old", "new"]);
  expect(touched(60, 70)).toEqual([]);
});

test("Groups come back one after the other, a zone in parts, and inrush is of one part alone", () => {
  const restore = { steps: 3, interval: minutes(5), inrush: 4 };
  const plan = planOf([
    loadOf("first", { restore: { group: 1, ...restore } }),
    loadOf("second", { restore: { group: 2, ...restore, inrush: 2 } }),
  ]);
  const result = dispatch(plan, signalOf([[30, everything]]));
  expect(told(result).slice(2)).toEqual([
    "first 30-31: 0.0 to 20.0",
    "first 35-36: 20.0 to 40.0",
    "first 40-41: 40.0 to 60.0",
    "second 41-42: 0.0 to 20.0",
    "second 46-47: 20.0 to 40.0",
    "second 51-52: 40.0 to 60.0",
  ]);
  // The last part of the second group: 210 MW run, and 20 MW draw twice their own.
  expect(String(result.peak)).toBe("250 MW");
});

test("What a lease lets wait for an hour comes back after an hour, though the call goes on", () => {
  const ai = loadOf("lab/hall", { class: "flexible-ai", maximumDuration: minutes(60) });
  const result = dispatch(planOf([ai]), signalOf([[120, shed(40)]]));
  expect(told(result)).toEqual(["lab/hall 0-2: 60.0 to 20.0", "lab/hall 60-62: 20.0 to 60.0"]);
  expect(result.intervals[0]).toMatchObject({ lost: expect.any(Number) });
  expect(result.intervals[0]?.reasons).toEqual(["lab/hall may be shed no longer by its terms"]);
  // One that lasts is taken before it, although it stands behind.
  const both = dispatch(planOf([ai, loadOf("z")]), signalOf([[120, shed(40)]]));
  expect([...new Set(both.steps.map(({ load }) => load))]).toEqual(["z"]);
});

test("Hours and calls of the year that are used up are not used again", () => {
  const hosted = loadOf("hosted", { class: "hosted-mining", hoursPerYear: Duration.hours(10) });
  const ai = loadOf("ai", { class: "flexible-ai", callsPerYear: 2 });
  const used = (shedHours: number, calls: number) => {
    const usage = { shed: Duration.hours(shedHours), calls };
    const options = {
      usage: new Map([
        ["hosted", usage],
        ["ai", usage],
      ]),
    };
    const { steps } = dispatch(planOf([hosted, ai]), signalOf([[60, everything]]), options);
    return [...new Set(steps.map(({ load }) => load))];
  };
  expect(used(8, 1)).toEqual(["hosted", "ai"]);
  expect(used(10, 1)).toEqual(["ai"]);
  expect(used(8, 2)).toEqual(["hosted"]);
});

test("A signal about some zones leaves all others alone", () => {
  const plan = planOf([loadOf("a"), loadOf("b")]);
  const { steps, intervals } = dispatch(plan, signalOf([[30, everything]], { zones: ["b"] }));
  expect([...new Set(steps.map(({ load }) => load))]).toEqual(["b"]);
  expect(String(intervals[0]?.asked)).toBe("60 MW");
  // A limit of some zones is of what they draw alone.
  const limit = { kind: "limit" as const, power: Power.megawatts(50) };
  const limited = dispatch(plan, signalOf([[30, limit]], { zones: ["b"] }));
  expect(String(limited.intervals[0]?.asked)).toBe("10 MW");
  const hall = dispatch(plan, signalOf([[30, limit]], { zones: ["b", "kept"] }));
  expect(String(hall.intervals[0]?.asked)).toBe("20 MW");
});
