import fc from "fast-check";
import { expect, test } from "vitest";
import { currentLock } from "../../placement/current-lock.ts";
import { type Economics, economics } from "../../placement/economics.ts";
import { countOf, economicsJson, explanationJson } from "../../placement/economics-json.ts";
import { resultsIn } from "../../placement/economics-results.ts";
import { place } from "../../placement/place.ts";
import { addDays, day } from "../../site/day.ts";
import { yearsOf } from "../../site/economics/conversion-cost.ts";
import { defaultAssumptions } from "../../site/economics/default-assumptions.ts";
import { assumptionsBehind } from "../../site/economics/derived.ts";
import { readScenario, withScenario } from "../../site/economics/scenario.ts";
import { energyCost } from "../../site/energy/cost.ts";
import { hourGrid } from "../../site/energy/hour-grid.ts";
import { Money } from "../../site/money.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { Duration, Quantity } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder, examples } from "../support/examples.ts";
import { hall, mine, miners, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

/** A result's value as a number, in whatever unit it is held. */
function numberOf(value: unknown): number {
  if (value instanceof Money) return value.amount.toNumber();
  if (value instanceof Duration) return yearsOf(value);
  if (value instanceof Quantity) return Number(Object.values(value)[0]);
  return typeof value === "number" ? value : expect.fail(`no number: ${String(value)}`);
}

// A zone with both sides, which lab leases a part of; a mine with firmware that takes a fee; a hall whose tenant pays its
// energy; and a hosted mine.
const { poolSets = [] } = siteWith([]);

/** The same pools, with accounts of the guest's own. */
function asGuests(set: (typeof poolSets)[number]): typeof set {
  const groups = set.groups.map((group) => ({
    ...group,
    pools: group.pools.map((pool) => ({ ...pool, user: "guest.{zone}" })),
  }));
  return { ...set, name: "guests", owner: "guest", groups };
}

const input: SiteInput = siteWith(
  [
    hall("both", { mining: miners(9) }),
    mine("m", 7, {
      mining: { ...miners(7), asics: [{ ...(miners(7).asics[0] ?? expect.fail()), firmware: "luxos" }] },
    }),
    hall("passed"),
    mine("hosted", 8, { mining: { ...miners(8), owner: "guest", poolSet: "guests" } }),
  ],
  {
    contracts: [
      {
        name: "block",
        kind: "fixed",
        power: "3 MW",
        price: "40 $/MWh",
        takeOrPay: true,
        from: "2025-01-01",
      },
      { name: "spot", kind: "indexed", power: "10 MW", price: "3 $/MWh", from: "2025-01-01" },
      {
        name: "nights",
        kind: "off-peak",
        power: "6 MW",
        price: "20 $/MWh",
        hours: "22:00-06:00",
        from: "2025-01-01",
      },
    ],
    location: { country: "US", region: "Texas", timeZone: "America/Chicago" },
    poolSets: [...poolSets, ...poolSets.map(asGuests)],
    hashrateOwners: [{ name: "guest", price: "75 $/MWh", curtailment: {} }],
    demandResponse: [
      {
        name: "ers",
        programme: "ERS-10",
        obligation: "2 MW",
        notice: "10 min",
        maximumDuration: "8 h",
        payment: "60000 $/MW-year",
        from: "2026-01-01",
        to: "2026-12-31",
      },
    ],
  },
);

function tenants() {
  const lab = tenantOf("lab", storageRacks(20, { zones: ["both"] }));
  const cloud = tenantOf("cloud", storageRacks(15, { zones: ["passed"] }));
  return [
    { ...lab, lease: { ...lab.lease, price: "140 $/kW-month" } },
    { ...cloud, lease: { ...cloud.lease, price: "120 $/kW-month", powerPassThrough: true } },
  ];
}

const site = siteOf(input, tenants());
const placement = place(site);
const asIs = economics(site, placement);

function changedBy(scenario: string): Economics {
  const read = readScenario(`version: 1\nname: other\n${scenario}\n`, "other.yaml", site);
  return economics(withScenario(site, read), placement);
}

function zone(of: Economics, name: string) {
  const found = of.zones.find((candidate) => candidate.zone === name);
  return found ?? expect.fail(name);
}

function mineOf(of: Economics, name: string) {
  const { mining } = zone(of, name);
  return "notApplicable" in mining ? expect.fail(mining.notApplicable) : mining;
}

function hallOf(of: Economics, name: string) {
  const { ai } = zone(of, name);
  return "notApplicable" in ai ? expect.fail(ai.notApplicable) : ai;
}

test("Every number's low is at most its base, and its base at most its high", () => {
  for (const result of [asIs, ...examples.map(exampleEconomics)].flatMap((one) => resultsIn(one))) {
    const { low, base, high } = result.value.map(numberOf);
    expect(low, result.name).toBeLessThanOrEqual(base);
    expect(base, result.name).toBeLessThanOrEqual(high);
  }
});

function exampleEconomics(name: (typeof examples)[number]): Economics {
  const folder = exampleFolder(name);
  const { site: example } = loadSite(folder);
  return economics(example, currentLock(example, folder));
}

// --- Arithmetic, by hand.

/** Two mines of 3.6855 MW each, and 20 and 15 racks of 18 kW at 1.25 gross per critical. */
const drawn = 2 * 3.6855 + 35 * 0.018 * 1.25;

test("What energy costs on average is each contract's price by what is drawn under it in an average hour", () => {
  // 3 MW are paid for at all hours, at 40. In the 8 hours of a night the rest costs 20, and in the others 35 + 3.
  const expected = (3 * 40 + (drawn - 3) * ((8 / 24) * 20 + (16 / 24) * 38)) / drawn;
  expect(asIs.energyPrice.value.base.dollarsPerMegawattHour).toBeCloseTo(expected, 6);
});

/** The site with other contracts, and nobody in its halls. */
function priceWith(contracts: SiteInput["contracts"], charges: SiteInput["charges"] = []) {
  const other = siteOf({ ...input, contracts, charges });
  return economics(other, place(other)).energyPrice;
}

test("What is drawn is bought where it costs least, and a contract that nobody needs has no part in it", () => {
  const dear = {
    name: "dear",
    kind: "fixed",
    power: "10 MW",
    price: "60 $/MWh",
    from: "2025-01-01",
  } as const;
  const price = priceWith([dear, { ...dear, name: "cheap", price: "30 $/MWh" }]);
  expect(price.value.base.dollarsPerMegawattHour).toBe(30);
  expect(assumptionsBehind([price]).map(({ id }) => id)).toEqual(["contracts.cheap.price"]);
});

test("Of two contracts on the index what is cheaper at its base is cheaper at its ends", () => {
  const near = {
    name: "near",
    kind: "indexed",
    power: "10 MW",
    price: "3 $/MWh",
    from: "2025-01-01",
  } as const;
  const price = priceWith([
    { ...near, name: "far", price: "5 $/MWh" },
    { ...near, power: "2 MW" },
  ]);
  // 2 of 7.371 MW at the index and 3, the rest at the index and 5.
  const adder = 5 - (2 * 2) / 7.371;
  const ends = price.value.map((of) => of.dollarsPerMegawattHour - adder);
  expect(ends.low).toBeCloseTo(25, 6);
  expect(ends.base).toBeCloseTo(35, 6);
  expect(ends.high).toBeCloseTo(55, 6);
});

test("What is generated behind the meter bears no charge that is measured at it", () => {
  const own = {
    name: "own",
    kind: "behind-the-meter",
    power: "2 MW",
    price: "30 $/MWh",
    from: "2025-01-01",
  } as const;
  const charges: SiteInput["charges"] = [
    { name: "delivery", basis: "energy", energyPrice: "2 $/MWh" },
    { name: "demand", basis: "monthly-peak", price: "7.3 $/kW-month" },
    { name: "peaks", basis: "coincident-peak", price: "0.73 $/kW-month" },
    { name: "reserved", basis: "contracted", price: "0.073 $/kW-month" },
  ];
  const load = 7.371;
  // 13 $/MWh at the meter, for the index at 35 alone; 0.1 for each of 500 MW that are approved.
  const expected = (2 * 30 + (load - 2) * (35 + 2 + 10 + 1) + 0.1 * 500) / load;
  expect(priceWith([own], charges).value.base.dollarsPerMegawattHour).toBeCloseTo(expected, 6);
  // A plant for all of it leaves the approved load to be paid for.
  const alone = priceWith([{ ...own, power: "10 MW" }], charges);
  expect(alone.value.base.dollarsPerMegawattHour).toBeCloseTo(30 + (0.1 * 500) / load, 6);
  expect(assumptionsBehind([alone]).map(({ id }) => id)).not.toContain("charges.delivery.energyPrice");
});

test("A plant behind the meter goes before a cheaper contract that bears charges", () => {
  const from = "2025-01-01";
  const price = priceWith(
    [
      { name: "grid", kind: "fixed", power: "10 MW", price: "30 $/MWh", from },
      { name: "own", kind: "behind-the-meter", power: "10 MW", price: "34 $/MWh", from },
    ],
    [{ name: "delivery", basis: "energy", energyPrice: "5 $/MWh" }],
  );
  expect(price.value.base.dollarsPerMegawattHour).toBe(34);
});

test("A year of equal prices, billed hour by hour, costs what the average says", () => {
  const from = "2024-01-01";
  const billed = siteOf({
    ...input,
    contracts: [
      { name: "grid", kind: "fixed", power: "2 MW", price: "38 $/MWh", takeOrPay: true, from },
      { name: "own", kind: "behind-the-meter", power: "1 MW", price: "30 $/MWh", from },
      { name: "spot", kind: "indexed", power: "3 MW", price: "3 $/MWh", from },
      { name: "nights", kind: "off-peak", power: "2 MW", price: "20 $/MWh", hours: "22:00-06:00", from },
    ],
    charges: [
      { name: "delivery", basis: "energy", energyPrice: "2 $/MWh" },
      { name: "demand", basis: "monthly-peak", price: "1 $/kW-month", months: [1, 2, 7] },
      { name: "peaks", basis: "coincident-peak", price: "0.73 $/kW-month" },
      { name: "reserved", basis: "contracted", price: "0.073 $/kW-month" },
    ],
  });
  const grid = hourGrid("America/Chicago", day("2027-01-01"), day("2027-12-31"));
  const series = { grid, dollarsPerMegawattHour: new Float64Array(grid.count).fill(35), name: "flat" };
  const megawatts = 7.371;
  const { total } = energyCost(billed, series, new Float64Array(grid.count).fill(megawatts * 1000));
  const { energyPrice } = economics(billed, place(billed), { at: day("2027-06-01") });
  expect(energyPrice.value.base.dollarsPerMegawattHour).toBeCloseTo(
    total.amount.toNumber() / (megawatts * grid.count),
    3,
  );
});

test("A site that draws nothing yet pays what its first kW would cost", () => {
  const dear = {
    name: "dear",
    kind: "fixed",
    power: "10 MW",
    price: "60 $/MWh",
    from: "2025-01-01",
  } as const;
  const contracts = [dear, { ...dear, name: "cheap", power: "1 MW", price: "30 $/MWh" }];
  const idle = siteOf(siteWith([hall("h")], { contracts }));
  expect(economics(idle, place(idle)).energyPrice.value.base.dollarsPerMegawattHour).toBe(30);
});

test("Long before everything there is no load, no revenue and no contract, and the index is the price", () => {
  const { energyPrice, asUsed, quarters } = economics(site, placement, { at: day("1990-01-01") });
  expect(energyPrice.value.base.dollarsPerMegawattHour).toBe(35);
  expect(asUsed.margin).toBeUndefined();
  expect(quarters[0]?.total).toBeUndefined();
});

test("What a site draws beyond its contracts costs the index", () => {
  const small = siteOf({
    ...input,
    contracts: [{ name: "block", kind: "fixed", power: "2 MW", price: "40 $/MWh", from: "2025-01-01" }],
  });
  const { energyPrice } = economics(small, place(small));
  // Two mines of 3.6855 MW each.
  const load = 2 * 3.6855;
  expect(energyPrice.value.base.dollarsPerMegawattHour).toBeCloseTo((2 * 40 + (load - 2) * 35) / load, 6);
});

test("A site without contracts pays the index, and charges besides", () => {
  const charges: SiteInput["charges"] = [
    { name: "delivery", basis: "energy", energyPrice: "2 $/MWh" },
    { name: "demand", basis: "monthly-peak", price: "7.3 $/kW-month", months: [1, 2, 3] },
    { name: "peaks", basis: "coincident-peak", price: "0.73 $/kW-month" },
    { name: "reserved", basis: "contracted", price: "0.073 $/kW-month" },
    { name: "later", basis: "energy", energyPrice: "9 $/MWh", from: "2027-01-01" },
  ];
  const bare = siteOf({ ...input, contracts: [], charges });
  const { energyPrice } = economics(bare, place(bare));
  // 7.3 $/kW-month is 10 $/MWh, in three months of twelve; 500 MW are approved, and 7.371 MW drawn.
  const expected = 35 + 2 + 10 / 4 + 1 + (0.1 * 500) / 7.371;
  expect(energyPrice.value.base.dollarsPerMegawattHour).toBeCloseTo(expected, 6);
});

test("A mine's margin is its paid hashrate at the hashprice, less energy and operation of all that it draws", () => {
  // 1,000 × 234 TH/s, of which firmware keeps 2 %, 96 % run, and the pool keeps 2 %; 3.6855 MW at the meter.
  const paid = 234 * 0.98 * 0.96 * 0.98;
  const revenue = asIs.hashprice.value.base.dollarsPerPetahashDay * paid * 365;
  const costs = 3.6855 * 8760 * (asIs.energyPrice.value.base.dollarsPerMegawattHour + 4);
  const payment = mineOf(asIs, "m").demandResponsePerYear?.value.base.amount.toNumber() ?? 0;
  // The guest's contract lets it be shed as well, so half of 2 MW × 60,000 $ is the mine's.
  expect(payment).toBeCloseTo(60_000, 6);
  expect(mineOf(asIs, "m").marginPerYear.value.base.amount.toNumber()).toBeCloseTo(
    revenue - costs + payment,
    2,
  );
});

test("Hosted miners bring what their owner pays, whatever a hash is worth", () => {
  const hosted = mineOf(asIs, "hosted");
  expect(hosted.revenuePerYear.value.base.amount.toNumber()).toBeCloseTo(3.6855 * 8760 * 75, 2);
  expect(assumptionsBehind([hosted.revenuePerYear]).map(({ id }) => id)).not.toContain(
    "economics.difficulty",
  );
  expect(hosted.paidHashrate).toBeUndefined();
});

test("The energy of a lease is the landlord's, unless power passes through", () => {
  // 20 racks of 18 kW, at 1.25 gross per critical.
  const price = asIs.energyPrice.value.base.dollarsPerMegawattHour;
  expect(hallOf(asIs, "both").energyPerYear?.value.base.amount.toNumber()).toBeCloseTo(
    0.36 * 1.25 * 8760 * price,
    2,
  );
  expect(hallOf(asIs, "passed").energyPerYear).toBeUndefined();
});

test("What is not leased counts at the assumed price, and the rest at its lease's", () => {
  const { revenuePerYear, unleased, critical } = hallOf(asIs, "both");
  const rest = critical.value.base.kilowatts - 360;
  expect(unleased.value.base.kilowatts).toBeCloseTo(rest, 6);
  expect(revenuePerYear.value.base.amount.toNumber()).toBeCloseTo(12 * (360 * 140 + rest * 150), 2);
});

test("At the break-even hashprice the zone earns as much for each MW as a mine as it does as an AI hall", () => {
  const at = zone(asIs, "both").comparison?.breakEvenHashprice?.value.base ?? expect.fail();
  const there = changedBy(`hashprice: ${at.dollarsPerPetahashDay} $/PH/day`);
  const mining = mineOf(there, "both").marginPerGrossLoad.value.base.dollarsPerMegawattYear;
  expect(mining).toBeCloseTo(hallOf(there, "both").marginPerGrossLoad.value.base.dollarsPerMegawattYear, 3);
  expect(zone(there, "both").comparison?.aiToMining.value.base).toBeCloseTo(1, 6);
});

test("Payback is what the conversion costs by what AI gains a year", () => {
  const { conversionCost, gainPerYear, payback } = zone(asIs, "both").comparison ?? expect.fail();
  expect(yearsOf(payback.value.base)).toBeCloseTo(
    conversionCost.value.base.ratioTo(gainPerYear.value.base),
    6,
  );
});

test("A zone that is only one of both says why it is not the other", () => {
  expect(zone(asIs, "m").ai).toEqual({ notApplicable: "no AI hall is planned there" });
  expect(zone(asIs, "passed").mining).toEqual({ notApplicable: "no miners are planned there" });
  expect(zone(asIs, "m").comparison).toBeUndefined();
  const unpriced = siteOf({ ...input, hashrateOwners: [{ name: "guest", curtailment: {} }] }, tenants());
  expect(zone(economics(unpriced, placement), "hosted").mining).toEqual({
    notApplicable: "hosted for guest, whose price is not stated",
  });
});

test("Where mining loses, AI's multiple of it is beyond all numbers, and null in JSON", () => {
  const poor = changedBy("hashprice: 1 $/PH/day");
  expect(zone(poor, "both").comparison?.aiToMining.value.base).toBe(Number.POSITIVE_INFINITY);
  const json = JSON.parse(JSON.stringify(economicsJson(poor)));
  expect(json.zones[0].comparison.aiToMining.base).toBeNull();
  const rich = changedBy("hashprice: 1000 $/PH/day");
  expect(zone(rich, "both").comparison?.payback.value.map(yearsOf)).toMatchObject({
    base: Number.POSITIVE_INFINITY,
  });
});

test("The site's margin is what its zones earn as they are used, and nothing that nobody leases", () => {
  const { hashing, hosting, leases, demandResponse, energy, operations, margin } = asIs.asUsed;
  const dollars = (of: typeof margin) => of?.value.base.amount.toNumber() ?? expect.fail();
  expect(dollars(hashing)).toBeCloseTo(dollars(mineOf(asIs, "m").revenuePerYear), 2);
  expect(dollars(hosting)).toBeCloseTo(dollars(mineOf(asIs, "hosted").revenuePerYear), 2);
  expect(dollars(leases)).toBeCloseTo(12 * (360 * 140 + 270 * 120), 2);
  expect(dollars(margin)).toBeCloseTo(
    dollars(hashing) +
      dollars(hosting) +
      dollars(leases) +
      dollars(demandResponse) -
      dollars(energy) -
      dollars(operations),
    2,
  );
});

// --- Quarters.

test("A quarter's revenue is each day's part of its year's, so that a year of quarters is a year", () => {
  const year = asIs.quarters.filter(({ quarter }) => quarter.startsWith("2026"));
  const earned = Money.sum(
    "USD",
    year.flatMap(({ revenue, from, to }) => {
      const quarters = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000 / 91.25);
      return revenue.demandResponse === undefined ? [] : [revenue.demandResponse.value.base.times(quarters)];
    }),
  );
  // The programme runs from the first to the last day of 2026: 2 MW × 60,000 $/MW-year.
  expect(earned.amount.toNumber()).toBeCloseTo(120_000, 6);
});

test("Shares of a quarter's revenue make up its total", () => {
  for (const { revenue, total } of asIs.quarters) {
    const parts = Object.values(revenue).flatMap((amount) => amount?.value.base ?? []);
    expect(Money.sum("USD", parts).amount.toNumber()).toBeCloseTo(
      total?.value.base.amount.toNumber() ?? 0,
      6,
    );
  }
});

test("A lease that ends within a quarter counts to its last day", () => {
  const lab = tenantOf("lab", storageRacks(20, { zones: ["both"] }));
  const short = {
    ...lab,
    lease: { from: day("2026-01-01"), to: day("2026-02-14"), price: "100 $/kW-month" },
  };
  const own = siteOf(input, [short]);
  const [first] = economics(own, place(own)).quarters;
  // January and half of February, of 360 kW at 100 $.
  expect(first?.revenue.leases?.value.base.amount.toNumber()).toBeCloseTo(360 * 100 * 1.5, 6);
});

test("Each whole quarter of a lease pays three months, whatever days and leap days it has", () => {
  const lab = tenantOf("lab", storageRacks(20, { zones: ["both"] }));
  const lease = { from: day("2026-01-01"), to: day("2029-03-31"), price: "100 $/kW-month" };
  const own = siteOf({ ...input, demandResponse: [] }, [{ ...lab, lease }]);
  const { quarters } = economics(own, place(own));
  const rents = quarters.flatMap(({ revenue }) => revenue.leases?.value.base.amount.toNumber() ?? []);
  expect(rents.length).toBeGreaterThan(1);
  for (const rent of rents) expect(rent).toBeCloseTo(3 * 360 * 100, 6);
});

test("A hall that is ready and empty is operated all the same", () => {
  const empty = siteOf(siteWith([hall("h")]));
  const { asUsed, zones } = economics(empty, place(empty));
  const [one] = zones;
  if (one === undefined || "notApplicable" in one.ai) expect.fail("no hall");
  expect(asUsed.leases).toBeUndefined();
  expect(asUsed.operations?.value.base.amount.toNumber()).toBeCloseTo(
    one.ai.critical.value.base.kilowatts * 15 * 12,
    6,
  );
  expect(asUsed.margin?.value.base.isNegative).toBe(true);
});

// --- Servers in a rent.

function hardwareOf(lease: object, scenario = "") {
  const lab = tenantOf("lab", storageRacks(20, { zones: ["both"] }));
  const own = siteOf(input, [{ ...lab, lease: { ...lab.lease, ...lease } }]);
  const read = readScenario(`version: 1\nname: other\n${scenario}\n`, "other.yaml", own);
  return economics(withScenario(own, read), place(own)).hardwareIncluded;
}

test("A lease says whether its price pays for servers, and where it does not, the price does", () => {
  const none = { stated: [], inferred: [] };
  expect(hardwareOf({ price: "450 $/kW-month" })).toEqual({ stated: [], inferred: ["lab"] });
  expect(hardwareOf({ price: "450 $/kW-month", includesHardware: false })).toEqual(none);
  expect(hardwareOf({ price: "150 $/kW-month", includesHardware: true })).toEqual({
    stated: ["lab"],
    inferred: [],
  });
});

test("A rent that includes energy is no rent of servers for it", () => {
  // Energy is about 33 $/MWh: 30 $/kW-month at 1.25 gross per critical.
  expect(hardwareOf({ price: "175 $/kW-month" }).inferred).toEqual([]);
  expect(hardwareOf({ price: "175 $/kW-month", powerPassThrough: true }).inferred).toEqual(["lab"]);
});

test("A scenario with cheap halls makes no servers of a rent", () => {
  expect(hardwareOf({ price: "140 $/kW-month" }, "leasePrice: 60 $/kW-month").inferred).toEqual([]);
});

test("A zone's leases that begin later are those of its hall", () => {
  const later = addDays(site.document.effectiveDate, -200);
  expect(hallOf(economics(site, placement, { at: later }), "both").leasesFrom).toBe("2026-01-01");
});

// --- Traces.

/** Another value for each assumption that a scenario can change, and the id of what it changes. */
const otherValues: readonly (readonly [id: string, scenario: string])[] = [
  ["economics.difficulty", "difficulty: 140 T"],
  ["economics.subsidy", "subsidy: 3 BTC"],
  ["economics.fees", "fees: 0.2 BTC"],
  ["economics.bitcoinPrice", "bitcoinPrice: 65000 $/BTC"],
  ["economics.poolFee", "poolFee: 3 %"],
  ["economics.firmwareFee", "firmwareFee: 1 %"],
  ["economics.miningUptime", "miningUptime: 95 %"],
  ["economics.miningOperations", "miningOperations: 5 $/MWh"],
  ["economics.energyIndex", "energyIndex: 34 $/MWh"],
  ["economics.leasePrice", "leasePrice: 149 $/kW-month"],
  ["economics.leaseOperations", "leaseOperations: 16 $/kW-month"],
  ["economics.conversionCost", "conversionCost: 8 M$/MW"],
  ["economics.conversionLife", "conversionLife: 700 weeks"],
  ["contracts.block.price", "contracts: { block: { price: 41 $/MWh } }"],
  ["contracts.spot.price", "contracts: { spot: { price: 4 $/MWh } }"],
  ["contracts.nights.price", "contracts: { nights: { price: 21 $/MWh } }"],
  ["tenants.lab.lease.price", "tenants: { lab: { price: 141 $/kW-month } }"],
  ["tenants.cloud.lease.price", "tenants: { cloud: { price: 121 $/kW-month } }"],
];

test("Every assumption of the catalog is among those that are changed here", () => {
  const keys = Object.keys(defaultAssumptions).filter((key) => key !== "hashprice");
  expect(otherValues.map(([id]) => id)).toEqual(
    expect.arrayContaining(keys.map((key) => `economics.${key}`)),
  );
});

test.each(otherValues)("%s changes every number that lists it, and no other", (id, scenario) => {
  const before = resultsIn(asIs);
  const after = resultsIn(changedBy(scenario));
  expect(after.length).toBe(before.length);
  let changes = 0;
  for (const [at, result] of before.entries()) {
    const lists = assumptionsBehind([result]).some((assumption) => assumption.id === id);
    const [was, is] = [numberOf(result.value.base), numberOf(after[at]?.value.base)];
    expect(Math.abs(is - was) > 1e-12 * Math.abs(was), `${result.name}, ${was} and ${is}`).toBe(lists);
    if (lists) changes += 1;
  }
  expect(changes).toBeGreaterThan(0);
});

/** Some world within the ranges of what is assumed. */
const someWorld = fc
  .record(
    Object.fromEntries(
      Object.keys(defaultAssumptions).map((key) => [key, fc.double({ min: 0, max: 1, noNaN: true })]),
    ),
  )
  .map((shares) =>
    Object.entries(defaultAssumptions).flatMap(([key, figure]) => {
      if (figure === undefined) return [];
      const [low, high] = [figure.value.low, figure.value.high].map(inSmallest);
      const between = (low?.amount ?? 0) + (shares[key] ?? 0) * ((high?.amount ?? 0) - (low?.amount ?? 0));
      return `${key}: ${between.toFixed(9)} ${low?.unit}`;
    }),
  );

/** An amount as the documents write it, in one unit for both ends of a range. */
function inSmallest(value: unknown): { amount: number; unit: string } {
  if (value instanceof Duration) return { amount: value.hours, unit: "h" };
  const [amount = "", ...unit] = String(value).split(" ");
  return { amount: Number(amount), unit: unit.join(" ") };
}

test("In whatever world within the ranges, every number is within its own", () => {
  fc.assert(
    fc.property(someWorld, (world) => {
      const there = resultsIn(changedBy(world.join("\n")));
      for (const [at, result] of resultsIn(asIs).entries()) {
        const { low, high } = result.value.map(numberOf);
        const is = numberOf(there[at]?.value.base);
        const slack = 1e-6 * Math.max(1, Math.abs(is));
        expect(is, result.name).toBeGreaterThanOrEqual(low - slack);
        expect(is, result.name).toBeLessThanOrEqual(high + slack);
      }
    }),
    { numRuns: 30 },
  );
});

// --- JSON.

test("In JSON every assumption that a number lists stands in the list, with where it is from", () => {
  const json = JSON.parse(JSON.stringify(economicsJson(asIs)));
  const ids = new Set(json.assumptions.map(({ id }: { id: string }) => id));
  const listed: string[] = [];
  JSON.stringify(json, (key, value) => {
    if (key === "assumptions" && typeof value[0] === "string") listed.push(...value);
    return value;
  });
  expect(listed.length).toBeGreaterThan(50);
  expect(new Set(listed)).toEqual(ids);
  for (const one of json.assumptions) {
    expect(typeof one.title).toBe("string");
    expect(typeof one.verified).toBe("boolean");
  }
  const unverified = json.assumptions.filter(({ verified }: { verified: boolean }) => !verified).length;
  expect(json.figures).toEqual({ total: ids.size, unverified });
});

test("In JSON a key says the unit, and money is in cents", () => {
  const json = JSON.parse(JSON.stringify(economicsJson(asIs)));
  const { mining } = json.zones.find(({ zone: name }: { zone: string }) => name === "m");
  expect(mining.hashratePetahashes.base).toBe(234);
  expect(mining.grossKilowatts).toMatchObject({ base: 3685.5, verified: false });
  expect(mining.marginPerYearDollars.base).toBe(
    mineOf(asIs, "m").marginPerYear.value.base.amount.toDecimalPlaces(2).toNumber(),
  );
  expect(mining.breakEvenEnergyDollarsPerMegawattHour.low).toBeLessThan(
    mining.breakEvenEnergyDollarsPerMegawattHour.high,
  );
});

test("An explanation names for each step what it is made of, and all of that stands before it", () => {
  const json = JSON.parse(JSON.stringify(explanationJson(zone(asIs, "both"))));
  const known = new Set<string>(json.assumptions.map(({ id }: { id: string }) => id));
  expect(json.steps.length).toBeGreaterThan(20);
  for (const { name, of } of json.steps) {
    for (const part of of) expect(known, `${part} of ${name}`).toContain(part);
    known.add(name);
  }
});

test("What the operator states of itself counts as verified, and is not marked", () => {
  const own = assumptionsBehind(resultsIn(asIs));
  expect(own.find(({ id }) => id === "contracts.block.price")).toMatchObject({ verified: true });
  expect(countOf(own).unverified).toBeLessThan(own.length);
});
