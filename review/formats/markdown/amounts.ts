import type { Amount, Change } from "../../review.ts";

const none = "—";

/** Whether the sides differ at all: some of what a review tells is told either way. */
export function differs({ before, after }: Change<unknown>): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** Both sides of a change as something else. */
export function mapped<T, U>({ before, after }: Change<T>, to: (value: T) => U): Change<U> {
  return {
    ...(before !== undefined && { before: to(before) }),
    ...(after !== undefined && { after: to(after) }),
  };
}

/** Before, after, and by how much, in megawatts with three decimals: as exact as a kilowatt. */
export function megawatts(kilowatts: Change<number>): string {
  return difference(
    mapped(kilowatts, (value) => value / 1000),
    3,
  );
}

/** Kilowatts as megawatts with their unit, for a sentence. */
export function megawattText(kilowatts: number): string {
  return `${fixed(kilowatts / 1000, 3)} MW`;
}

/** Before, after and by how much; with more decimals where they would otherwise look the same. */
export function difference({ before, after }: Change<number>, decimals: number): string {
  if (before === undefined) return after === undefined ? none : `${none} → ${fixed(after, decimals)}`;
  if (after === undefined) return `${fixed(before, decimals)} → ${none}`;
  if (before === after) return fixed(after, decimals);
  const enough = fixed(before, decimals) === fixed(after, decimals) ? decimals + 3 : decimals;
  const sign = after < before ? "−" : "+";
  return `${fixed(before, enough)} → ${fixed(after, enough)} (${sign}${fixed(Math.abs(after - before), enough)})`;
}

/** A count or a rate: whole where both sides are. */
export function amount(change: Change<number>): string {
  const isWhole = (value: number | undefined) => value === undefined || Number.isInteger(value);
  return difference(change, isWhole(change.before) && isWhole(change.after) ? 0 : 1);
}

/** What is no number, before and after, by how it is shown. */
export function transition<T>({ before, after }: Change<T>, shown: (value: T) => string): string {
  const [from, to] = [before, after].map((value) => (value === undefined ? none : shown(value)));
  return from === to ? `${to}` : `${from} → ${to}`;
}

/** Base amounts in whole dollars, without the sign of the currency, which would begin a formula. */
export function dollars(change: Change<Amount>): string {
  const [before, after] = [change.before?.base, change.after?.base];
  if (before === null || after === null) return transition(change, ({ base }) => bound(base));
  return difference({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) }, 0);
}

/** `120 to 340`: as far as the assumptions reach. */
export function range({ low, high }: Amount): string {
  return low === high ? bound(low) : `${bound(low)} to ${bound(high)}`;
}

function bound(value: number | null): string {
  return value === null ? "beyond all numbers" : fixed(value, 0);
}

/** By decimals: making one takes a hundred times as long as using it. */
const formats = new Map<number, Intl.NumberFormat>();

function fixed(value: number, decimals: number): string {
  let format = formats.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
  }
  const text = format.format(value);
  // Zero has a sign of its own, which says nothing.
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text.replace("-", "−");
}

/** A count, with marks between thousands. */
export function counted(count: number): string {
  return fixed(count, 0);
}
