import { expect, test } from "vitest";
import { openAdrObjects } from "../../../constructs/curtailment/openadr.ts";
import { currentLock } from "../../../placement/current-lock.ts";
import { dispatch } from "../../../site/curtailment/dispatch.ts";
import { readEvent } from "../../../site/curtailment/event.ts";
import { Power } from "../../../site/units/index.ts";
import { deployedCurtailmentPlan } from "../../../stacks/curtailment-plan.ts";
import { loadSite } from "../../../templates/load-site.ts";
import { exampleFolder, examples } from "../../support/examples.ts";
import { examplePlan, obligation, onDay } from "./example-plan.ts";
import { testWithOpenAdr } from "./openadr-schema.ts";

interface Payload {
  readonly type: string;
  readonly values: readonly (number | string)[];
}

function objectsOf(change: Parameters<typeof examplePlan>[0] = {}) {
  const { site, plan } = examplePlan(change);
  return { site, plan, objects: openAdrObjects(plan, site.document) };
}

/** All objects below one that have a key. */
function having(key: string, value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap((item) => having(key, item));
  if (typeof value !== "object" || value === null) return [];
  const own = key in value ? [value as Readonly<Record<string, unknown>>] : [];
  return [...own, ...Object.values(value).flatMap((item) => having(key, item))];
}

testWithOpenAdr("Every object is what OpenADR 3.1.1 describes, of the examples as well", (openAdr) => {
  const plans = examples.map((name) => {
    const { site } = loadSite(exampleFolder(name));
    const plan = deployedCurtailmentPlan(site, currentLock(site, exampleFolder(name)));
    return plan === undefined ? expect.fail(name) : openAdrObjects(plan, site.document);
  });
  const components = {
    programs: "programRequest",
    events: "eventRequest",
    reports: "reportRequest",
    vens: "VenVenRequest",
    resources: "VenResourceRequest",
  } as const;
  for (const objects of [objectsOf().objects, ...plans]) {
    for (const [collection, component] of Object.entries(components)) {
      const written = objects[collection as keyof typeof components];
      expect(written.length).toBeGreaterThan(0);
      for (const object of written) expect(openAdr.problems(component, object)).toEqual([]);
    }
  }
  // The description is one that refuses: a misspelt key, and a program without its name.
  expect(openAdr.problems("programRequest", { programName: "a", tragets: [] })).not.toEqual([]);
  expect(openAdr.problems("programRequest", {})).not.toEqual([]);
});

testWithOpenAdr("Payload types and units are those of its enumerations", (openAdr) => {
  const { events, reports, programs } = objectsOf().objects;
  const payloads = having("payloads", [events, reports]).flatMap(({ payloads }) => payloads as Payload[]);
  expect(new Set(payloads.map(({ type }) => type)).size).toBe(6);
  for (const payload of payloads) expect(openAdr.payloadProblems(payload)).toEqual([]);
  for (const { units } of having("units", [events, reports, programs]))
    expect(openAdr.units).toContain(units);
  expect(openAdr.payloadProblems({ type: "SIMPLE", values: [4] })).not.toEqual([]);
});

test("A program is in force from the first midnight of its term on the site to the last", () => {
  const { programs } = objectsOf({ demandResponse: [{ ...obligation, to: "2026-11-30" }] }).objects;
  // 183 days, and the hour that the end of daylight saving gives back.
  expect(programs[0]).toMatchObject({
    programName: "test-site-ers-summer",
    intervalPeriod: { start: "2026-06-01T05:00:00Z", duration: `PT${183 * 24 + 1}H` },
  });
});

test("A term without an end is one of OpenADR's endless ones", () => {
  const { to: _, ...endless } = obligation;
  expect(objectsOf({ demandResponse: [endless] }).objects.programs[0]).toMatchObject({
    intervalPeriod: { duration: "P9999Y" },
  });
});

test("A drill is read back as the call that it is", () => {
  const { site, plan, objects } = objectsOf();
  const names = { site: site.name, zones: ["east", "west", "hosted"], programmes: plan.obligations };
  const [call, price] = objects.events.map((event) => readEvent(JSON.stringify(event), "drill.json", names));
  expect(call).toMatchObject({
    name: "test-site-ers-summer-drill",
    programme: "ers-summer",
    zones: [],
    intervals: [{ start: Date.parse(`${onDay}T12:00:00-05:00`), request: { kind: "shed" } }],
  });
  expect(call?.intervals[0]?.duration.hours).toBe(8);
  const request = call?.intervals[0]?.request;
  expect(request?.kind === "shed" && request.power.equals(Power.megawatts(6))).toBe(true);
  expect(price?.programme).toBeUndefined();
  const stopping = price?.intervals[0]?.request;
  const highest = Math.max(...plan.order.map(({ value }) => value.dollarsPerMegawattHour));
  expect(stopping?.kind === "price" && stopping.price.dollarsPerMegawattHour).toBeCloseTo(highest, 1);
});

test("What a report forecasts to be drawn and shed is what the dispatch of the drill draws", () => {
  const { site, plan, objects } = objectsOf();
  const names = { site: site.name, zones: [], programmes: plan.obligations };
  for (const [index, event] of objects.events.entries()) {
    const signal = readEvent(JSON.stringify(event), "drill.json", names);
    const { profile } = dispatch(plan, signal);
    const [interval] = signal.intervals;
    if (interval === undefined) throw new Error("a drill of no interval");
    const end = interval.start + interval.duration.seconds * 1000;
    const within = profile.filter(({ at }) => at >= interval.start && at <= end);
    const least = Math.min(...within.map(({ power }) => power.kilowatts));
    const before = plan.order.reduce((total, { power }) => total + power.kilowatts, 0);
    const available = having("payloads", objects.reports[index]).flatMap(({ payloads }) =>
      (payloads as Payload[]).filter(({ type }) => type === "LOAD_SHED_DELTA_AVAILABLE"),
    );
    const shed = available.reduce((total, { values }) => total + Number(values[0]), 0);
    expect(available.length).toBeGreaterThan(1);
    expect(shed).toBeCloseTo(least - before, 1);
  }
});

test("The energy that a report forecasts falls with the ramp", () => {
  // 6 MW at 2 MW/min are gone after 3 min: (3.6855 + 3.6855 + 1.84275 MW) × 8 h, less 6 MW × (8 h - 1.5 min).
  const { objects } = objectsOf({ curtailment: { ramp: { down: "2 MW/min", up: "2 MW/min" } } });
  const usage = having("payloads", objects.reports[0]).flatMap(({ payloads }) =>
    (payloads as Payload[]).flatMap(({ type, values }) =>
      type === "USAGE_FORECAST" ? [Number(values[0])] : [],
    ),
  );
  const drawn = usage.reduce((total, one) => total + one, 0);
  expect(usage.length).toBe(2);
  expect(drawn).toBeCloseTo((3685.5 + 3685.5) * 8 - 6000 * (8 - 1.5 / 60), 0);
});
