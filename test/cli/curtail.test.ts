import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar } from "../support/cli.ts";
import { copyOf, exampleFolder, temporaryFolder } from "../support/examples.ts";

const blackPearl = exampleFolder("black-pearl");

/** Black Pearl with ramps that are stated, a price of hashrate, and AI work of its tenant that may wait. */
function changedSite(): string {
  const folder = copyOf("black-pearl");
  appendFileSync(
    join(folder, "site.yaml"),
    "\ncurtailment: { ramp: { down: 30 MW/min, up: 15 MW/min } }\neconomics: { hashprice: 40 $/PH/day }\n",
  );
  appendFileSync(
    join(folder, "tenants/aws.yaml"),
    "\nflexible: { share: 10 %, notice: 5 min, maximumDuration: 2 h }\n",
  );
  return folder;
}

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

function event(payload: object, change: object = {}): string {
  return file(
    "event.json",
    JSON.stringify({
      programID: "ers-summer-2026",
      eventName: "ers-2026-08-14",
      targets: ["site:black-pearl"],
      intervalPeriod: { start: "2026-08-14T21:00:00Z", duration: "PT1H" },
      payloadDescriptors: [
        { objectType: "EVENT_PAYLOAD_DESCRIPTOR", payloadType: "DISPATCH_SETPOINT_RELATIVE", units: "MW" },
      ],
      intervals: [{ id: 0, payloads: [payload] }],
      ...change,
    }),
  );
}

test("An event that calls an obligation is followed by the site's clocks, and judged by its notice", () => {
  const folder = changedSite();
  const path = event({ type: "SIMPLE", values: [1] });
  const { status, stdout, stderr } = busbar(["curtail", folder, "--event", path]);
  expect([status, stderr]).toEqual([0, ""]);
  // 21:00 UTC is 16:00 in Texas in August.
  expect(stdout).toContain("on 2026-08-14, America/Chicago: ers-2026-08-14");
  expect(stdout).toContain("16:00:00 to 17:00:00: shed 110 MW, reached 16:03:40");
  expect(stdout).toContain("110 MW in 10 min for 8 h  called: 110 MW at the least  met");
  expect(stdout).not.toContain("\u001b");
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
});

test("As JSON it has units in its keys, and mining goes before AI that waits, and firm AI not at all", () => {
  const folder = changedSite();
  const path = event({ type: "DISPATCH_SETPOINT_RELATIVE", values: [120] });
  const { status, stdout } = busbar(["curtail", folder, "--event", path, "--json"]);
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ met: true, programme: "ers-summer-2026", beforeKilowatts: 196_663.272 });
  // 90 % of 78.3 MW.
  expect(report.firm).toEqual({ powerKilowatts: 70_470, tenants: ["aws"], untouched: true });
  const classes = report.loads.map((load: { class: string }) => load.class);
  expect(classes).toEqual(["own-mining", "own-mining", "own-mining", "flexible-ai"]);
  const shed = report.loads.map((load: { shedKilowatts: number }) => load.shedKilowatts);
  expect(shed.reduce((sum: number, one: number) => sum + one, 0)).toBeCloseTo(120_000, 2);
  expect(report.loads[0]).toMatchObject({
    falls: "2026-08-14T16:00:00-05:00",
    revenueLostPerHourDollars: 3856.67,
  });
  expect(report.intervals[0]).toMatchObject({ askedKilowatts: 120_000, reasons: [] });
});

test("A price sheds what earns less, and a negative one nothing", () => {
  const folder = changedSite();
  // At 40 $/PH/day hall 7 earns 98 $/MWh and hall 5 118 $/MWh before fees.
  const dear = JSON.parse(busbar(["curtail", folder, "--price", "100 $/MWh", "--json"]).stdout);
  expect(dear.loads.map(({ id }: { id: string }) => id)).toEqual(["hall-7"]);
  expect(dear.intervals[0].start).toBe("2026-08-15T00:00:00-05:00");
  const below = busbar(["curtail", folder, "--price", "-20 $/MWh"]);
  expect(below.status).toBe(0);
  expect(below.stdout).toContain("nothing is to be shed");
  expect(below.stdout).toContain("Nothing is shed.");
});

test("More than can be shed ends with 1, what is possible, and why", () => {
  const folder = changedSite();
  const { status, stdout, stderr } = busbar(["curtail", folder, "--target", "190MW"]);
  expect(status).toBe(1);
  expect(stdout).toContain("shed 190 MW, never reached: 126.19 MW at most");
  expect(stdout).toContain("70.47 MW of aws: untouched");
  expect(stderr).toBe(
    "Not as asked: 190 MW is asked for, and only 126.19 MW can be shed: 70.47 MW is firm AI.\n",
  );
});

test("A ramp that the site does not state is said to be assumed", () => {
  const { stdout } = busbar(["curtail", blackPearl, "--target", "10MW"]);
  expect(stdout).toContain("The site states no ramp: 20 MW/min down and 20 MW/min up are assumed.");
});

test("Hours of prices are told zone by zone, negative ones among them", () => {
  const folder = changedSite();
  const day = Array.from({ length: 24 }, (_, hour) => {
    const price = hour === 3 ? -12 : hour >= 17 && hour < 20 ? 900 : 30;
    return `2026-08-14T${String(hour).padStart(2, "0")}:00,${price}`;
  });
  const path = file("prices.csv", `time,hub ($/MWh)\n${day.join("\n")}\n`);
  const { status, stdout, stderr } = busbar(["curtail", folder, "--prices", path]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("from 2026-08-14 to 2026-08-14: 24 hours");
  expect(stdout).toContain("the index is below zero in 1");
  for (const zone of ["hall-5", "hall-6", "hall-7"])
    expect(stdout).toMatch(new RegExp(`^${zone} +own mining`, "m"));
  const json = JSON.parse(busbar(["curtail", folder, "--prices", path, "--json"]).stdout);
  expect(json).toMatchObject({ hours: 24, hoursBelowZero: 1 });
  expect(json.drawnMegawattHours + json.shedMegawattHours).toBeCloseTo(json.baselineMegawattHours, 2);
});

test("Programmes are judged on a day, each with what stands in the way", () => {
  const folder = changedSite();
  const { status, stdout } = busbar(["curtail", folder, "--programmes", "--json"]);
  expect(status).toBe(0);
  const { programmes } = JSON.parse(stdout);
  const named = (name: string) => programmes.find((one: { name: string }) => one.name === name);
  expect(named("ERCOT ERS-10")).toMatchObject({ qualifies: true, powerKilowatts: 118_363.272 });
  expect(named("NYISO SCR")).toMatchObject({ qualifies: false });
});

test.each([
  ["nothing that asks", [], "it is not said what asks for load: give one of --event, --target"],
  [
    "two things that ask",
    ["--target", "5MW", "--price", "9 $/MWh"],
    "--target and --price ask for different things",
  ],
  ["a power without a unit", ["--target", "5"], '"5" has no unit: write a power such as "300 MW"'],
  ["no power at all", ["--target", "0 MW"], "It must be more than nothing."],
  ["a price in a unit of something else", ["--price", "5 MW"], '"5 MW" is a power, not an energy price'],
  [
    "a time that is none",
    ["--target", "5MW", "--at", "noon"],
    "It is not a time: write it as 2026-08-14T15:00",
  ],
  ["an offset that no place has", ["--target", "5MW", "--at", "2026-08-14T15:00+99:00"], "It is not a time"],
  ["a year that no plan has", ["--target", "5MW", "--at", "9999-12-31T23:30-12:00"], "It is not a time"],
  [
    "a call that outlasts all plans",
    ["--target", "5MW", "--duration", "99999999999999h"],
    "A call lasts at most a year",
  ],
  ["an hour that no day has", ["--target", "5MW", "--at", "2026-08-14T24:00"], "It is not a time"],
  [
    "a duration of prices",
    ["--prices", "x.csv", "--duration", "1 h"],
    "--duration is of a target or a price",
  ],
  ["a time of prices", ["--prices", "x.csv", "--at", "2026-08-14T15:00"], "--at is of a single call"],
])("The command line is wrong with %s", (_, options, says) => {
  const { status, stdout, stderr } = busbar(["curtail", blackPearl, ...options]);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(says);
});

test.each([
  [
    "a time that comes twice",
    ["--target", "5MW", "--at", "2026-11-01T01:30"],
    "write 2026-11-01T01:30:00-05:00 or 2026-11-01T01:30:00-06:00",
  ],
  [
    "a time that is left out",
    ["--target", "5MW", "--at", "2026-03-08T02:30"],
    "is left out in America/Chicago, where clocks are set forward then",
  ],
  ["an event that is not there", ["--event", "none.json"], "none.json  cannot be read (ENOENT): name a file"],
  ["prices that are not there", ["--prices", "none.csv"], "none.csv  cannot be read (ENOENT): name a file"],
])("Refused is %s", (_, options, says) => {
  const { status, stdout, stderr } = busbar(["curtail", blackPearl, ...options]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(says);
});

test("An hour that comes twice is taken with its offset", () => {
  const at = "2026-11-01T01:30-06:00";
  const { status, stdout } = busbar(["curtail", blackPearl, "--target", "5MW", "--at", at, "--json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).intervals[0].start).toBe("2026-11-01T01:30:00-06:00");
});

test("A call in parts is one call: due by its notice from the first, and judged from there to its end", () => {
  const folder = changedSite();
  const part = { type: "SIMPLE", values: [1] };
  const parts = (count: number) =>
    event(part, {
      intervalPeriod: { start: "2026-08-14T21:00:00Z", duration: "PT2M" },
      intervals: Array.from({ length: count }, (_, id) => ({ id, payloads: [part] })),
    });
  const { status, stdout, stderr } = busbar(["curtail", folder, "--event", parts(10)]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("16:00:00 to 16:02:00: shed 110 MW, due 16:10:00, 60 MW by then");
  expect(stdout).toContain("called: 110 MW at the least  met");
  expect(busbar(["curtail", folder, "--event", parts(3)]).stdout).toContain(
    "called, and over before it was due  met",
  );
});

test("An event that is known before it begins leaves time for notice", () => {
  const folder = changedSite();
  // Of which 1.6 MW are AI work that wants five minutes' notice.
  const path = event({ type: "DISPATCH_SETPOINT_RELATIVE", values: [120] });
  const falls = (...at: string[]) =>
    JSON.parse(busbar(["curtail", folder, "--event", path, ...at, "--json"]).stdout).loads.at(-1).falls;
  expect(falls()).toBe("2026-08-14T16:05:00-05:00");
  expect(falls("--at", "2026-08-14T15:00")).toBe("2026-08-14T16:03:57-05:00");
});

test("A call without an end has none in what is shown, and no sum of money", () => {
  const path = event(
    { type: "SIMPLE", values: [1] },
    { intervalPeriod: { start: "2026-08-14T21:00:00Z", duration: "P9999Y" } },
  );
  const { stdout } = busbar(["curtail", changedSite(), "--event", path]);
  expect(stdout).toContain("16:00:00 on, without end: shed 110 MW");
  expect(stdout).toMatch(/^Back +open$/m);
  expect(stdout).not.toMatch(/\+0\d{5}|in all/);
});

test("Hours and calls that were used this year are not there any more", () => {
  const ask = ["curtail", exampleFolder("lake-mariner"), "--target", "170MW", "--at", "2026-08-15T16:00"];
  expect(busbar(ask)).toMatchObject({ status: 0, stdout: expect.stringContaining("mb-4  hosted mining") });
  const used = busbar([...ask, "--used", "mb-4=100h"]);
  expect(used.status).toBe(1);
  expect(used.stdout).not.toContain("mb-4  hosted mining");
  const lab = ["curtail", exampleFolder("prince-george"), "--target", "31MW", "--at", "2026-08-15T16:00"];
  expect(busbar([...lab, "--duration", "2h"]).status).toBe(0);
  expect(busbar([...lab, "--duration", "2h", "--used", "model-lab/pg-2-gpu=12calls"]).status).toBe(1);
});

test("What was used of a load that is not in the plan is refused, and nonsense is a wrong command line", () => {
  const ask = ["curtail", exampleFolder("lake-mariner"), "--target", "10MW"];
  expect(busbar([...ask, "--used", "mb-5=3h"])).toEqual({
    status: 1,
    stdout: "",
    stderr: 'Nothing was reckoned.\n  --used  the plan sheds no load "mb-5": did you mean "mb-1"?\n',
  });
  for (const wrong of ["mb-4", "mb-4=", "=3h", "mb-4=3"]) {
    expect(busbar([...ask, "--used", wrong]), wrong).toMatchObject({ status: 2, stdout: "" });
  }
  expect(busbar(["curtail", exampleFolder("lake-mariner"), "--programmes", "--used", "mb-4=3h"]).status).toBe(
    2,
  );
});
