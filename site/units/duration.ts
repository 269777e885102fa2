import { type Dimension, Quantity, scaled } from "./quantity.ts";

/** Length of time, base unit second. */
export class Duration extends Quantity<Duration> {
  static readonly dimension: Dimension = {
    name: "duration",
    example: "10 min",
    units: {
      s: 1,
      min: 60,
      h: 3600,
      d: 86400,
      weeks: 604800,
    },
  };
  static readonly zero = new Duration(0);

  /** @internal An amount in the base unit. */
  static ofBase(base: number): Duration {
    return new Duration(base);
  }

  static seconds(value: number): Duration {
    return new Duration(scaled(value, 1));
  }

  static minutes(value: number): Duration {
    return new Duration(scaled(value, 60));
  }

  static hours(value: number): Duration {
    return new Duration(scaled(value, 3600));
  }

  static days(value: number): Duration {
    return new Duration(scaled(value, 86400));
  }

  static weeks(value: number): Duration {
    return new Duration(scaled(value, 604800));
  }

  protected with(base: number): Duration {
    return new Duration(base);
  }

  protected get dimension(): Dimension {
    return Duration.dimension;
  }

  get seconds(): number {
    return this.base;
  }

  get minutes(): number {
    return this.base / 60;
  }

  get hours(): number {
    return this.base / 3600;
  }

  get days(): number {
    return this.base / 86400;
  }

  get weeks(): number {
    return this.base / 604800;
  }
}
