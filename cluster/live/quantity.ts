const suffixes: Readonly<Record<string, readonly [base: bigint, exponent: number]>> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  "": [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};

const written = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/;

/**
 * Whether two texts or numbers are the same Kubernetes quantity, however they are written: the API server makes `1` of
 * `1000m`. The Kubernetes client's own reading takes no fraction with a suffix, such as `1.5Gi`.
 */
export function isSameQuantity(a: unknown, b: unknown): boolean {
  const [one, other] = [billionths(a), billionths(b)];
  return one !== undefined && one === other;
}

/** The server rounds up to billionths, so whole numbers of them lose nothing. */
function billionths(value: unknown): bigint | undefined {
  const match = typeof value === "string" || typeof value === "number" ? written.exec(String(value)) : null;
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent, suffix = ""] = match;
  if (whole + fraction === "") return undefined;
  const [base, power] = exponent === undefined ? (suffixes[suffix] ?? [10n, 0]) : [10n, Number(exponent)];
  const factor = base === 2n ? 2n ** BigInt(power) * 10n ** 9n : 10n ** BigInt(power + 9 < 0 ? 0 : power + 9);
  const digits = BigInt(whole + fraction);
  const nano = (digits * factor) / 10n ** BigInt(fraction.length);
  return sign === "-" ? -nano : nano;
}

/**
 * The amount that a Kubernetes quantity stands for, in thousandths at the finest: `1k` accelerators are 1000. Absent is
 * none; a text that is no quantity is not a number.
 */
export function amount(quantity: string | undefined): number {
  const exact = billionths(quantity ?? "0");
  return exact === undefined ? Number.NaN : Number(exact / 10n ** 6n) / 1000;
}
