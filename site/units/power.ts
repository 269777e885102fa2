import type { ApparentPower } from "./apparent-power.ts";
import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Real power, base unit watt. */
export class Power extends Quantity<Power> {
  static readonly dimension: Dimension = {
    name: "power",
    example: "300 MW",
    units: {
      W: 1,
      kW: 1000,
      MW: 1000000,
      GW: 1000000000,
    },
  };
  static readonly zero = new Power(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Power {
    return new Power(base);
  }

  static watts(value: number): Power {
    return new Power(scaled(value, 1));
  }

  static kilowatts(value: number): Power {
    return new Power(scaled(value, 1000));
  }

  static megawatts(value: number): Power {
    return new Power(scaled(value, 1000000));
  }

  static gigawatts(value: number): Power {
    return new Power(scaled(value, 1000000000));
  }

  /** The real power that an apparent power delivers at a power factor of 0 to 1: P = S · pf. */
  static ofApparent(apparent: ApparentPower, powerFactor: number): Power {
    return Power.watts(apparent.voltAmperes * powerFactor);
  }

  protected with(base: number): Power {
    return new Power(base);
  }

  protected get dimension(): Dimension {
    return Power.dimension;
  }

  get watts(): number {
    return this.base;
  }

  get kilowatts(): number {
    return this.base / 1000;
  }

  get megawatts(): number {
    return this.base / 1000000;
  }

  get gigawatts(): number {
    return this.base / 1000000000;
  }
}
