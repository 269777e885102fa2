import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Apparent power, base unit volt-ampere: what transformers and switchgear are rated in. */
export class ApparentPower extends Quantity<ApparentPower> {
  static readonly dimension: Dimension = {
    name: "apparent power",
    example: "2.5 MVA",
    units: {
      VA: 1,
      kVA: 1000,
      MVA: 1000000,
    },
  };
  static readonly zero = new ApparentPower(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): ApparentPower {
    return new ApparentPower(base);
  }

  static voltAmperes(value: number): ApparentPower {
    return new ApparentPower(scaled(value, 1));
  }

  static kilovoltAmperes(value: number): ApparentPower {
    return new ApparentPower(scaled(value, 1000));
  }

  static megavoltAmperes(value: number): ApparentPower {
    return new ApparentPower(scaled(value, 1000000));
  }

  protected with(base: number): ApparentPower {
    return new ApparentPower(base);
  }

  protected get dimension(): Dimension {
    return ApparentPower.dimension;
  }

  get voltAmperes(): number {
    return this.base;
  }

  get kilovoltAmperes(): number {
    return this.base / 1000;
  }

  get megavoltAmperes(): number {
    return this.base / 1000000;
  }
}
