import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Mass, base unit kilogram. */
export class Mass extends Quantity<Mass> {
  static readonly dimension: Dimension = {
    name: "mass",
    example: "1360 kg",
    units: {
      kg: 1,
      t: 1000,
    },
  };
  static readonly zero = new Mass(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Mass {
    return new Mass(base);
  }

  static kilograms(value: number): Mass {
    return new Mass(scaled(value, 1));
  }

  static tonnes(value: number): Mass {
    return new Mass(scaled(value, 1000));
  }

  protected with(base: number): Mass {
    return new Mass(base);
  }

  protected get dimension(): Dimension {
    return Mass.dimension;
  }

  get kilograms(): number {
    return this.base;
  }

  get tonnes(): number {
    return this.base / 1000;
  }
}
