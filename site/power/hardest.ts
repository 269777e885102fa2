/** What an element carries of each load, by the load's number. */
export type Shares = ReadonlyMap<number, number>;

/** The shares of some loads after something is lost; those that are not named are as in normal operation. */
export interface ChangedShares {
  readonly changed: Shares;
}

/**
 * Of changed shares those that put more of some load on an element than its normal ones, and of which none is at most as
 * hard as another: whatever loads hold under that other hold under it.
 */
export function hardest<Changed extends ChangedShares>(
  normal: Shares,
  all: readonly Changed[],
): readonly Changed[] {
  const shifting = all
    .filter(({ changed }) => [...changed].some(([column, share]) => isMore(share, normal.get(column) ?? 0)))
    .map((change) => ({ change, increase: increase(normal, change) }))
    // Of equals the first stays first: the loss nearest to the loads is the one that is named.
    .sort((a, b) => b.increase - a.increase);
  const kept: Changed[] = [];
  for (const { change } of shifting) {
    if (!kept.some((other) => covers(normal, other.changed, change.changed))) kept.push(change);
  }
  return kept;
}

/** By more than what adding thirds leaves behind. */
export function isMore(a: number, b: number): boolean {
  return a - b > 1e-12;
}

/** Rounded, so that what adding thirds leaves behind does not decide an order. */
function increase(normal: Shares, { changed }: ChangedShares): number {
  let sum = 0;
  for (const [column, share] of changed) sum += share - (normal.get(column) ?? 0);
  return Math.round(sum * 1e9);
}

/** Whether shares are at least others for every load. */
function covers(normal: Shares, shares: Shares, others: Shares): boolean {
  const atLeast = (column: number) => {
    const usual = normal.get(column) ?? 0;
    return !isMore(others.get(column) ?? usual, shares.get(column) ?? usual);
  };
  for (const column of others.keys()) if (!atLeast(column)) return false;
  for (const column of shares.keys()) if (!atLeast(column)) return false;
  return true;
}
