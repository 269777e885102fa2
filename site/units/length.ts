import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Length, base unit metre. */
export class Length extends Quantity<Length> {
  static readonly dimension: Dimension = {
    name: "length",
    example: "0.6 m",
    units: {
      m: 1,
    },
  };
  static readonly zero = new Length(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Length {
    return new Length(base);
  }

  static metres(value: number): Length {
    return new Length(scaled(value, 1));
  }

  protected with(base: number): Length {
    return new Length(base);
  }

  protected get dimension(): Dimension {
    return Length.dimension;
  }

  get metres(): number {
    return this.base;
  }
}
