/** What comes, goes and stays of a list. */
export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: number;
}

/** So many that stay say nothing to somebody who looks for what does not. */
const many = 5;

/** Of lists that mostly agree, what differs: in two lists of 200 tenants nobody finds the one that is new. Undefined of others. */
export function listChange(before: readonly string[], after: readonly string[]): ListChange | undefined {
  const [old, current] = [new Set(before), new Set(after)];
  const removed = before.filter((each) => !current.has(each));
  const added = after.filter((each) => !old.has(each));
  const kept = after.length - added.length;
  return kept > many && removed.length + added.length > 0 ? { added, removed, kept } : undefined;
}
