/**
 * A physical or monetary amount with its dimension in the type: a `Power` and an `ApparentPower` cannot be
 * added, compared or passed for one another. Values are immutable and held in one base unit a class.
 */
export abstract class Quantity<Self extends Quantity<Self>> {
  protected readonly base: number;

  protected constructor(base: number) {
    this.base = base;
  }

  protected abstract with(base: number): Self;
  protected abstract get dimension(): Dimension;

  plus(other: Self): Self {
    return this.with(this.base + other.base);
  }

  minus(other: Self): Self {
    return this.with(this.base - other.base);
  }

  /** Scaled by a dimensionless factor. */
  times(factor: number): Self {
    return this.with(this.base * factor);
  }

  /** Divided by a dimensionless divisor. */
  dividedBy(divisor: number): Self {
    return this.with(this.base / divisor);
  }

  /** This amount as a multiple of another of its kind. */
  ratioTo(other: Self): number {
    return this.base / other.base;
  }

  /** Negative, zero or positive, for sorting. */
  compare(other: Self): number {
    return this.base - other.base;
  }

  /**
   * Whether this amount is above the limit by more than rounding can explain (one part in a thousand million):
   * sums of decimal fractions must not refuse a load that equals its rating.
   */
  exceeds(limit: Self): boolean {
    return isAbove(this.base, limit.base);
  }

  equals(other: Self): boolean {
    return !this.exceeds(other) && !other.exceeds(this as unknown as Self);
  }

  get isNegative(): boolean {
    return this.base < 0;
  }

  get isZero(): boolean {
    return this.base === 0;
  }

  /** As a person writes it, in the largest unit that keeps the number at 1 or more: `12.67 MW`. */
  toString(): string {
    const [symbol, factor] = readableUnit(this.dimension.units, this.base);
    return `${formatNumber(this.base / factor)} ${symbol}`;
  }

  /** As it would be written in a document so that nothing of it is lost: in the largest unit that holds it exactly. */
  exact(): string {
    const units = Object.entries(this.dimension.units).sort((a, b) => b[1] - a[1]);
    for (const [symbol, factor] of units) {
      const number = Number((this.base / factor).toPrecision(15));
      const text = plain(number);
      if (Math.abs(number) >= 1 && text !== undefined && scaled(number, factor) === this.base)
        return `${text} ${symbol}`;
    }
    const [symbol, factor] = units.find(([, each]) => each === 1) ?? ["", 1];
    return `${plain(this.base / factor) ?? (this.base / factor).toFixed(20)} ${symbol}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A number as documents write it; undefined where it would need an exponent. */
function plain(number: number): string | undefined {
  const text = String(number);
  return text.includes("e") ? undefined : text;
}

/** Above by more than one part in a thousand million. */
export function isAbove(amount: number, limit: number): boolean {
  return amount - limit > 1e-9 * Math.max(Math.abs(amount), Math.abs(limit));
}

/** A kind of quantity: its name in messages, its units with their factor to the base unit, and an example. */
export interface Dimension {
  readonly name: string;
  readonly units: Readonly<Record<string, number>>;
  readonly example: string;
}

/** The sum of any number of amounts of one kind; `zero` for none. */
export function sum<Q extends Quantity<Q>>(zero: Q, amounts: Iterable<NoInfer<Q>>): Q {
  let total = zero;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/**
 * Decimal input times a unit factor, without the last-digit noise of binary fractions (2.3 × 10⁶ is
 * 2299999.9999999995 in a double, and 2300000 here).
 */
export function scaled(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

/** At most two decimals (more below 10), no trailing zeros, no exponent. */
export function formatNumber(value: number): string {
  const decimals = Math.abs(value) >= 10 ? 2 : 3;
  const rounded = Number(value.toFixed(decimals));
  return Object.is(rounded, -0) ? "0" : String(rounded);
}

function readableUnit(units: Readonly<Record<string, number>>, base: number): readonly [string, number] {
  const ascending = Object.entries(units).sort((a, b) => a[1] - b[1]);
  const smallest = ascending[0];
  if (smallest === undefined) throw new Error("a dimension without units");
  let chosen = smallest;
  for (const unit of ascending) if (Math.abs(base) >= unit[1]) chosen = unit;
  if (base === 0) chosen = ascending.find(([, factor]) => factor === 1) ?? smallest;
  return chosen;
}
