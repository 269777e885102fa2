import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Price of capacity over time (a lease, a demand-response payment), base unit US dollar per kW and month. */
export class CapacityPrice extends Quantity<CapacityPrice> {
  static readonly dimension: Dimension = {
    name: "capacity price",
    example: "120 $/kW-month",
    units: {
      "$/kW-month": 1,
      "$/MW-year": 1 / 12_000,
    },
  };
  static readonly zero = new CapacityPrice(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): CapacityPrice {
    return new CapacityPrice(base);
  }

  static dollarsPerKilowattMonth(value: number): CapacityPrice {
    return new CapacityPrice(scaled(value, 1));
  }

  static dollarsPerMegawattYear(value: number): CapacityPrice {
    return new CapacityPrice(scaled(value, 1 / 12_000));
  }

  protected with(base: number): CapacityPrice {
    return new CapacityPrice(base);
  }

  protected get dimension(): Dimension {
    return CapacityPrice.dimension;
  }

  get dollarsPerKilowattMonth(): number {
    return this.base;
  }

  get dollarsPerMegawattYear(): number {
    return this.base * 12_000;
  }
}
