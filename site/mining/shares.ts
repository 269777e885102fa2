import type { Percentage } from "../units/index.ts";

/** How a pool group states its part of the hashrate: relative to the others, or as a fixed share. */
export interface StatedShare {
  /** A whole number of 1 or more. @default 1 */
  readonly quota?: number | undefined;
  readonly share?: Percentage | undefined;
}

/** Shares are told apart down to a ten-thousandth of a percent; all of the hashrate is as many parts as this. */
const wholeParts = 1_000_000;

/** A share in millionths. Decimal shares such as 33.4 % are no binary fractions, so they are counted, not added up. */
export function millionths(share: Percentage): number {
  return Math.round(share.percent * (wholeParts / 100));
}

/** What is wrong with the shares of a set; undefined if nothing. */
export function sharesProblem(groups: readonly StatedShare[]): string | undefined {
  const shares = groups.flatMap(({ share }) => share ?? []);
  if (shares.length === 0) return undefined;
  if (shares.length < groups.length || groups.some(({ quota }) => quota !== undefined)) {
    return "some groups have a quota and others a share: give every group of the set a quota, or every one a share";
  }
  if (shares.some((share) => millionths(share) <= 0)) {
    return "a share of nothing: give every group at least 0.0001 %, or leave it out";
  }
  const total = shares.reduce((all, share) => all + millionths(share), 0);
  return total === wholeParts
    ? undefined
    : `the shares make ${total / (wholeParts / 100)} %: together they must be 100 %`;
}

/**
 * The quota of each group. Fixed shares become the smallest whole numbers that stand in the same ratio, for software that
 * knows only quotas or weights: 60 % and 40 % are 3 and 2.
 */
export function quotasOf(groups: readonly StatedShare[]): readonly number[] {
  const parts = groups.map(({ share, quota }) => (share === undefined ? (quota ?? 1) : millionths(share)));
  if (groups.every(({ share }) => share === undefined)) return parts;
  const divisor = parts.reduce(greatestCommonDivisor, 0);
  return parts.map((part) => part / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
