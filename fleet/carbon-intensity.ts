import { type Dimension, Quantity, scaled } from "../site/units/quantity.ts";

/** What a kWh from a grid emits, base unit gram of CO2 equivalent per kWh. */
export class CarbonIntensity extends Quantity<CarbonIntensity> {
  static readonly dimension: Dimension = {
    name: "carbon intensity",
    example: "380 g/kWh",
    // A kilogram a MWh is a gram a kWh, so one unit is enough.
    units: { "g/kWh": 1 },
  };

  /** @internal An amount in the base unit. */
  static ofBase(base: number): CarbonIntensity {
    return new CarbonIntensity(base);
  }

  static gramsPerKilowattHour(value: number): CarbonIntensity {
    return new CarbonIntensity(scaled(value, 1));
  }

  protected with(base: number): CarbonIntensity {
    return new CarbonIntensity(base);
  }

  protected get dimension(): Dimension {
    return CarbonIntensity.dimension;
  }

  get gramsPerKilowattHour(): number {
    return this.base;
  }
}
