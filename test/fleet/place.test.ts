import { expect, test } from "vitest";
import { CarbonIntensity } from "../../fleet/carbon-intensity.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { type Fit, placeInFleet } from "../../fleet/place-in-fleet.ts";
import { place } from "../../placement/place.ts";
import { day } from "../../site/day.ts";
import { Power } from "../../site/units/index.ts";
import { fabricOf, hall, mine, miners, siteOf, siteWith } from "../support/sites.ts";
import { fleetOf, type SmallSite } from "./fleets.ts";

const small: SmallSite = {
  mines: 1,
  racks: 0,
  obligedKilowatts: 0,
  convertedAfterDays: undefined,
  price: 40,
};

const wanted = { critical: Power.kilowatts(560), by: day("2027-01-01"), rackType: "b300" };

function fits(fleet: Fleet, change: object = {}): Fit[] {
  return placeInFleet(fleet, { ...wanted, ...change }).flatMap((one) => (one.is === "fits" ? [one] : []));
}

test("Of sites with room the one with the cheaper energy comes first", () => {
  const fleet = fleetOf([
    { ...small, price: 60 },
    { ...small, price: 30 },
    { ...small, price: 45 },
  ]);
  const found = fits(fleet);
  expect(found.map(({ site }) => site)).toEqual(["site-1", "site-2", "site-0"]);
  // 560 kW × 1.25 × 8,760 h × 30 $/MWh.
  expect(found[0]?.costPerYear.toString()).toBe("183,960.00 USD");
  expect(found[0]?.conversions).toEqual([]);
});

test("A full site is refused with its binding constraint, and comes after those with room", () => {
  const found = placeInFleet(
    fleetOf([
      { ...small, racks: 18 },
      { ...small, price: 80 },
    ]),
    wanted,
  );
  expect(found.map(({ site, is }) => [site, is])).toEqual([
    ["site-1", "fits"],
    ["site-0", "refused"],
  ]);
  expect(found[1]).toMatchObject({ why: expect.stringContaining("hall-1: rack positions") });
});

test("Where a mine has to be converted it says which, by when, what that ends, and which promise it breaks", () => {
  const fleet = fleetOf([small]);
  const [member] = fleet.sites;
  if (member === undefined) throw new Error("there is no site");
  const swing = mine("swing", 300, {
    ai: hall("x").ai,
    mining: miners(300),
    states: [{ state: "mining", from: "2024-01-01" }],
  });
  const site = siteOf(
    siteWith([swing], {
      name: "site-0",
      location: { country: "US", timeZone: "America/Chicago" },
      fabrics: [fabricOf("ib", ["swing"])],
      demandResponse: [
        {
          name: "ers",
          programme: "ERCOT ERS-30",
          obligation: "2 MW",
          notice: "30 min",
          maximumDuration: "8 h",
          from: "2026-01-01",
          to: "2027-12-31",
        },
      ],
    }),
  );
  const lock = { ...place(site), checksum: "" };
  const [fit] = fits({ ...fleet, sites: [{ ...member, site, lock }] });
  expect(fit?.conversions.map(({ zone, by }) => [zone.name, by])).toEqual([["swing", "2027-01-01"]]);
  expect(fit?.ends.miners).toBe(1000);
  expect(fit?.ends.mining.kilowatts).toBeCloseTo(3685.5);
  expect(fit?.stepDown).toMatchObject([{ obligation: "ers", from: "2027-01-01" }]);
  expect(fit?.stepDown[0]?.left.kilowatts).toBeCloseTo(0);
});

test("What a region's grid does not allow is told with each place there", () => {
  const constraints = [{ text: "No new load above 75 MW without a study", source: "assumed" }];
  const [fit] = fits(
    fleetOf([small], {
      regions: [
        { name: "east", country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT", constraints },
      ],
    }),
  );
  expect(fit?.constraints).toEqual(["No new load above 75 MW without a study"]);
});

test("Regions without the latency, with too much carbon or with none stated, and sites that do not accept the racks are not asked", () => {
  const region = { country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT" };
  const fleet = fleetOf([small, small, small], {
    regions: [
      { name: "near", ...region, latency: ["metro"], carbon: "400 g/kWh" },
      { name: "far", ...region },
    ],
    sites: [
      { name: "site-0", folder: "a", region: "near", owner: "us" },
      { name: "site-1", folder: "b", region: "far", owner: "us" },
      {
        name: "site-2",
        folder: "c",
        region: "near",
        owner: "us",
        accepts: { accelerators: ["Google TPU7x"] },
      },
    ],
  });
  const why = (change: object) =>
    placeInFleet(fleet, { ...wanted, ...change }).flatMap((one) => (one.is === "excluded" ? [one.why] : []));
  expect(why({ latency: "metro" })).toEqual([
    "its region offers none of the latency classes, and metro is wanted",
    'its "accepts" in fleet.yaml leaves out such racks',
  ]);
  expect(why({ maxCarbon: CarbonIntensity.gramsPerKilowattHour(300) })).toEqual([
    "its grid emits 400 g/kWh, and at most 300 g/kWh is wanted",
    "what its grid emits is not stated, and at most 300 g/kWh is wanted",
    "its grid emits 400 g/kWh, and at most 300 g/kWh is wanted",
  ]);
  expect(new Set(why({ accelerator: "NVIDIA B300", rackType: "h200" }))).toEqual(
    new Set(["its catalog has no such racks"]),
  );
  expect(fits(fleet, { accelerator: "NVIDIA B300" }).map(({ site }) => site)).toEqual(["site-0", "site-1"]);
});

test("Racks that no catalog has are refused with the nearest that one has", () => {
  expect(() => placeInFleet(fleetOf([small]), { ...wanted, rackType: "b3000" })).toThrow(
    /--rack-type {2}no site's catalog has a rack type "b3000": did you mean "b300"\?/,
  );
});

test("Asking moves nobody: the placements are as they were", () => {
  const fleet = fleetOf([{ ...small, racks: 5 }]);
  const before = JSON.stringify(fleet.sites[0]?.lock);
  fits(fleet);
  expect(JSON.stringify(fleet.sites[0]?.lock)).toBe(before);
});
