import { expect, test } from "vitest";
import { checkOverTime } from "../../site/checks/over-time.ts";
import { addDays, day } from "../../site/day.ts";
import { Site } from "../../site/site.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder } from "../support/examples.ts";

const { site } = loadSite(exampleFolder("black-pearl"));

test("What several programmes are promised on the same days adds up", () => {
  const [first] = site.document.demandResponse.filter(({ name }) => name === "ers-summer-2026");
  if (first === undefined) throw new Error("the example has no such obligation");
  // 118.36 MW can be shed in summer 2026: 110 MW is possible, twice 110 MW is not.
  const twice = new Site(
    { ...site.document, demandResponse: [first, { ...first, name: "second" }] },
    site.tenants,
    site.catalog,
  );
  expect(checkOverTime(site)).toEqual([]);
  const findings = checkOverTime(twice);
  expect(findings.map(({ path }) => path)).toEqual([
    ["demandResponse", 0, "obligation"],
    ["demandResponse", 1, "obligation"],
  ]);
  expect(findings[0]?.message).toContain(
    "110 MW of 220 MW promised together, but from 2026-06-01 to 2026-09-30 only 118.36 MW",
  );
});

test("Obligations that follow each other are not added", () => {
  const summer = site.document.demandResponse.filter(({ from }) => from >= "2026-06-01");
  expect(summer.length).toBeGreaterThan(1);
  expect(checkOverTime(site)).toEqual([]);
});

test("A shortfall is told with its days, and anew where it changes", () => {
  // Halls 5, 6 and 7 mine 118.36 MW; hall 5 (39.8 MW) is stripped in July and hall 6 (39.29 MW) in August.
  const stripped = (name: string, from: string) => {
    const zone = site.zone(name);
    const states = [
      ...zone.states,
      { state: "draining" as const, from: addDays(day(from), -1) },
      { state: "stripped" as const, from: day(from) },
    ];
    return { ...zone, states };
  };
  const changed = { "hall-5": stripped("hall-5", "2026-07-01"), "hall-6": stripped("hall-6", "2026-08-01") };
  const zones = site.zones.map((zone) => changed[zone.name as keyof typeof changed] ?? zone);
  const findings = checkOverTime(new Site({ ...site.document, zones }, site.tenants, site.catalog));
  expect(
    findings.filter(({ message }) => message.includes("ers-summer-2026")).map(({ message }) => message),
  ).toEqual([
    expect.stringContaining(
      "shed 110 MW, but from 2026-07-01 to 2026-07-31 only 78.56 MW of curtailable mining remains",
    ),
    expect.stringContaining(
      "shed 110 MW, but from 2026-08-01 to 2026-09-30 only 39.27 MW of curtailable mining remains",
    ),
  ]);
});
