import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** An amount of bitcoin: the subsidy and the fees of a block, base unit bitcoin. */
export class BitcoinAmount extends Quantity<BitcoinAmount> {
  static readonly dimension: Dimension = {
    name: "bitcoin amount",
    example: "3.125 BTC",
    units: {
      BTC: 1,
    },
  };
  static readonly zero = new BitcoinAmount(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): BitcoinAmount {
    return new BitcoinAmount(base);
  }

  static bitcoins(value: number): BitcoinAmount {
    return new BitcoinAmount(scaled(value, 1));
  }

  protected with(base: number): BitcoinAmount {
    return new BitcoinAmount(base);
  }

  protected get dimension(): Dimension {
    return BitcoinAmount.dimension;
  }

  get bitcoins(): number {
    return this.base;
  }
}
