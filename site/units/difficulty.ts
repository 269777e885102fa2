import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Network difficulty of Bitcoin, a pure number that is written in trillions (T): a block takes difficulty × 2³² hashes on average. */
export class Difficulty extends Quantity<Difficulty> {
  static readonly dimension: Dimension = {
    name: "difficulty",
    example: "133.87 T",
    units: {
      T: 1e12,
    },
  };
  static readonly zero = new Difficulty(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Difficulty {
    return new Difficulty(base);
  }

  static trillions(value: number): Difficulty {
    return new Difficulty(scaled(value, 1e12));
  }

  protected with(base: number): Difficulty {
    return new Difficulty(base);
  }

  protected get dimension(): Dimension {
    return Difficulty.dimension;
  }

  get trillions(): number {
    return this.base / 1e12;
  }
}
