import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Line-to-line voltage, base unit volt. */
export class Voltage extends Quantity<Voltage> {
  static readonly dimension: Dimension = {
    name: "voltage",
    example: "138 kV",
    units: {
      V: 1,
      kV: 1000,
    },
  };
  static readonly zero = new Voltage(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Voltage {
    return new Voltage(base);
  }

  static volts(value: number): Voltage {
    return new Voltage(scaled(value, 1));
  }

  static kilovolts(value: number): Voltage {
    return new Voltage(scaled(value, 1000));
  }

  protected with(base: number): Voltage {
    return new Voltage(base);
  }

  protected get dimension(): Dimension {
    return Voltage.dimension;
  }

  get volts(): number {
    return this.base;
  }

  get kilovolts(): number {
    return this.base / 1000;
  }
}
