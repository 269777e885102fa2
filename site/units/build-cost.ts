import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Cost of building or converting capacity, base unit US dollar per MW. */
export class BuildCost extends Quantity<BuildCost> {
  static readonly dimension: Dimension = {
    name: "cost of capacity",
    example: "8 M$/MW",
    units: {
      "$/MW": 1,
      "$/kW": 1000,
      "M$/MW": 1000000,
    },
  };
  static readonly zero = new BuildCost(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): BuildCost {
    return new BuildCost(base);
  }

  static dollarsPerMegawatt(value: number): BuildCost {
    return new BuildCost(scaled(value, 1));
  }

  static dollarsPerKilowatt(value: number): BuildCost {
    return new BuildCost(scaled(value, 1000));
  }

  static millionsPerMegawatt(value: number): BuildCost {
    return new BuildCost(scaled(value, 1000000));
  }

  protected with(base: number): BuildCost {
    return new BuildCost(base);
  }

  protected get dimension(): Dimension {
    return BuildCost.dimension;
  }

  get dollarsPerMegawatt(): number {
    return this.base;
  }

  get dollarsPerKilowatt(): number {
    return this.base / 1000;
  }

  get millionsPerMegawatt(): number {
    return this.base / 1000000;
  }
}
