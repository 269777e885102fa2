/** An assumption or a result with the least and the greatest value that it is reckoned with. */
export class Range<T> {
  readonly low: T;
  readonly base: T;
  readonly high: T;

  constructor(low: T, base: T, high: T) {
    this.low = low;
    this.base = base;
    this.high = high;
  }

  /** What is known to be one value. */
  static of<T>(value: T): Range<T> {
    return new Range(value, value, value);
  }

  /** The same range of something made of each of its values. */
  map<U>(make: (value: T) => U): Range<U> {
    return new Range(make(this.low), make(this.base), make(this.high));
  }

  toJSON(): unknown {
    const { low, base, high } = this;
    return String(low) === String(high) ? base : { low, base, high };
  }
}
