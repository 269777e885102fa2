import { expect, test } from "vitest";
import { faults, feedHeader, imported, table } from "./imported.ts";

const panels = table("site,location,name", ",RPP 1");

function feeds(...lines: readonly string[]): string {
  return table(feedHeader, ...lines);
}

test("A feed that leads to no rack is a power node with its own current, voltage, phases and continuous rating", () => {
  const { power, tally } = imported({
    "power-panels.csv": panels,
    "power-feeds.csv": feeds(
      "RPP 1,,,Chiller 1,active,primary,ac,three-phase,480,800,100",
      "RPP 1,,,Pump,Active,Primary,AC,Single phase,240,32,80",
    ),
  });
  expect(power.slice(1)).toEqual([
    {
      name: "chiller-1",
      kind: "feeder",
      from: "rpp-1",
      current: "800 A",
      voltage: "480 V",
      continuousRating: "100 %",
      note: 'NetBox: power feed "Chiller 1" of panel "RPP 1"',
    },
    expect.objectContaining({ name: "pump", phases: 1, current: "32 A", voltage: "240 V" }),
  ]);
  expect(power[2]).not.toHaveProperty("continuousRating");
  expect(tally.counts).toMatchObject({ rows: 3, used: 3 });
});

test("A panel of which nothing is known is assumed to be rated what its feeds come to, and is said to be so", () => {
  const { power, assumed } = imported({
    "power-panels.csv": panels,
    "power-feeds.csv": feeds(
      "RPP 1,,,a,active,primary,ac,three-phase,480,800,100",
      "RPP 1,,,b,active,primary,ac,single-phase,240,100,80",
    ),
  });
  // √3 · 480 V · 800 A + 240 V · 100 A
  expect(power[0]).toMatchObject({
    name: "rpp-1",
    from: "poi",
    rating: { value: "689108 VA", source: "assumed" },
  });
  expect(assumed.join("\n")).toContain('power "rpp-1": a switchboard rated 689.11 kVA');
  expect(assumed.join("\n")).toContain('fed by "poi", the only interconnect');
});

test("A feed that has the name of a panel is what supplies it", () => {
  const { power } = imported({
    "power-panels.csv": table("site,name", "Main", "RPP 1"),
    "power-feeds.csv": feeds(
      "Main,,,RPP 1,active,primary,ac,three-phase,480,1200,80",
      "RPP 1,,,a,active,primary,ac,three-phase,480,800,80",
    ),
  });
  expect(power.map(({ name, from, kind }) => [name, from, kind])).toEqual([
    ["main", "poi", "switchboard"],
    ["rpp-1", "main", "feeder"],
    ["a", "rpp-1", "feeder"],
  ]);
  expect(power[1]).toMatchObject({ current: "1200 A" });
});

test("Where a site has several interconnects, what feeds a panel has to be said", () => {
  const files = { "power-feeds.csv": feeds("RPP 1,,,a,active,primary,ac,three-phase,480,800,80") };
  const unknown = imported(files, { interconnects: ["poi-1", "poi-2"] });
  expect(unknown.power[0]).not.toHaveProperty("from");
  expect(unknown.unsaid).toEqual(['power "rpp-1": what feeds it; name it with --supply']);
  expect(imported(files, { interconnects: ["poi-1", "poi-2"], supply: "poi-2" }).power[0]).toMatchObject({
    from: "poi-2",
  });
});

test.each([
  ["name", "RPP 1,,,,active,primary,ac,three-phase,480,800,80"],
  ["power_panel", ",,,a,active,primary,ac,three-phase,480,800,80"],
  ["status", "RPP 1,,,a,planned,primary,ac,three-phase,480,800,80"],
  ["supply", "RPP 1,,,a,active,primary,dc,three-phase,480,800,80"],
  ["phase", "RPP 1,,,a,active,primary,ac,two,480,800,80"],
  ["voltage", "RPP 1,,,a,active,primary,ac,three-phase,-480,800,80"],
  ["amperage", "RPP 1,,,a,active,primary,ac,three-phase,480,many,80"],
  ["max_utilization", "RPP 1,,,a,active,primary,ac,three-phase,480,800,180"],
  ["type", "RPP 1,,,a,active,spare,ac,three-phase,480,800,80"],
])("A feed whose %s is not as it must be is left out, and told by line and column", (column, line) => {
  const result = imported({
    "power-feeds.csv": feeds("RPP 1,,,ok,active,primary,ac,three-phase,480,800,80", line),
  });
  expect(faults(result)).toEqual([`power-feeds.csv:3 ${column}`]);
  expect(result.tally.counts).toMatchObject({ rows: 2, used: 1, notUnderstood: 1 });
});

test("A panel without feeds is left out, since it would have no rating", () => {
  const result = imported({ "power-panels.csv": panels });
  expect(result.power).toEqual([]);
  expect(faults(result)).toEqual(["power-panels.csv:2 row"]);
});

test("What busbar wrote into a panel's comments counts only while the feed's columns say the same", () => {
  const node = { name: "ut-1", kind: "unit-transformer", from: "poi", rating: "2.5 MVA", voltage: "480 V" };
  const files = (amperes: number) => ({
    "power-panels.csv": `site,name,comments\nDallas,ut-1,"busbar: ${JSON.stringify(node).replaceAll('"', '""')}"\n`,
    "power-feeds.csv": feeds(`poi,,,ut-1,active,primary,ac,three-phase,480,${amperes},80`),
  });
  expect(imported(files(3007)).power).toEqual([node]);
  const { rating: _, ...rest } = node;
  expect(imported(files(2000)).power).toEqual([{ ...rest, current: "2000 A" }]);
});

test("Comments that are broken are told, and the panel is read without them", () => {
  const result = imported({
    "power-panels.csv": "site,name,comments\nDallas,RPP 1,busbar: {\n",
    "power-feeds.csv": feeds("RPP 1,,,a,active,primary,ac,three-phase,480,800,80"),
  });
  expect(faults(result)).toEqual(["power-panels.csv:2 comments"]);
  expect(result.power.map(({ name }) => name)).toEqual(["rpp-1", "a"]);
});
