import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** How fast a load rises or falls, base unit watt per minute. */
export class PowerRamp extends Quantity<PowerRamp> {
  static readonly dimension: Dimension = {
    name: "ramp",
    example: "20 MW/min",
    units: {
      "W/min": 1,
      "kW/min": 1000,
      "MW/min": 1000000,
    },
  };
  static readonly zero = new PowerRamp(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): PowerRamp {
    return new PowerRamp(base);
  }

  static wattsPerMinute(value: number): PowerRamp {
    return new PowerRamp(scaled(value, 1));
  }

  static kilowattsPerMinute(value: number): PowerRamp {
    return new PowerRamp(scaled(value, 1000));
  }

  static megawattsPerMinute(value: number): PowerRamp {
    return new PowerRamp(scaled(value, 1000000));
  }

  protected with(base: number): PowerRamp {
    return new PowerRamp(base);
  }

  protected get dimension(): Dimension {
    return PowerRamp.dimension;
  }

  get wattsPerMinute(): number {
    return this.base;
  }

  get kilowattsPerMinute(): number {
    return this.base / 1000;
  }

  get megawattsPerMinute(): number {
    return this.base / 1000000;
  }
}
