import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Price of a bitcoin, base unit US dollar per bitcoin. */
export class BitcoinPrice extends Quantity<BitcoinPrice> {
  static readonly dimension: Dimension = {
    name: "bitcoin price",
    example: "95000 $/BTC",
    units: {
      "$/BTC": 1,
    },
  };
  static readonly zero = new BitcoinPrice(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): BitcoinPrice {
    return new BitcoinPrice(base);
  }

  static dollarsPerBitcoin(value: number): BitcoinPrice {
    return new BitcoinPrice(scaled(value, 1));
  }

  protected with(base: number): BitcoinPrice {
    return new BitcoinPrice(base);
  }

  protected get dimension(): Dimension {
    return BitcoinPrice.dimension;
  }

  get dollarsPerBitcoin(): number {
    return this.base;
  }
}
