import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ApparentPower,
  Bandwidth,
  BitcoinAmount,
  BitcoinPrice,
  BuildCost,
  CapacityPrice,
  Current,
  DataSize,
  Difficulty,
  Duration,
  Energy,
  EnergyPrice,
  HashPrice,
  Hashrate,
  Length,
  Mass,
  MinerEfficiency,
  Percentage,
  Power,
  PowerRamp,
  type Quantity,
  sum,
  Voltage,
} from "../../site/units/index.ts";
import { parseQuantity, type QuantityClass, quantityPattern } from "../../site/units/parse.ts";
import { formatNumber } from "../../site/units/quantity.ts";

/** One unit of one kind: how it is written, made and read. */
interface Unit {
  readonly symbol: string;
  parse(text: string): Amount | string;
  make(value: number): Amount;
  read(amount: Amount): number;
}

/** What the laws below need of a quantity, without its kind. */
interface Amount {
  readonly text: string;
  plus(other: Amount): Amount;
  minus(other: Amount): Amount;
  times(factor: number): Amount;
  dividedBy(divisor: number): Amount;
  ratioTo(other: Amount): number;
  compare(other: Amount): number;
  exceeds(other: Amount): boolean;
  equals(other: Amount): boolean;
}

function unit<Q extends Quantity<Q>>(
  type: QuantityClass<Q>,
  symbol: string,
  make: (value: number) => Q,
  read: (amount: Q) => number,
): Unit {
  const inner = new WeakMap<Amount, Q>();
  const unwrap = (amount: Amount) => inner.get(amount) ?? expect.fail("of another kind");
  const wrap = (amount: Q): Amount => {
    const wrapped: Amount = {
      text: String(amount),
      plus: (other) => wrap(amount.plus(unwrap(other))),
      minus: (other) => wrap(amount.minus(unwrap(other))),
      times: (factor) => wrap(amount.times(factor)),
      dividedBy: (divisor) => wrap(amount.dividedBy(divisor)),
      ratioTo: (other) => amount.ratioTo(unwrap(other)),
      compare: (other) => amount.compare(unwrap(other)),
      exceeds: (other) => amount.exceeds(unwrap(other)),
      equals: (other) => amount.equals(unwrap(other)),
    };
    inner.set(wrapped, amount);
    return wrapped;
  };
  return {
    symbol,
    make: (value) => wrap(make(value)),
    read: (amount) => read(unwrap(amount)),
    parse: (text) => {
      const parsed = parseQuantity(type, text);
      return "value" in parsed ? wrap(parsed.value) : parsed.problem;
    },
  };
}

const units: readonly Unit[] = [
  unit(Power, "W", Power.watts, (p) => p.watts),
  unit(Power, "kW", Power.kilowatts, (p) => p.kilowatts),
  unit(Power, "MW", Power.megawatts, (p) => p.megawatts),
  unit(Power, "GW", Power.gigawatts, (p) => p.gigawatts),
  unit(ApparentPower, "VA", ApparentPower.voltAmperes, (s) => s.voltAmperes),
  unit(ApparentPower, "kVA", ApparentPower.kilovoltAmperes, (s) => s.kilovoltAmperes),
  unit(ApparentPower, "MVA", ApparentPower.megavoltAmperes, (s) => s.megavoltAmperes),
  unit(Current, "A", Current.amperes, (c) => c.amperes),
  unit(Current, "kA", Current.kiloamperes, (c) => c.kiloamperes),
  unit(Voltage, "V", Voltage.volts, (u) => u.volts),
  unit(Voltage, "kV", Voltage.kilovolts, (u) => u.kilovolts),
  unit(Hashrate, "TH/s", Hashrate.terahashes, (h) => h.terahashes),
  unit(Hashrate, "PH/s", Hashrate.petahashes, (h) => h.petahashes),
  unit(Hashrate, "EH/s", Hashrate.exahashes, (h) => h.exahashes),
  unit(MinerEfficiency, "J/TH", MinerEfficiency.joulesPerTerahash, (e) => e.joulesPerTerahash),
  unit(EnergyPrice, "$/MWh", EnergyPrice.dollarsPerMegawattHour, (p) => p.dollarsPerMegawattHour),
  unit(EnergyPrice, "$/kWh", EnergyPrice.dollarsPerKilowattHour, (p) => p.dollarsPerKilowattHour),
  unit(CapacityPrice, "$/kW-month", CapacityPrice.dollarsPerKilowattMonth, (p) => p.dollarsPerKilowattMonth),
  unit(CapacityPrice, "$/MW-year", CapacityPrice.dollarsPerMegawattYear, (p) => p.dollarsPerMegawattYear),
  unit(HashPrice, "$/PH/day", HashPrice.dollarsPerPetahashDay, (p) => p.dollarsPerPetahashDay),
  unit(HashPrice, "$/TH/day", HashPrice.dollarsPerTerahashDay, (p) => p.dollarsPerTerahashDay),
  unit(BitcoinPrice, "$/BTC", BitcoinPrice.dollarsPerBitcoin, (p) => p.dollarsPerBitcoin),
  unit(BitcoinAmount, "BTC", BitcoinAmount.bitcoins, (a) => a.bitcoins),
  unit(Difficulty, "T", Difficulty.trillions, (d) => d.trillions),
  unit(BuildCost, "$/MW", BuildCost.dollarsPerMegawatt, (c) => c.dollarsPerMegawatt),
  unit(BuildCost, "$/kW", BuildCost.dollarsPerKilowatt, (c) => c.dollarsPerKilowatt),
  unit(BuildCost, "M$/MW", BuildCost.millionsPerMegawatt, (c) => c.millionsPerMegawatt),
  unit(Energy, "Wh", Energy.wattHours, (e) => e.wattHours),
  unit(Energy, "kWh", Energy.kilowattHours, (e) => e.kilowattHours),
  unit(Energy, "MWh", Energy.megawattHours, (e) => e.megawattHours),
  unit(Energy, "GWh", Energy.gigawattHours, (e) => e.gigawattHours),
  unit(PowerRamp, "W/min", PowerRamp.wattsPerMinute, (r) => r.wattsPerMinute),
  unit(PowerRamp, "kW/min", PowerRamp.kilowattsPerMinute, (r) => r.kilowattsPerMinute),
  unit(PowerRamp, "MW/min", PowerRamp.megawattsPerMinute, (r) => r.megawattsPerMinute),
  unit(Length, "m", Length.metres, (l) => l.metres),
  unit(Mass, "kg", Mass.kilograms, (m) => m.kilograms),
  unit(Mass, "t", Mass.tonnes, (m) => m.tonnes),
  unit(Duration, "s", Duration.seconds, (d) => d.seconds),
  unit(Duration, "min", Duration.minutes, (d) => d.minutes),
  unit(Duration, "h", Duration.hours, (d) => d.hours),
  unit(Duration, "d", Duration.days, (d) => d.days),
  unit(Duration, "weeks", Duration.weeks, (d) => d.weeks),
  unit(Percentage, "%", Percentage.percent, (p) => p.percent),
  unit(DataSize, "GiB", DataSize.gibibytes, (s) => s.gibibytes),
  unit(DataSize, "TiB", DataSize.tebibytes, (s) => s.tebibytes),
  unit(Bandwidth, "Gb/s", Bandwidth.gigabitsPerSecond, (b) => b.gigabitsPerSecond),
  unit(Bandwidth, "Tb/s", Bandwidth.terabitsPerSecond, (b) => b.terabitsPerSecond),
];

const anyUnit = fc.constantFrom(...units);
/** A number as documents hold them: up to six digits before and four after the point. */
const decimal = fc.integer({ min: 1, max: 10_000_000_000 }).map((tenThousandths) => tenThousandths / 10_000);
const gap = fc.constantFrom("", " ", "  ");

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12);
}

test("The units under test are all that documents may hold", () => {
  const classes = [
    Power,
    ApparentPower,
    Current,
    Voltage,
    Hashrate,
    MinerEfficiency,
    EnergyPrice,
    CapacityPrice,
    HashPrice,
    BitcoinPrice,
    BitcoinAmount,
    Difficulty,
    BuildCost,
    Energy,
    PowerRamp,
    Length,
    Mass,
    Duration,
    Percentage,
    DataSize,
    Bandwidth,
  ];
  expect(units.map(({ symbol }) => symbol)).toEqual(
    classes.flatMap(({ dimension }) => Object.keys(dimension.units)),
  );
});

test("What is written in a unit is what its factory makes and its accessor reads", () => {
  fc.assert(
    fc.property(anyUnit, decimal, gap, ({ symbol, parse, make, read }, value, space) => {
      const parsed = parse(`${value}${space}${symbol}`);
      if (typeof parsed === "string") return expect.fail(parsed);
      expect(parsed.equals(make(value))).toBe(true);
      expect(parsed.compare(make(value))).toBe(0);
      expect(near(read(parsed), value)).toBe(true);
    }),
  );
});

test("An amount is the same in whichever of its units it is read", () => {
  fc.assert(
    fc.property(anyUnit, anyUnit, decimal, (from, to, value) => {
      const text = `${value} ${from.symbol}`;
      const [parsed, other] = [from.parse(text), to.parse(text)];
      if (typeof parsed === "string" || typeof other === "string") {
        fc.pre(false);
        return;
      }
      // Both units are of one kind: reading in the other and making it from that gives the amount again.
      expect(to.make(to.read(other)).text).toBe(parsed.text);
      expect(near(to.read(to.make(to.read(other))), to.read(other))).toBe(true);
    }),
  );
});

test("Adding and subtracting, multiplying and dividing undo each other", () => {
  fc.assert(
    fc.property(anyUnit, decimal, decimal, decimal, ({ make }, a, b, c) => {
      const [x, y, z] = [make(a), make(b), make(c)];
      expect(x.plus(y).equals(y.plus(x))).toBe(true);
      expect(
        x
          .plus(y)
          .plus(z)
          .equals(x.plus(y.plus(z))),
      ).toBe(true);
      expect(x.plus(y).equals(make(a + b))).toBe(true);
      expect(Math.abs(x.plus(y).minus(y).minus(x).ratioTo(x.plus(y)))).toBeLessThan(1e-12);
      expect(x.times(c).dividedBy(c).equals(x)).toBe(true);
      expect(
        x
          .plus(y)
          .times(c)
          .equals(x.times(c).plus(y.times(c))),
      ).toBe(true);
      expect(near(x.ratioTo(y), a / b)).toBe(true);
    }),
  );
});

test("One of two amounts exceeds the other if it is larger by more than rounding", () => {
  fc.assert(
    fc.property(anyUnit, decimal, decimal, ({ make }, a, b) => {
      const [x, y] = [make(a), make(b)];
      expect(x.exceeds(y)).toBe(a - b > 1e-9 * Math.max(a, b));
      expect(x.exceeds(y) && y.exceeds(x)).toBe(false);
      expect(x.exceeds(x)).toBe(false);
      expect(x.times(1 + 1e-8).exceeds(x)).toBe(true);
      expect(x.times(1 + 1e-10).exceeds(x)).toBe(false);
      expect(x.equals(y)).toBe(!x.exceeds(y) && !y.exceeds(x));
    }),
  );
});

test("The noise of binary fractions does not make a load exceed its limit", () => {
  expect(0.1 + 0.2 > 0.3).toBe(true);
  const load = Power.megawatts(0.1).plus(Power.megawatts(0.2));
  expect(load.exceeds(Power.megawatts(0.3))).toBe(false);
  expect(load.equals(Power.megawatts(0.3))).toBe(true);
  expect(load.exceeds(Power.watts(299_999))).toBe(true);
  expect(Power.megawatts(2.3).watts).toBe(2_300_000);
});

test("Sums of nothing are the zero they are given", () => {
  expect(sum(Power.zero, []).isZero).toBe(true);
  expect(sum(Power.zero, [Power.kilowatts(1), Power.watts(500)]).watts).toBe(1500);
  expect(Power.zero.minus(Power.watts(1)).isNegative).toBe(true);
  expect(Power.zero.isNegative).toBe(false);
});

test("Apparent power becomes real power by the power factor", () => {
  expect(Power.ofApparent(ApparentPower.megavoltAmperes(2.5), 0.95).megawatts).toBe(2.375);
  fc.assert(
    fc.property(decimal, fc.integer({ min: 0, max: 100 }), (kilovoltAmperes, percent) => {
      const apparent = ApparentPower.kilovoltAmperes(kilovoltAmperes);
      const real = Power.ofApparent(apparent, percent / 100);
      expect(near(real.kilowatts, (kilovoltAmperes * percent) / 100)).toBe(true);
      expect(real.kilowatts).toBeLessThanOrEqual(apparent.kilovoltAmperes * (1 + 1e-12));
    }),
  );
});

test("A percentage is a hundred times its fraction", () => {
  fc.assert(
    fc.property(decimal, (percent) => {
      expect(near(Percentage.percent(percent).fraction * 100, percent)).toBe(true);
    }),
  );
});

test("Quantities of different kinds cannot be mixed, which the compiler holds", () => {
  const real = Power.megawatts(1);
  const apparent = ApparentPower.megavoltAmperes(1);
  const attempts = [
    // @ts-expect-error: the sum of a real and an apparent power means nothing
    () => real.plus(apparent),
    // @ts-expect-error: neither does their difference
    () => apparent.minus(real),
    // @ts-expect-error: nor a comparison
    () => real.exceeds(apparent),
    // @ts-expect-error: nor a ratio
    () => Mass.tonnes(1).ratioTo(Duration.hours(1)),
    // @ts-expect-error: a list of one kind has no member of another
    () => sum(Power.zero, [real, apparent]),
    // @ts-expect-error: a real power has no power factor to go back from
    () => Power.ofApparent(real, 0.95),
    // @ts-expect-error: a bare number has no unit
    () => real.plus(5),
    // @ts-expect-error: quantities come from factories, so that the unit is always said
    () => new Power(5),
  ];
  expect(attempts).toHaveLength(8);
});

test.each([
  ["300 MW", Power.megawatts(300)],
  ["12.67 MW", Power.watts(12_670_000)],
  ["999 kW", Power.kilowatts(999)],
  ["1 MW", Power.kilowatts(1000)],
  ["1.2 GW", Power.megawatts(1200)],
  ["1.905 kW", Power.watts(1905.25)],
  ["-1.5 MW", Power.megawatts(-1.5)],
  ["0 W", Power.zero],
  ["300 kW", Power.megawatts(0.1).plus(Power.megawatts(0.2))],
  ["2.5 MVA", ApparentPower.megavoltAmperes(2.5)],
  ["34.5 kV", Voltage.volts(34_500)],
  ["4.563 EH/s", Hashrate.petahashes(4563)],
  ["120 $/kW-month", CapacityPrice.dollarsPerKilowattMonth(120)],
  ["1.36 t", Mass.kilograms(1360)],
  ["1.5 h", Duration.minutes(90)],
  ["80 %", Percentage.percent(80)],
  ["0 GiB", DataSize.gibibytes(0)],
] as const)("%s is written as a person writes it", (text, quantity) => {
  expect(String(quantity)).toBe(text);
  expect(JSON.stringify({ quantity })).toBe(JSON.stringify({ quantity: text }));
});

test("What is printed reads back as nearly the same amount, in an allowed unit and without an exponent", () => {
  fc.assert(
    fc.property(anyUnit, decimal, ({ parse, make, read }, value) => {
      const amount = make(value);
      const again = parse(amount.text);
      if (typeof again === "string") return expect.fail(again);
      expect(amount.text).not.toMatch(/\d[eE]/);
      // Two or three decimals are kept, of a number of 1 or more unless the unit is the smallest there is.
      const least = amount.text.startsWith("0") ? 0.0005 * value : 0.0006 * value;
      expect(Math.abs(read(again) - value)).toBeLessThanOrEqual(Math.max(least, 0.0006));
    }),
  );
});

test("Numbers are printed with at most three decimals, none of them a trailing zero", () => {
  expect([0.12345, 1.5, 9.9996, 10.005, 1234.5678, -0.0001, 100].map(formatNumber)).toEqual([
    "0.123",
    "1.5",
    "10",
    "10.01",
    "1234.57",
    "0",
    "100",
  ]);
});

function problem<Q extends Quantity<Q>>(type: QuantityClass<Q>, text: string): string {
  const parsed = parseQuantity(type, text);
  return "problem" in parsed ? parsed.problem : `accepted as ${parsed.value}`;
}

test.each([
  ["300", '"300" has no unit: write a power such as "300 MW" (allowed units: W, kW, MW, GW)'],
  [
    "2.5 MVA",
    '"2.5 MVA" is an apparent power, not a power: write a power such as "300 MW" (allowed units: W, kW, MW, GW)',
  ],
  ["3 mw", '"3 mw" has an unknown unit "mw": write a power such as "300 MW" (allowed units: W, kW, MW, GW)'],
  ["-5 MW", '"-5 MW" is negative: a power here must be zero or more'],
  ["lots", '"lots" is not a power: write a power such as "300 MW" (allowed units: W, kW, MW, GW)'],
  ["", '"" is not a power: write a power such as "300 MW" (allowed units: W, kW, MW, GW)'],
])("A power is not %o", (text, expected) => {
  expect(problem(Power, text)).toBe(expected);
});

test.each(["1e3 MW", "1,000 kW", "0x10 kW", "Infinity MW", "NaN MW", "5 MW extra", "5 constructor", "MW 5"])(
  "A power is not written as %o",
  (text) => {
    expect(problem(Power, text)).toMatch(/\(allowed units: W, kW, MW, GW\)$/);
  },
);

test("An amount too large for a number is refused, not taken as infinite", () => {
  expect(problem(Power, `${"9".repeat(400)} MW`)).toMatch(/too large/);
});

test("A long text is cut short in the message", () => {
  expect(problem(Power, "x".repeat(10_000)).length).toBeLessThan(200);
});

test("No text makes the parser do anything but accept or explain", () => {
  fc.assert(
    fc.property(anyUnit, fc.oneof(fc.string(), fc.string({ unit: "binary" })), ({ parse, read }, text) => {
      const parsed = parse(text);
      if (typeof parsed === "string") expect(parsed).toMatch(/allowed units:|must be zero or more/);
      else expect(read(parsed)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("The pattern that editors check with accepts what the parser does, and no other unit", () => {
  const pattern = new RegExp(quantityPattern(CapacityPrice.dimension));
  expect(["120 $/kW-month", "65000$/MW-year", ".5 $/kW-month"].every((text) => pattern.test(text))).toBe(
    true,
  );
  expect(["120", "120 kW", "-1 $/kW-month", "1 $/kWxmonth"].some((text) => pattern.test(text))).toBe(false);
});

test("A price in another currency is refused as that, and dollars written otherwise with how they are written", () => {
  const problemOf = (text: string) => {
    const parsed = parseQuantity(EnergyPrice, text);
    return "problem" in parsed ? parsed.problem : undefined;
  };
  for (const text of ["46 CAD/MWh", "46 €/MWh", "€46/MWh", "C$46/MWh", "EUR 46/MWh", "46 A$/kWh"])
    expect(problemOf(text)).toBe(
      `"${text}" is in another currency: prices are in US dollars; write an energy price such as "27 $/MWh", with the rate and its day in a note`,
    );
  for (const text of ["46 USD/MWh", "$46/MWh", "46 US$/MWh"])
    expect(problemOf(text)).toBe(
      `"${text}" is not written as prices are here: write an energy price such as "27 $/MWh" (allowed units: $/MWh, $/kWh); $ is the US dollar`,
    );
  // Units of other kinds, and mistaken ones, are no currencies.
  expect(problemOf("46 MVA")).toContain("is an apparent power, not an energy price");
  expect(problemOf("46 $/GWh")).toContain('has an unknown unit "$/GWh"');
  expect(problemOf("46 furlongs")).toContain('has an unknown unit "furlongs"');
  const power = parseQuantity(Power, "46 CAD");
  expect("problem" in power && power.problem).toContain('has an unknown unit "CAD"');
});
