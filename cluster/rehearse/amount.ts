const factors: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The amount that a Kubernetes quantity stands for, as quotas and nodes have them: `1k` accelerators are 1000. */
export function amount(quantity: string | undefined): number {
  const [, number = "0", suffix = ""] = /^([\d.]+)([a-zA-Z]*)$/.exec(quantity ?? "0") ?? [];
  // In thousandths, so that fractions of cores add up to whole ones.
  return Math.round(Number(number) * (factors[suffix] ?? Number.NaN) * 1000) / 1000;
}
