import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Price of energy, base unit US dollar per MWh. */
export class EnergyPrice extends Quantity<EnergyPrice> {
  static readonly dimension: Dimension = {
    name: "energy price",
    example: "27 $/MWh",
    units: {
      "$/MWh": 1,
      "$/kWh": 1000,
    },
  };
  static readonly zero = new EnergyPrice(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): EnergyPrice {
    return new EnergyPrice(base);
  }

  static dollarsPerMegawattHour(value: number): EnergyPrice {
    return new EnergyPrice(scaled(value, 1));
  }

  static dollarsPerKilowattHour(value: number): EnergyPrice {
    return new EnergyPrice(scaled(value, 1000));
  }

  protected with(base: number): EnergyPrice {
    return new EnergyPrice(base);
  }

  protected get dimension(): Dimension {
    return EnergyPrice.dimension;
  }

  get dollarsPerMegawattHour(): number {
    return this.base;
  }

  get dollarsPerKilowattHour(): number {
    return this.base / 1000;
  }
}
