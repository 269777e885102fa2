import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** A share, base unit percent. */
export class Percentage extends Quantity<Percentage> {
  static readonly dimension: Dimension = {
    name: "percentage",
    example: "80 %",
    units: {
      "%": 1,
    },
  };
  static readonly zero = new Percentage(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Percentage {
    return new Percentage(base);
  }

  static percent(value: number): Percentage {
    return new Percentage(scaled(value, 1));
  }

  /** The share as a factor: 80 % is 0.8. */
  get fraction(): number {
    return this.base / 100;
  }

  protected with(base: number): Percentage {
    return new Percentage(base);
  }

  protected get dimension(): Dimension {
    return Percentage.dimension;
  }

  get percent(): number {
    return this.base;
  }
}
