import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventNames, readEvent } from "../../site/curtailment/event.ts";
import type { CurtailmentRequest } from "../../site/curtailment/signal.ts";
import { Refusal } from "../../site/problem.ts";
import { EnergyPrice, Power } from "../../site/units/index.ts";

const names: EventNames = {
  site: "childress",
  zones: ["asic-a", "asic-b"],
  programmes: [{ name: "ers-summer", obligation: Power.megawatts(12) }],
};

const setpoint = {
  programID: "ers-summer",
  eventName: "ers-2026-08-14",
  priority: 0,
  targets: ["site:childress", "zone:asic-b"],
  intervalPeriod: { start: "2026-08-14T21:00:00Z", duration: "PT1H", randomizeStart: "PT0S" },
  payloadDescriptors: [
    { objectType: "EVENT_PAYLOAD_DESCRIPTOR", payloadType: "DISPATCH_SETPOINT", units: "KW" },
  ],
  reportDescriptors: [],
  intervals: [{ id: 0, payloads: [{ type: "DISPATCH_SETPOINT", values: [12000] }] }],
};

function read(event: object, change: Partial<EventNames> = {}) {
  return readEvent(JSON.stringify(event, null, 2), "event.json", { ...names, ...change });
}

/** The event with one payload, and the descriptor of its type. */
function asking(
  type: string,
  values: readonly unknown[],
  descriptor: object = { units: "KW" },
  change: object = {},
): object {
  return {
    ...setpoint,
    targets: [],
    payloadDescriptors: [{ objectType: "EVENT_PAYLOAD_DESCRIPTOR", payloadType: type, ...descriptor }],
    intervals: [{ id: 0, payloads: [{ type, values }] }],
    ...change,
  };
}

function requestOf(event: object): CurtailmentRequest | undefined {
  return read(event).intervals[0]?.request;
}

/** What is refused of an event: each problem with its line. */
function refused(event: object | string, change: Partial<EventNames> = {}): string[] {
  const text = typeof event === "string" ? event : JSON.stringify(event, null, 2);
  try {
    readEvent(text, "event.json", { ...names, ...change });
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ where, message }) => `${where} ${message}`);
    throw error;
  }
  throw new Error("the event was followed");
}

test("An event of OpenADR 3.1.1 is read as a signal", () => {
  expect(read(setpoint)).toEqual({
    name: "ers-2026-08-14",
    programme: "ers-summer",
    zones: ["asic-b"],
    intervals: [
      {
        start: Date.UTC(2026, 7, 14, 21),
        duration: expect.objectContaining({ seconds: 3600 }),
        request: { kind: "limit", power: Power.kilowatts(12_000) },
      },
    ],
  });
});

test("A setpoint is the most that may be drawn, a relative one what must go", () => {
  expect(requestOf(asking("DISPATCH_SETPOINT", [9.5], { units: "MW" }))).toEqual({
    kind: "limit",
    power: Power.megawatts(9.5),
  });
  expect(requestOf(asking("IMPORT_CAPACITY_LIMIT", [0]))).toEqual({ kind: "limit", power: Power.zero });
  const relative = asking("DISPATCH_SETPOINT_RELATIVE", [2500.5]);
  expect(requestOf(relative)).toEqual({ kind: "shed", power: Power.kilowatts(2500.5) });
  expect(requestOf(asking("DISPATCH_SETPOINT_RELATIVE", [0]))).toEqual({ kind: "nothing" });
});

test("A simple level calls what the programme is promised, and level 3 everything", () => {
  const levels = [0, 1, 2, 3].map((level) => requestOf(asking("SIMPLE", [level], {})));
  const promised = { kind: "shed", power: Power.megawatts(12) };
  expect(levels).toEqual([{ kind: "nothing" }, promised, promised, { kind: "everything" }]);
  const unknown = asking("SIMPLE", [1], {}, { programID: "8c1f-of-a-server" });
  expect(refused(unknown)).toEqual([
    expect.stringMatching(
      /^event\.json:22:\d+ intervals\[0\]\.payloads\[0\]: SIMPLE 1 says no power.*program:NAME/,
    ),
  ]);
  expect(requestOf({ ...unknown, targets: ["program:ers-summer"] })).toEqual(promised);
  expect(refused(asking("SIMPLE", [4], {}))).toEqual([expect.stringContaining("not 4")]);
});

test("Prices are in dollars a kWh or a MWh, and may be negative", () => {
  const price = (amount: number, units: string) =>
    requestOf(asking("PRICE", [amount], { units, currency: "USD" }));
  const at = (dollars: number) => ({ kind: "price", price: EnergyPrice.dollarsPerMegawattHour(dollars) });
  expect(price(0.17, "KWH")).toEqual(at(170));
  expect(price(-31.5, "MWH")).toEqual(at(-31.5));
  expect(refused(asking("PRICE", [1], { units: "KWH", currency: "EUR" }))).toEqual([
    expect.stringContaining("is in EUR: busbar reads prices in USD"),
  ]);
  expect(refused(asking("PRICE", [1], { units: "KW", currency: "USD" }))).toEqual([
    expect.stringContaining('PRICE is in "KW": busbar reads KWH'),
  ]);
});

test("An alert of the grid sheds everything", () => {
  for (const type of ["ALERT_GRID_EMERGENCY", "ALERT_BLACK_START"])
    expect(requestOf(asking(type, ["EEA 3"], {}))).toEqual({ kind: "everything" });
});

test("Intervals follow one another from the event's start, and may have times of their own", () => {
  const interval = (id: number, intervalPeriod?: object) => ({
    id,
    ...(intervalPeriod && { intervalPeriod }),
    payloads: [{ type: "DISPATCH_SETPOINT", values: [id] }],
  });
  const { intervals } = read({
    ...setpoint,
    intervals: [
      interval(3, { start: "2026-08-15T02:00:00+02:00", duration: "P1D" }),
      interval(0, { start: "2026-08-14T21:00:00Z" }),
      interval(1, { duration: "PT30M" }),
      interval(2),
    ],
  });
  const iso = intervals.map(({ start, duration, request }) => [
    new Date(start).toISOString(),
    duration.hours,
    request.kind === "limit" && request.power.kilowatts,
  ]);
  expect(iso).toEqual([
    ["2026-08-14T21:00:00.000Z", 1, 0],
    ["2026-08-14T22:00:00.000Z", 0.5, 1],
    ["2026-08-14T22:30:00.000Z", 1, 2],
    ["2026-08-15T00:00:00.000Z", 24, 3],
  ]);
});

test("Months are those of the calendar, and P9999Y has no end that anybody sees", () => {
  const lasting = (start: string, duration: string) =>
    read({ ...setpoint, intervalPeriod: { start, duration } }).intervals[0]?.duration.days;
  expect(lasting("2028-02-01T00:00:00Z", "P1M")).toBe(29);
  expect(lasting("2026-02-01T00:00:00Z", "P1M1D")).toBe(29);
  expect(lasting("2026-08-14T21:00:00Z", "P9999Y")).toBeGreaterThan(3_600_000);
});

test('A start of "now" is when the reader says it is', () => {
  const now = { ...setpoint, intervalPeriod: { start: "0001-01-01T00:00:00Z", duration: "PT1H" } };
  expect(refused(now)).toEqual([expect.stringMatching(/^event\.json:10:\d+ .*means "now"/)]);
  const moment = Date.UTC(2026, 0, 2);
  expect(readEvent(JSON.stringify(now), "event.json", { ...names, now: moment }).intervals[0]?.start).toBe(
    moment,
  );
});

test("Everything that is wrong is said at once, with its line", () => {
  const text = `{
  "programID": "ers-summer",
  "targets": ["zone:asic-c", "site:denton", "everybody"],
  "intervalPeriod": { "start": "2026-08-14 21:00", "duration": "-PT1H", "randomizeStart": "5 min" },
  "intervals": [
    { "id": 0, "payloads": [{ "type": "DISPATCH_SETPONT", "values": [1] }] },
    { "id": 1,
      "intervalPeriod": { "start": "2026-08-14T21:00:00Z", "duration": "PT0S" },
      "payloads": [{ "type": "DISPATCH_SETPOINT", "values": [1] }] },
    { "id": 2, "payloads": [{ "type": "GHG", "values": [1] }] }
  ]
}`;
  const found = refused(text);
  expect(found.map((one) => one.replace(/^event\.json:(\d+):\d+ ([^:]*): .*$/, "$1 $2")).sort()).toEqual(
    [
      "3 targets[0]",
      "3 targets[1]",
      "3 targets[2]",
      "4 intervalPeriod.duration",
      "4 intervalPeriod.randomizeStart",
      "4 intervalPeriod.start",
      "6 intervals[0].payloads[0].type",
      "8 intervals[1].intervalPeriod.duration",
      "9 intervals[1].payloads[0]",
      "10 intervals[2]",
    ].sort(),
  );
  expect(found.join("\n")).toContain('did you mean "DISPATCH_SETPOINT"?');
  expect(found.join("\n")).toContain('did you mean "asic-a"?');
  expect(found.join("\n")).toContain("is not a time with its zone");
});

test("What is not JSON is refused with its line", () => {
  expect(refused('{\n  "programID": "a",\n  }')).toEqual([
    expect.stringMatching(/^event\.json:3 is not JSON/),
  ]);
  expect(refused("{")).toEqual([expect.stringMatching(/^event\.json:1 is not JSON/)]);
  expect(refused("[]")).toEqual([expect.stringMatching(/^event\.json:1:1 /)]);
  expect(refused('{ "programID": "a", "programID": "b", "intervals": [] }')).toContainEqual(
    expect.stringContaining("stands twice"),
  );
});

test("Intervals that overlap, an event without any, and a time without its length are refused", () => {
  const payloads = [{ type: "DISPATCH_SETPOINT", values: [1] }];
  const at = (id: number, start: string) => ({ id, intervalPeriod: { start, duration: "PT1H" }, payloads });
  const overlapping = {
    ...setpoint,
    intervals: [at(0, "2026-08-14T21:30:00Z"), at(1, "2026-08-14T21:00:00Z")],
  };
  expect(refused(overlapping)).toEqual([
    expect.stringMatching(/intervals\[0\]: begins 2026-08-14T21:30.*before intervals\[1\] ends/),
  ]);
  expect(refused({ ...setpoint, intervals: [] })).toEqual([expect.stringContaining("asks for nothing")]);
  expect(refused({ ...setpoint, intervalPeriod: { start: "2026-08-14T21:00:00Z" } })).toEqual([
    expect.stringContaining("has no duration"),
  ]);
  expect(refused({ ...setpoint, intervalPeriod: { duration: "PT1H" } })).toEqual([
    expect.stringContaining("has no start"),
  ]);
  for (const none of ["PT0S", "PT0.0001S"])
    expect(
      refused({ ...setpoint, intervalPeriod: { start: "2026-08-14T21:00:00Z", duration: none } }),
    ).toEqual([expect.stringContaining("is no time at all")]);
  expect(refused({ ...setpoint, duration: "PT5H" })).toEqual([
    expect.stringContaining("write repetitions out"),
  ]);
  expect(read({ ...setpoint, duration: "PT60M" }).intervals.length).toBe(1);
});

test("An interval asks for one thing, of whom it may be asked", () => {
  const twice = [
    { type: "DISPATCH_SETPOINT", values: [1] },
    { type: "SIMPLE", values: [1] },
  ];
  expect(refused({ ...setpoint, intervals: [{ id: 0, payloads: twice }] })).toEqual([
    expect.stringContaining("two things at once, DISPATCH_SETPOINT and SIMPLE"),
  ]);
  const beside = [
    { type: "DISPATCH_SETPOINT", values: [1] },
    { type: "GHG", values: [400] },
  ];
  expect(read({ ...setpoint, intervals: [{ id: 0, payloads: beside }] }).intervals.length).toBe(1);
  const whole = asking("IMPORT_CAPACITY_LIMIT", [1], { units: "KW" }, { targets: ["zone-asic-a"] });
  expect(refused(whole)).toEqual([expect.stringContaining("of the whole site")]);
  expect(refused(asking("DISPATCH_SETPOINT", [-1]))).toEqual([expect.stringContaining("zero or more")]);
  expect(refused(asking("DISPATCH_SETPOINT", [1], { units: "KWH" }))).toEqual([
    expect.stringContaining('is in "KWH": busbar reads KW or MW'),
  ]);
  expect(refused(JSON.stringify(setpoint).replace("[12000]", "[1e999]"))).toEqual([
    expect.stringContaining("one number as its value"),
  ]);
  expect(refused({ ...setpoint, payloadDescriptors: null })).toEqual([
    expect.stringContaining("has no unit: add a payload descriptor"),
  ]);
});

/** Reads whatever it is given, and checks what must hold of a signal. */
function readOrRefused(text: string): void {
  try {
    const { intervals } = readEvent(text, "event.json", names);
    expect(intervals.length).toBeGreaterThan(0);
    for (const [index, { start, duration, request }] of intervals.entries()) {
      expect(Number.isFinite(start)).toBe(true);
      expect(duration.seconds).toBeGreaterThan(0);
      expect(start + duration.seconds * 1000).toBeLessThanOrEqual(
        intervals[index + 1]?.start ?? Number.POSITIVE_INFINITY,
      );
      if ("power" in request) expect(request.power.watts).toBeGreaterThanOrEqual(0);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { where, message } of error.problems) expect(`${where} ${message}`).toMatch(/^event\.json/);
  }
}

test("What is nested deeper than any event is refused", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  for (const text of [deep, JSON.stringify(setpoint).replace("[12000]", deep)]) readOrRefused(text);
});

test("Whatever is handed in is read or refused, and never a crash", () => {
  fc.assert(fc.property(fc.json(), readOrRefused));
  fc.assert(fc.property(fc.string({ maxLength: 200 }), readOrRefused));
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("P9999Y", "-P1D", "P", "PT1E9S", "P99999999999Y", "PT0.0001S", "+275760-09-13T00:00:00Z"),
    fc.constantFrom(
      "9999-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z",
      "2026-02-30T00:00:00Z",
      "0001-01-01",
      "SIMPLE",
    ),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.nat(40), odd, (place, value) =>
      readOrRefused(JSON.stringify(changedAt(setpoint, place, value))),
    ),
    { numRuns: 500 },
  );
});

/** A copy with the value at one place, counted through the whole of it, exchanged for another. */
function changedAt(value: unknown, place: number, by: unknown): unknown {
  let left = place;
  const copy = (part: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, copy(item)]));
  };
  return copy(value);
}

test("A start whose year has five digits by some clock is no time of an event", () => {
  const late = { ...setpoint, intervalPeriod: { start: "9999-12-31T23:30:00-12:00", duration: "PT1H" } };
  expect(refused(late)).toEqual([expect.stringContaining("is not a time with its zone")]);
});
