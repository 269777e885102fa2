import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Electric current, base unit ampere: what breakers and busways are rated in. */
export class Current extends Quantity<Current> {
  static readonly dimension: Dimension = {
    name: "current",
    example: "1600 A",
    units: {
      A: 1,
      kA: 1000,
    },
  };
  static readonly zero = new Current(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Current {
    return new Current(base);
  }

  static amperes(value: number): Current {
    return new Current(scaled(value, 1));
  }

  static kiloamperes(value: number): Current {
    return new Current(scaled(value, 1000));
  }

  protected with(base: number): Current {
    return new Current(base);
  }

  protected get dimension(): Dimension {
    return Current.dimension;
  }

  get amperes(): number {
    return this.base;
  }

  get kiloamperes(): number {
    return this.base / 1000;
  }
}
