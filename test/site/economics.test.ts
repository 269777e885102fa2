import { expect, test } from "vitest";
import { catalog } from "../../site/catalog/catalog.ts";
import { catalogMinerModel, catalogRackType } from "../../site/catalog/lookup.ts";
import { publishedLeases } from "../../site/catalog/published-leases.ts";
import { assumptionsOf, cases } from "../../site/economics/assumptions.ts";
import { acceleratorsPerKilowatt } from "../../site/economics/compute-density.ts";
import { conversionCost, simplePayback, yearsOf } from "../../site/economics/conversion-cost.ts";
import { defaultAssumptions } from "../../site/economics/default-assumptions.ts";
import { hashprice } from "../../site/economics/hashprice.ts";
import { averageLeasePrice, pricePerCapacity, pricePerEnergy } from "../../site/economics/lease-price.ts";
import {
  breakEven,
  fleetEfficiency,
  fleetRevenue,
  hashpriceOf,
  revenuePerEnergy,
} from "../../site/economics/mining-revenue.ts";
import { figuresIn, isVerified } from "../../site/figure.ts";
import { fleetOf, noFleet } from "../../site/mining/fleet.ts";
import { Money } from "../../site/money.ts";
import {
  BitcoinAmount,
  BitcoinPrice,
  BuildCost,
  CapacityPrice,
  Difficulty,
  EnergyPrice,
  HashPrice,
  MinerEfficiency,
  Power,
} from "../../site/units/index.ts";
import { mine, siteOf, siteWith } from "../support/sites.ts";

const perDay = (dollars: number) => HashPrice.dollarsPerPetahashDay(dollars);

test("At 100 T and 100,000 $/BTC without fees a petahash earns 62.86 $ a day", () => {
  const price = hashprice(
    Difficulty.trillions(100),
    { subsidy: BitcoinAmount.bitcoins(3.125), fees: BitcoinAmount.zero },
    BitcoinPrice.dollarsPerBitcoin(100_000),
  );
  expect(price.dollarsPerPetahashDay).toBeCloseTo(62.86, 2);
});

// Revenue in $/MWh as published, rounded to whole dollars: a row for each hashprice, a column for each efficiency.
const efficiencies = [9.5, 13.5, 15, 17.5, 20, 21.5];
test.each([
  [28.68, [126, 89, 80, 68, 60, 56]],
  [43.34, [190, 134, 120, 103, 90, 84]],
  [55, [241, 170, 153, 131, 115, 107]],
])("At %s $/PH/day a MWh earns what is published for each efficiency", (dollars, published) => {
  const earned = efficiencies.map((joules) =>
    Math.round(
      revenuePerEnergy(perDay(dollars), MinerEfficiency.joulesPerTerahash(joules)).dollarsPerMegawattHour,
    ),
  );
  expect(earned).toEqual(published);
});

test("43.34 $/PH/day at 20 J/TH is 90.3 $/MWh and 0.79 M$ for each MW and year", () => {
  const perEnergy = revenuePerEnergy(perDay(43.34), MinerEfficiency.joulesPerTerahash(20));
  expect(perEnergy.dollarsPerMegawattHour).toBeCloseTo(90.3, 1);
  expect(pricePerCapacity(perEnergy).dollarsPerMegawattYear / 1e6).toBeCloseTo(0.79, 2);
});

test("100 to 160 $/kW-month of load that is drawn at every hour is 137 to 219 $/MWh, and back", () => {
  const price = (dollars: number) => CapacityPrice.dollarsPerKilowattMonth(dollars);
  expect(pricePerEnergy(price(100)).dollarsPerMegawattHour).toBeCloseTo(136.99, 2);
  // Published as 220, from 137 rounded first.
  expect(pricePerEnergy(price(160)).dollarsPerMegawattHour).toBeCloseTo(219.18, 2);
  expect(pricePerCapacity(pricePerEnergy(price(123))).dollarsPerKilowattMonth).toBeCloseTo(123, 9);
});

test("The published leases come out at their published prices, to the dollar", () => {
  const prices = publishedLeases.map(({ landlord, total, years, power }) => [
    landlord,
    Math.round(averageLeasePrice(total, years, power).dollarsPerKilowattMonth),
  ]);
  expect(prices).toEqual([
    ["TeraWulf", 154],
    ["Galaxy", 158],
    ["Hut 8", 159],
    ["Applied Digital", 153],
    ["Cipher, Barber Lake", 149],
    ["Core Scientific", 121],
    ["Riot", 104],
    ["Cipher, Black Pearl", 102],
  ]);
});

test("The assumed price of a lease spans the published ones of critical load, and its base is the median of all", () => {
  const pricesOf = (leases: typeof publishedLeases) =>
    leases
      .map(({ total, years, power }) => averageLeasePrice(total, years, power).dollarsPerKilowattMonth)
      .sort((a, b) => a - b);
  const { low, base, high } = defaultAssumptions.leasePrice.value;
  // A price of gross load is no price of critical load: 102 of the one is about 148 of the other.
  const ofCritical = pricesOf(publishedLeases.filter(({ of }) => of === "critical"));
  expect([low.dollarsPerKilowattMonth, high.dollarsPerKilowattMonth]).toEqual(
    [ofCritical[0], ofCritical.at(-1)].map((price) => Math.round(price ?? 0)),
  );
  const prices = pricesOf(publishedLeases);
  const median = ((prices[3] ?? 0) + (prices[4] ?? 0)) / 2;
  // Rounded to ten dollars.
  expect(base.dollarsPerKilowattMonth).toBe(Math.round(median / 10) * 10);
});

test("The assumed network and price give the hashprice that was published for them: 28.68 $/PH/day", () => {
  expect(hashpriceOf(defaultAssumptions, "base").dollarsPerPetahashDay).toBeCloseTo(28.68, 2);
  expect(defaultAssumptions.difficulty.value.base.trillions).toBe(133.87);
});

test("A hashprice that is stated takes the place of the network's", () => {
  const stated = siteOf(siteWith([mine("m", 7)], { economics: { hashprice: "55 $/PH/day" } }));
  for (const pick of cases) {
    expect(hashpriceOf(assumptionsOf(stated.document), pick).dollarsPerPetahashDay).toBe(55);
  }
});

test("Nothing that is assumed is verified, and all of it names a source of the catalog or says that it is assumed", () => {
  const { sources } = catalog();
  const figures = [...figuresIn({ ...defaultAssumptions })].map(({ figure }) => figure);
  expect(figures.length).toBe(13);
  for (const figure of figures) {
    expect(isVerified(figure, sources)).toBe(false);
    expect([...Object.keys(sources), "assumed"]).toContain(figure.source);
  }
});

test("Every assumption's low is at most its base, and its base at most its high", () => {
  for (const figure of Object.values(defaultAssumptions)) {
    if (figure === undefined) continue;
    const { low, base, high } = figure.value;
    expect(low.ratioTo(base as never)).toBeLessThanOrEqual(1);
    expect(base.ratioTo(high as never)).toBeLessThanOrEqual(1);
  }
});

// 1,000 Antminer S21 Pro at 234 TH/s and 3,510 W, and 5 % of overhead.
const site = siteOf(siteWith([mine("m", 7)]));
const fleet = fleetOf(site.zone("m"), (name) => site.minerModel(name));

test("A fleet's efficiency at the meter has its overhead in it", () => {
  expect(fleetEfficiency(fleet)?.joulesPerTerahash).toBeCloseTo(15 * 1.05, 9);
  expect(fleetEfficiency(noFleet)).toBeUndefined();
});

test("What a fleet earns for a MWh is a model's revenue less the overhead", () => {
  const { efficiency } = catalogMinerModel("antminer-s21-pro");
  const atPlug = revenuePerEnergy(perDay(43.34), efficiency.value);
  expect(fleetRevenue(perDay(43.34), fleet).dollarsPerMegawattHour).toBeCloseTo(
    atPlug.dollarsPerMegawattHour / 1.05,
    9,
  );
  expect(fleetRevenue(perDay(43.34), noFleet).isZero).toBe(true);
});

test("The break-even price of energy is revenue less fees, less what operation costs", () => {
  const revenue = fleetRevenue(hashpriceOf(defaultAssumptions, "base"), fleet).dollarsPerMegawattHour;
  const own = breakEven(fleet, true, defaultAssumptions, "base").dollarsPerMegawattHour;
  expect(own).toBeCloseTo(revenue * 0.98 - 4, 6);
  const other = breakEven(fleet, false, defaultAssumptions, "base").dollarsPerMegawattHour;
  expect(other).toBeCloseTo(revenue * 0.98 * 0.98 - 4, 6);
});

test("The break-even rises from the low case to the high", () => {
  const [low = 0, base = 0, high = 0] = cases.map(
    (pick) => breakEven(fleet, false, defaultAssumptions, pick).dollarsPerMegawattHour,
  );
  expect(low).toBeLessThan(base);
  expect(base).toBeLessThan(high);
});

test("A hall of 25 MW at 3.6 M$ a MW costs 90 M$, and 25 M$ a year pay it back in 3.6 years", () => {
  const cost = conversionCost(Power.megawatts(25), BuildCost.millionsPerMegawatt(3.6));
  expect(cost.toString()).toBe("90,000,000.00 USD");
  expect(yearsOf(simplePayback(cost, Money.usd(25e6)))).toBeCloseTo(3.6, 6);
});

test("What gains nothing, or loses, never pays back", () => {
  for (const gain of [0, -1]) {
    expect(yearsOf(simplePayback(Money.usd(1), Money.usd(gain)))).toBe(Number.POSITIVE_INFINITY);
  }
});

test("A kW holds as many accelerators as a rack's nodes have, by the rack's power", () => {
  // 18 × 4 on 142 kW.
  expect(acceleratorsPerKilowatt(catalogRackType("gb300-nvl72"))).toBeCloseTo(72 / 142, 9);
  expect(acceleratorsPerKilowatt(catalogRackType("storage"))).toBeUndefined();
});

test("Prices of energy that are negative make revenue of what is drawn, and are no mistake", () => {
  const cost = pricePerCapacity(EnergyPrice.dollarsPerMegawattHour(-5));
  expect(cost.dollarsPerMegawattYear).toBe(-43_800);
});
