import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Energy a miner spends on a terahash, in J/TH. Lower is better. */
export class MinerEfficiency extends Quantity<MinerEfficiency> {
  static readonly dimension: Dimension = {
    name: "miner efficiency",
    example: "15 J/TH",
    units: {
      "J/TH": 1,
    },
  };
  static readonly zero = new MinerEfficiency(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): MinerEfficiency {
    return new MinerEfficiency(base);
  }

  static joulesPerTerahash(value: number): MinerEfficiency {
    return new MinerEfficiency(scaled(value, 1));
  }

  protected with(base: number): MinerEfficiency {
    return new MinerEfficiency(base);
  }

  protected get dimension(): Dimension {
    return MinerEfficiency.dimension;
  }

  get joulesPerTerahash(): number {
    return this.base;
  }
}
