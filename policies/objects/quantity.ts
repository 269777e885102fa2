const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount that a Kubernetes quantity stands for, such as bytes for `2Gi`; not a number where it is none. */
export function amountOf(quantity: string | number): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(
    String(quantity),
  );
  return match === null ? Number.NaN : Number(match[1]) * (factors[match[2] ?? ""] ?? Number.NaN);
}

/** Whether an amount is above another by more than rounding. */
export function isAbove(amount: number, limit: number): boolean {
  return amount > limit * (1 + 1e-9);
}
