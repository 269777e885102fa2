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

/** Fields whose keys are names of resources, and whose values are quantities. */
const maps = new Set(["limits", "requests", "hard", "max", "min", "default", "defaultRequest", "capacity"]);

/** Fields that are quantities themselves. */
const fields = new Set(["nominalQuota", "borrowingLimit", "lendingLimit", "sizeLimit", "divisor"]);

/** Whether a field of an object is a quantity. Text in metadata and in ConfigMaps never is. */
export function isQuantityField(path: readonly string[]): boolean {
  const [last, parent] = [path.at(-1) ?? "", path.at(-2) ?? ""];
  return path[0] === "spec" && (maps.has(parent) || fields.has(last));
}
