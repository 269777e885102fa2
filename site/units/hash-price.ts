import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** What a petahash a second earns in a day (hashprice), base unit US dollar per PH/s and day. */
export class HashPrice extends Quantity<HashPrice> {
  static readonly dimension: Dimension = {
    name: "hashprice",
    example: "43 $/PH/day",
    units: {
      "$/PH/day": 1,
      "$/TH/day": 1000,
    },
  };
  static readonly zero = new HashPrice(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): HashPrice {
    return new HashPrice(base);
  }

  static dollarsPerPetahashDay(value: number): HashPrice {
    return new HashPrice(scaled(value, 1));
  }

  static dollarsPerTerahashDay(value: number): HashPrice {
    return new HashPrice(scaled(value, 1000));
  }

  protected with(base: number): HashPrice {
    return new HashPrice(base);
  }

  protected get dimension(): Dimension {
    return HashPrice.dimension;
  }

  get dollarsPerPetahashDay(): number {
    return this.base;
  }

  get dollarsPerTerahashDay(): number {
    return this.base / 1000;
  }
}
