import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Energy, base unit watt-hour. */
export class Energy extends Quantity<Energy> {
  static readonly dimension: Dimension = {
    name: "energy",
    example: "120 MWh",
    units: {
      Wh: 1,
      kWh: 1000,
      MWh: 1000000,
      GWh: 1000000000,
    },
  };
  static readonly zero = new Energy(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Energy {
    return new Energy(base);
  }

  static wattHours(value: number): Energy {
    return new Energy(scaled(value, 1));
  }

  static kilowattHours(value: number): Energy {
    return new Energy(scaled(value, 1000));
  }

  static megawattHours(value: number): Energy {
    return new Energy(scaled(value, 1000000));
  }

  static gigawattHours(value: number): Energy {
    return new Energy(scaled(value, 1000000000));
  }

  protected with(base: number): Energy {
    return new Energy(base);
  }

  protected get dimension(): Dimension {
    return Energy.dimension;
  }

  get wattHours(): number {
    return this.base;
  }

  get kilowattHours(): number {
    return this.base / 1000;
  }

  get megawattHours(): number {
    return this.base / 1000000;
  }

  get gigawattHours(): number {
    return this.base / 1000000000;
  }
}
