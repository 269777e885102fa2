import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesWithin } from "../../../constructs/curtailment/batches.ts";
import { protoFleetDocument } from "../../../constructs/curtailment/proto-fleet.ts";
import { rampShare } from "../../../constructs/curtailment/shares.ts";
import type { CurtailmentPlan } from "../../../site/curtailment/plan.ts";
import { Refusal } from "../../../site/problem.ts";
import { Duration, Power, PowerRamp } from "../../../site/units/index.ts";
import { examplePlan, exampleSite, obligation } from "./example-plan.ts";

interface Written {
  readonly profiles: readonly {
    readonly group: string;
    readonly profile: Readonly<Record<string, number | string>>;
  }[];
  readonly obligations: readonly {
    readonly obligation: string;
    readonly requests: readonly {
      readonly group: string;
      readonly request: Readonly<Record<string, number | string>> & {
        readonly fixed_kw?: { readonly target_kw: number };
      };
    }[];
  }[];
  readonly restoreOrder: readonly { readonly group: number; readonly zones: readonly string[] }[];
}

function written(plan: CurtailmentPlan): Written {
  return JSON.parse(JSON.stringify(protoFleetDocument(plan, exampleSite().document)));
}

/** What Proto Fleet's own description of its API takes: the least and the most of each field. */
const limits: Readonly<Record<string, readonly [number, number]>> = {
  curtail_batch_size: [1, 10_000],
  curtail_batch_interval_sec: [0, 3600],
  restore_batch_size: [1, 10_000],
  restore_batch_interval_sec: [0, 3600],
  min_curtailed_duration_sec: [0, 4_294_967_295],
  max_duration_seconds: [0, 604_800],
  post_event_cooldown_sec: [0, 86_400],
};

function expectWithinLimits(request: Readonly<Record<string, unknown>>): void {
  const numbers = Object.entries(request).filter(([, value]) => typeof value === "number");
  expect(numbers.length).toBeGreaterThanOrEqual(5);
  for (const [field, value] of numbers) {
    const [least, most] = limits[field] ?? [0, -1];
    expect(Number.isInteger(value), field).toBe(true);
    expect(value, field).toBeGreaterThanOrEqual(least);
    expect(value, field).toBeLessThanOrEqual(most);
  }
}

test("Each zone of miners has a profile, and each obligation requests that make up what it calls", () => {
  const { plan } = examplePlan();
  const { profiles, obligations } = written(plan);
  expect(profiles.map(({ group }) => group)).toEqual(["east", "west", "hosted"]);
  expect(obligations.map(({ obligation: name }) => name)).toEqual(["ers-summer"]);
  const requests = obligations[0]?.requests ?? [];
  // 6 MW at the meter are all of the first zone and 2,314.5 kW of the second, of which its miners draw 100/105.
  expect(
    requests.map(({ group, request: { mode, fixed_kw } }) => [group, mode, fixed_kw?.target_kw]),
  ).toEqual([
    ["east", "CURTAILMENT_MODE_FULL_FLEET", undefined],
    ["west", "CURTAILMENT_MODE_FIXED_KW", 2204.286],
  ]);
  for (const { profile } of profiles) expectWithinLimits(profile);
  for (const { request } of requests) expectWithinLimits(request);
});

test("A customer whose contract wants longer notice than a call gives is not in its requests", () => {
  const { plan } = examplePlan({ demandResponse: [{ ...obligation, obligation: "9 MW" }] });
  const groupsWith = (notice: Duration) => {
    const obligations = plan.obligations.map((one) => ({ ...one, notice }));
    return written({ ...plan, obligations }).obligations[0]?.requests.map(({ group }) => group);
  };
  expect(groupsWith(Duration.minutes(10))).toEqual(["east", "west", "hosted"]);
  expect(groupsWith(Duration.minutes(1))).toEqual(["east", "west"]);
});

test("A customer who may be off for less than a call lasts is not in its requests", () => {
  const { plan } = examplePlan({ demandResponse: [{ ...obligation, obligation: "7 MW" }] });
  const order = plan.order.map((load) =>
    load.zone === "east" ? { ...load, hoursPerYear: Duration.hours(4) } : load,
  );
  const groups = written({ ...plan, order }).obligations[0]?.requests.map(({ group }) => group);
  expect(groups).toEqual(["west", "hosted"]);
});

test("What is longer than the fleet manager can say is said as the longest it can", () => {
  const { plan } = examplePlan({
    demandResponse: [{ ...obligation, maximumDuration: "10 d" }],
    curtailment: { minimumRun: "2 d" },
  });
  const { obligations } = written(plan);
  expect(obligations[0]?.requests[0]?.request).toMatchObject({
    max_duration_seconds: 604_800,
    post_event_cooldown_sec: 86_400,
  });
});

test("Zones that go together share the site's ramp", () => {
  // Three zones, each of which may fall at 2 MW/min, on a site that may fall at 3: 1 MW/min each, 45 miners in 10 s.
  const ramp = { down: "2 MW/min", up: "2 MW/min" };
  const { plan } = examplePlan({ curtailment: { ramp } });
  const narrow = {
    ...plan,
    ramp: { down: PowerRamp.megawattsPerMinute(3), up: PowerRamp.megawattsPerMinute(3) },
  };
  expect(written(narrow).profiles.map(({ profile }) => profile["curtail_batch_size"])).toEqual([45, 45, 45]);
  expect(rampShare(plan.ramp.down, [plan.ramp.down], narrow.ramp.down)).toBe(plan.ramp.down);
});

test("Miners come back in the steps that a zone states", () => {
  const { plan } = examplePlan();
  const order = plan.order.map((load) => ({
    ...load,
    restore: { group: 2, steps: 50, interval: Duration.minutes(2), inrush: 1 },
  }));
  const { profiles, restoreOrder } = written({ ...plan, order });
  expect(profiles[0]?.profile).toMatchObject({ restore_batch_size: 20, restore_batch_interval_sec: 120 });
  expect(restoreOrder).toEqual([{ group: 2, zones: ["hosted", "west", "east"] }]);
});

test("A ramp that lets go of less than a miner an hour is refused, with the zone", () => {
  const { site, plan } = examplePlan();
  const slow = { down: PowerRamp.wattsPerMinute(10), up: PowerRamp.megawattsPerMinute(1) };
  expect(() => protoFleetDocument({ ...plan, ramp: slow }, site.document)).toThrow(Refusal);
  expect(() => protoFleetDocument({ ...plan, ramp: slow }, site.document)).toThrow(
    /zones\.east\.mining .*once an hour/,
  );
});

test("No batches change a load faster than its ramp, and none are empty", () => {
  const { plan } = examplePlan();
  const [load] = plan.order;
  if (load === undefined) throw new Error("no load");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60_000 }),
      fc.double({ min: 0.5, max: 12, noNaN: true }),
      fc.double({ min: 0.001, max: 200, noNaN: true }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 4000 }),
      (miners, kilowattsEach, megawattsPerMinute, count, seconds) => {
        const power = Power.kilowatts(kilowattsEach * miners);
        const ramp = PowerRamp.megawattsPerMinute(megawattsPerMinute);
        const steps = { count, interval: Duration.seconds(seconds) };
        const batches = batchesWithin({ ...load, miners, power }, ramp, steps);
        if ("message" in batches) {
          const secondsEach = (kilowattsEach * 60) / (megawattsPerMinute * 1000);
          expect(Math.max(secondsEach, seconds)).toBeGreaterThan(3599);
          return;
        }
        expect(batches.size).toBeGreaterThanOrEqual(1);
        expect(batches.size).toBeLessThanOrEqual(Math.min(10_000, miners));
        const perMinute = ((batches.size * kilowattsEach) / batches.seconds) * 60;
        expect(perMinute).toBeLessThanOrEqual(megawattsPerMinute * 1000 * (1 + 1e-6));
        expect(batches.seconds).toBeGreaterThanOrEqual(Math.max(10, seconds));
      },
    ),
  );
});
