import fc from "fast-check";
import { expect, test } from "vitest";
import { curtailFleet } from "../../fleet/curtail-fleet.ts";
import { describeFleet } from "../../fleet/describe-fleet.ts";
import { fleetEconomics } from "../../fleet/economics-of-fleet.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { aiLoadsOn } from "../../placement/ai-loads.ts";
import { economics } from "../../placement/economics.ts";
import { siteUse } from "../../placement/quarters.ts";
import { sitePlan } from "../../placement/site-plan.ts";
import { curtailmentPlan } from "../../site/curtailment/make-plan.ts";
import { shedsAt } from "../../site/curtailment/price.ts";
import { day } from "../../site/day.ts";
import { Money } from "../../site/money.ts";
import { Site } from "../../site/site.ts";
import { Duration, EnergyPrice, Power } from "../../site/units/index.ts";
import { fleetOf, smallSites } from "./fleets.ts";

const days = ["2026-01-01", "2026-08-15", "2027-03-01", "2028-07-01", "2029-06-01"].map(day);
const anyDay = fc.constantFrom(...days);
const runs = { numRuns: 25 };

function total(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** What each site's own description says on a day. */
function ofSites({ sites }: Fleet, on: (typeof days)[number]) {
  return sites.map(({ site, lock }) => ({ plan: sitePlan(site, lock, on), use: siteUse(site, lock, on) }));
}

test("What a fleet is used for is the sum of what its sites describe, on each day and by region", () => {
  fc.assert(
    fc.property(smallSites, anyDay, (sites, on) => {
      const fleet = fleetOf(sites);
      const picture = describeFleet(fleet, on);
      const own = ofSites(fleet, on);
      const { use } = picture;
      expect(use.mining.kilowatts).toBeCloseTo(total(own.map(({ plan }) => plan.load.mining.kilowatts)));
      expect(use.gross.kilowatts).toBeCloseTo(total(own.map(({ plan }) => plan.load.gross.kilowatts)));
      expect(use.leased.kilowatts).toBeCloseTo(total(own.map(({ plan }) => plan.load.critical.kilowatts)));
      expect(use.hashrate.petahashes).toBeCloseTo(
        total(own.map(({ plan }) => plan.load.hashrate.petahashes)),
      );
      expect(use.underConstruction.kilowatts).toBeCloseTo(
        total(own.map((one) => one.use.underConstruction.kilowatts)),
      );
      for (const key of ["mining", "leased", "held", "free", "approvedFree"] as const)
        expect(use[key].kilowatts).toBeCloseTo(total(picture.regions.map((region) => region[key].kilowatts)));
      const obliged = own.flatMap(({ plan }) =>
        plan.obligations.map(({ obligation }) => obligation.kilowatts),
      );
      expect(total(picture.programmes.map(({ obligation }) => obligation.kilowatts))).toBeCloseTo(
        total(obliged),
      );
    }),
    runs,
  );
});

test("A programme is one whichever of its names a site calls it by, and a site sheds its load but once for it", () => {
  const oneMine = { mines: 1, racks: 0, obligedKilowatts: 300, convertedAfterDays: undefined, price: 40 };
  const fleet = fleetOf([oneMine, oneMine]);
  const [east, west] = fleet.sites;
  if (east === undefined || west === undefined) throw new Error("there are no two sites");
  const twice = east.site.document.demandResponse.flatMap((one) => [
    { ...one, programme: "ERS-30" },
    { ...one, name: "more", programme: "ercot ers 30" },
  ]);
  const site = new Site(
    { ...east.site.document, demandResponse: twice },
    east.site.tenants,
    east.site.catalog,
  );
  const { programmes } = describeFleet({ ...fleet, sites: [{ ...east, site }, west] }, day("2026-08-15"));
  expect(programmes.map(({ programme, sites }) => [programme, sites.map((one) => one.site)])).toEqual([
    ["ERS-30", ["site-0", "site-0", "site-1"]],
  ]);
  expect(programmes[0]?.obligation.kilowatts).toBe(900);
  const { mining } = describeFleet(fleet, day("2026-08-15")).use;
  expect(programmes[0]?.available.kilowatts).toBeCloseTo(mining.kilowatts);
});

test("On every later day of its picture too, which looks at a site but once between its changes", () => {
  fc.assert(
    fc.property(smallSites, (sites) => {
      const fleet = fleetOf(sites);
      for (const { day: on, fleet: use } of describeFleet(fleet, day("2026-01-01")).days) {
        const own = ofSites(fleet, on).map((one) => one.use);
        expect(use.leased.kilowatts).toBeCloseTo(total(own.map(({ leased }) => leased.kilowatts)));
        expect(use.free.kilowatts).toBeCloseTo(total(own.map(({ free }) => free.kilowatts)));
        expect(use.underConstruction.kilowatts).toBeCloseTo(
          total(own.map(({ underConstruction }) => underConstruction.kilowatts)),
        );
      }
    }),
    runs,
  );
});

test("What a fleet earns is to the cent the sum of what the economics of its sites say", () => {
  fc.assert(
    fc.property(smallSites, anyDay, (sites, on) => {
      const fleet = fleetOf(sites);
      const { earnings } = fleetEconomics(fleet, on);
      const own = fleet.sites.map(({ site, lock }) => economics(site, lock, { at: on }).asUsed);
      for (const kind of ["hashing", "leases", "demandResponse", "energy", "margin"] as const)
        for (const pick of ["low", "base", "high"] as const) {
          const sum = Money.sum(
            "USD",
            own.flatMap((site) => site[kind]?.value[pick] ?? []),
          );
          expect(earnings[kind][pick].toString()).toBe(sum.toString());
        }
    }),
    runs,
  );
});

test("A shed is shared out in the order of merit of all sites, and each site's own order holds", () => {
  fc.assert(
    fc.property(smallSites, fc.integer({ min: 1, max: 30 }), (sites, megawatts) => {
      const fleet = fleetOf(sites);
      const power = Power.megawatts(megawatts);
      const result = curtailFleet(fleet.sites, day("2026-08-15"), { kind: "shed", power }, Duration.hours(1));
      const going = result.order.map(({ shed, power: all }) => shed.ratioTo(all));
      const values = result.order.map(({ value }) => value.dollarsPerMegawattHour);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      // Whole loads first, at most one in part, and nothing of what comes after.
      const firstNot = going.findIndex((share) => share < 1);
      if (firstNot >= 0) expect(total(going.slice(firstNot + 1))).toBe(0);
      expect(total(result.sites.map(({ asked }) => asked.kilowatts)) + result.missing.kilowatts).toBeCloseTo(
        power.kilowatts,
      );
      for (const { name, site, lock } of fleet.sites) {
        const plan = curtailmentPlan(site, day("2026-08-15"), aiLoadsOn(site, lock, day("2026-08-15")));
        expect(result.order.filter((one) => one.site === name).map(({ id }) => id)).toEqual(
          plan.order.map(({ id }) => id),
        );
      }
    }),
    runs,
  );
});

test("At a price each site sheds what its own plan sheds at it, and nothing else", () => {
  fc.assert(
    fc.property(smallSites, fc.integer({ min: 20, max: 120 }), (sites, dollars) => {
      const fleet = fleetOf(sites);
      const on = day("2026-08-15");
      const price = EnergyPrice.dollarsPerMegawattHour(dollars);
      const result = curtailFleet(fleet.sites, on, { kind: "price", price }, Duration.hours(1));
      const own = fleet.sites.flatMap(({ site, lock }) => {
        const plan = curtailmentPlan(site, on, aiLoadsOn(site, lock, on));
        return plan.order.filter((load) => shedsAt(plan, load, price)).map((load) => load.power.kilowatts);
      });
      expect(result.shed.kilowatts).toBeCloseTo(total(own));
    }),
    runs,
  );
});
