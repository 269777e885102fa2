import { load } from "js-yaml";
import { expect, test } from "vitest";
import { curtailmentPlanMap, curtailmentPlanText } from "../../../constructs/curtailment/plan-config-map.ts";
import { Duration } from "../../../site/units/index.ts";
import { objectOf, testStack } from "../../support/app.ts";
import { examplePlan } from "./example-plan.ts";

test("The plan is a ConfigMap in busbar-system", () => {
  const { plan } = examplePlan();
  const { stack, synth } = testStack();
  curtailmentPlanMap(stack, "curtailment", plan);
  const map = objectOf(synth(), "ConfigMap", "curtailment-plan");
  expect(map["metadata"]).toMatchObject({
    namespace: "busbar-system",
    labels: { "busbar.dev/site": "test-site" },
  });
  expect(map["data"]).toEqual({ "plan.yaml": curtailmentPlanText(plan) });
});

test("It says what goes first and how fast, what comes back when, and what was promised", () => {
  const { plan } = examplePlan();
  const text = curtailmentPlanText(plan);
  expect(load(text)).toMatchObject({
    site: "test-site",
    day: "2026-08-14",
    timeZone: "America/Chicago",
    ramp: { down: "20 MW/min", up: "20 MW/min" },
    shed: [
      { load: "east", class: "own-mining", power: "3.686 MW", miners: 1000, hashrate: "234 PH/s" },
      { load: "west", class: "own-mining", notice: "0 s", minimumOff: "15 min" },
      { load: "hosted", class: "hosted-mining", owner: "acme", notice: "5 min", power: "1.843 MW" },
    ],
    restore: [{ group: 1, loads: [{ load: "hosted" }, { load: "west" }, { load: "east" }] }],
    never: { firm: [], protected: [] },
    obligations: [{ name: "ers-summer", obligation: "6 MW", notice: "10 min", maximumDuration: "8 h" }],
  });
  // What programmes pay is not for everybody who reads ConfigMaps, and no quantity stands there without its unit.
  expect(text).not.toContain("payment");
  const numbers = [...text.matchAll(/^[ -]*(\w+): -?\d[\d.]*$/gm)].map(([, key]) => key);
  expect(new Set(numbers)).toEqual(new Set(["version", "miners", "group", "steps", "inrush"]));
});

test("Loads come back group after group", () => {
  const { plan } = examplePlan();
  const order = plan.order.map((one, index) => ({
    ...one,
    restore: { group: index, steps: 4, interval: Duration.minutes(1), inrush: 1.2 },
  }));
  expect(load(curtailmentPlanText({ ...plan, order }))).toMatchObject({
    restore: [
      { group: 0, loads: [{ load: "east", steps: 4, interval: "1 min", inrush: 1.2 }] },
      { group: 1, loads: [{ load: "west" }] },
      { group: 2, loads: [{ load: "hosted" }] },
    ],
  });
});
