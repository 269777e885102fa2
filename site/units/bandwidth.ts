import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Data rate of a port, base unit Gb/s. */
export class Bandwidth extends Quantity<Bandwidth> {
  static readonly dimension: Dimension = {
    name: "bandwidth",
    example: "800 Gb/s",
    units: {
      "Gb/s": 1,
      "Tb/s": 1000,
    },
  };
  static readonly zero = new Bandwidth(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Bandwidth {
    return new Bandwidth(base);
  }

  static gigabitsPerSecond(value: number): Bandwidth {
    return new Bandwidth(scaled(value, 1));
  }

  static terabitsPerSecond(value: number): Bandwidth {
    return new Bandwidth(scaled(value, 1000));
  }

  protected with(base: number): Bandwidth {
    return new Bandwidth(base);
  }

  protected get dimension(): Dimension {
    return Bandwidth.dimension;
  }

  get gigabitsPerSecond(): number {
    return this.base;
  }

  get terabitsPerSecond(): number {
    return this.base / 1000;
  }
}
