import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** SHA-256 hashrate, base unit TH/s. */
export class Hashrate extends Quantity<Hashrate> {
  static readonly dimension: Dimension = {
    name: "hashrate",
    example: "110 TH/s",
    units: {
      "TH/s": 1,
      "PH/s": 1000,
      "EH/s": 1000000,
    },
  };
  static readonly zero = new Hashrate(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Hashrate {
    return new Hashrate(base);
  }

  static terahashes(value: number): Hashrate {
    return new Hashrate(scaled(value, 1));
  }

  static petahashes(value: number): Hashrate {
    return new Hashrate(scaled(value, 1000));
  }

  static exahashes(value: number): Hashrate {
    return new Hashrate(scaled(value, 1000000));
  }

  protected with(base: number): Hashrate {
    return new Hashrate(base);
  }

  protected get dimension(): Dimension {
    return Hashrate.dimension;
  }

  get terahashes(): number {
    return this.base;
  }

  get petahashes(): number {
    return this.base / 1000;
  }

  get exahashes(): number {
    return this.base / 1000000;
  }
}
