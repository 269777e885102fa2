import fc from "fast-check";
import { expect, test } from "vitest";
import { Money } from "../../site/money.ts";
import { CapacityPrice, Energy, EnergyPrice, Power } from "../../site/units/index.ts";

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const ofCents = (amount: number) => Money.usd(`${amount}e-2`);

test("Sums of cents are exact in any order", () => {
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 50 }), fc.infiniteStream(fc.nat()), (amounts, order) => {
      const expected = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
      const shuffled = amounts
        .map((amount) => ({ amount, at: order.next().value }))
        .sort((a, b) => Number(a.at) - Number(b.at))
        .map(({ amount }) => amount);
      for (const each of [amounts, shuffled]) {
        const total = Money.sum("USD", each.map(ofCents));
        expect(total.amount.times(100).toFixed()).toBe(String(expected));
        expect(each.reduce((sum, amount) => sum.plus(ofCents(amount)), Money.usd(0)).compare(total)).toBe(0);
      }
    }),
  );
  expect(String(Money.usd("0.1").plus(Money.usd("0.2")).minus(Money.usd("0.3")))).toBe("0.00 USD");
});

test("What is printed reads back as the amount rounded to cents, and names its currency", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (thousandths) => {
      const written = String(Money.usd(`${thousandths}e-3`));
      expect(written).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2} USD$/);
      // Half a cent goes away from zero.
      const magnitude = thousandths < 0n ? -thousandths : thousandths;
      const rounded = (magnitude + 5n) / 10n;
      const sign = thousandths < 0n && rounded > 0n ? "-" : "";
      const read = written.replace(/,| USD/g, "").replace(".", "");
      expect(BigInt(read)).toBe(BigInt(`${sign}${rounded}`));
      expect(written.startsWith("-")).toBe(sign === "-");
    }),
  );
});

test("Half a cent is rounded away from zero, and what rounds to nothing has no sign", () => {
  expect(
    ["0.005", "-0.005", "0.0049", "-0.004", "1234567.895"].map((text) => String(Money.usd(text))),
  ).toEqual(["0.01 USD", "-0.01 USD", "0.00 USD", "0.00 USD", "1,234,567.90 USD"]);
  expect(String(Money.of("BTC", "3.125"))).toBe("3.12500000 BTC");
  expect(JSON.stringify({ cost: Money.usd(12) })).toBe('{"cost":"12.00 USD"}');
});

test("Amounts of two currencies cannot be added", () => {
  const dollars = Money.usd(1);
  const bitcoin = Money.of("BTC", 1);
  // @ts-expect-error One dollar and one bitcoin are not two of anything.
  dollars.plus(bitcoin);
  // @ts-expect-error Nor can they be compared.
  bitcoin.compare(dollars);
});

test("What is no finite amount is refused, not carried on", () => {
  for (const amount of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => Money.usd(amount)).toThrow("is no amount");
  expect(() => Money.usd(1).dividedBy(0)).toThrow("Infinity is no amount of USD");
});

test("Energy and capacity cost what their prices say, to the digit", () => {
  const price = EnergyPrice.dollarsPerMegawattHour(41.37);
  expect(Money.ofEnergy(price, Energy.megawattHours(3)).amount.toFixed()).toBe("124.11");
  const capacity = CapacityPrice.dollarsPerKilowattMonth(5.1);
  expect(Money.ofCapacity(capacity, Power.megawatts(2), 12).amount.toFixed()).toBe("122400");
  const hours = Money.ofHours(Float64Array.of(0.1, -0.3, 5000), Float64Array.of(1e6, 1e6, 1));
  expect(hours.amount.toFixed()).toBe("-0.195");
  expect(hours.ratioTo(Money.usd("-0.39"))).toBe(0.5);
  expect([
    hours.isNegative,
    Money.usd(0).isNegative,
    Money.usd("-0").isNegative,
    Money.usd(0).isZero,
  ]).toEqual([true, false, false, true]);
});
