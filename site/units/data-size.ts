import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Memory or storage, base unit GiB (2³⁰ bytes). */
export class DataSize extends Quantity<DataSize> {
  static readonly dimension: Dimension = {
    name: "data size",
    example: "960 GiB",
    units: {
      GiB: 1,
      TiB: 1024,
    },
  };
  static readonly zero = new DataSize(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): DataSize {
    return new DataSize(base);
  }

  static gibibytes(value: number): DataSize {
    return new DataSize(scaled(value, 1));
  }

  static tebibytes(value: number): DataSize {
    return new DataSize(scaled(value, 1024));
  }

  protected with(base: number): DataSize {
    return new DataSize(base);
  }

  protected get dimension(): Dimension {
    return DataSize.dimension;
  }

  get gibibytes(): number {
    return this.base;
  }

  get tebibytes(): number {
    return this.base / 1024;
  }
}
