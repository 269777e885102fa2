import { expect, test } from "vitest";
import { checkCooling } from "../../site/checks/cooling.ts";
import { coolingCapacity, coolingProblem } from "../../site/cooling.ts";
import { day } from "../../site/day.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { hall, rooms, siteWith, type ZoneInput } from "../support/sites.ts";

type Cooling = NonNullable<ZoneInput["ai"]>["cooling"];

function documentOf(cooling: Cooling) {
  return siteDocument.parse(siteWith([hall("h", { ai: rooms({ cooling }) })]));
}

function zoneOf(cooling: Cooling) {
  return documentOf(cooling).zones[0] ?? expect.fail("no zone");
}

test.each([
  ["N", 600],
  ["N+1", 500],
  ["N+2", 400],
  ["2N", 300],
] as const)("Six units of 100 kW at %s remove %i kW", (redundancy, kilowatts) => {
  const zone = zoneOf({ air: { unit: "100 kW", units: 6, redundancy } });
  expect(coolingCapacity(zone, "air").kilowatts).toBe(kilowatts);
  expect(coolingCapacity(zone, "liquid").isZero).toBe(true);
});

test("Cooling removes heat from the day it is installed until the day it is removed", () => {
  const zone = zoneOf({
    liquid: { unit: "1 MW", units: 2, installed: "2026-07-01", removed: "2028-01-01" },
  });
  const on = (text: string) => coolingCapacity(zone, "liquid", day(text)).megawatts;
  expect(["2026-06-30", "2026-07-01", "2027-12-31", "2028-01-01"].map(on)).toEqual([0, 2, 2, 0]);
});

test("A rack that gives off heat by a medium that a hall lacks is told which", () => {
  const zone = zoneOf({ air: { unit: "1 MW", units: 2 } });
  const { rackTypes } = extendedCatalog(documentOf({}));
  const problem = (name: string) => coolingProblem(zone, rackTypes.get(name) ?? expect.fail(name));
  expect(problem("gb300-nvl72")).toBe(
    "it has no liquid cooling, by which 94 % of a gb300-nvl72 rack's heat leaves",
  );
  expect(problem("b300")).toBeUndefined();
});

test.each([
  ["N+2", 2, "liquid cooling is N+2 with 2 units: give it 3 or more"],
  ["2N", 3, "liquid cooling is 2N with 3 units: give it an even number, half of which may be lost"],
] as const)("Cooling that is %s of %i units is refused", (redundancy, units, message) => {
  const site = documentOf({ liquid: { unit: "1 MW", units, redundancy } });
  expect(checkCooling({ site, tenants: [], catalog: extendedCatalog(site) })).toEqual([
    { document: "site.yaml", path: ["zones", 0, "ai", "cooling", "liquid"], message },
  ]);
});

test("Cooling that is removed before it is installed is refused", () => {
  const site = documentOf({
    air: { unit: "1 MW", units: 2, installed: "2027-01-01", removed: "2026-01-01" },
  });
  expect(
    checkCooling({ site, tenants: [], catalog: extendedCatalog(site) }).map(({ message }) => message),
  ).toEqual(["air cooling is removed on 2026-01-01, but installed on 2027-01-01: it would never serve"]);
});
