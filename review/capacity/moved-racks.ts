import type { Allocation } from "./tenant-change.ts";

/** Rows and places, both ends included. */
interface Block {
  readonly rows: readonly [first: number, last: number];
  readonly places: readonly [first: number, last: number];
}

/** An allocation with its floor read, and its racks that stand nowhere on the other side. */
interface Stand {
  readonly allocation: Allocation;
  readonly blocks: readonly Block[];
  unmatched: number;
}

/**
 * How many racks of a tenant stand elsewhere than before: positions that it gives up, as far as it gets others that it has on
 * some of the same days. One that only grows or shrinks moves none. Positions are counted as areas, never one by one, so that
 * no range of a document can make this long.
 */
export function movedRacks(before: readonly Allocation[], after: readonly Allocation[]): number {
  const [left, taken] = [before.map(standOf), after.map(standOf)];
  for (const old of left) {
    for (const now of taken.filter((one) => isAtOnce(old, one))) {
      const kept = old.allocation.zone === now.allocation.zone ? sharedPositions(old.blocks, now.blocks) : 0;
      old.unmatched = Math.max(0, old.unmatched - kept);
      now.unmatched = Math.max(0, now.unmatched - kept);
    }
  }
  let moved = 0;
  for (const old of left) {
    for (const now of taken.filter((one) => isAtOnce(old, one))) {
      const count = Math.min(old.unmatched, now.unmatched);
      old.unmatched -= count;
      now.unmatched -= count;
      moved += count;
    }
  }
  return moved;
}

function standOf(allocation: Allocation): Stand {
  return { allocation, blocks: allocation.positions.flatMap(blockOf), unmatched: allocation.racks };
}

function isAtOnce({ allocation: a }: Stand, { allocation: b }: Stand): boolean {
  return a.from <= b.to && b.from <= a.to;
}

const written = /^r(\d+)(?:-r(\d+))?p(\d+)(?:-p(\d+))?$/;

/** Reads `r01-r04p01-p16`. What is written otherwise stands nowhere that is known. */
function blockOf(range: string): readonly Block[] {
  const [, firstRow, lastRow = firstRow, firstPlace, lastPlace = firstPlace] = written.exec(range) ?? [];
  if (firstRow === undefined || firstPlace === undefined) return [];
  return [{ rows: [Number(firstRow), Number(lastRow)], places: [Number(firstPlace), Number(lastPlace)] }];
}

function sharedPositions(before: readonly Block[], after: readonly Block[]): number {
  let shared = 0;
  for (const a of before)
    for (const b of after) shared += common(a.rows, b.rows) * common(a.places, b.places);
  return shared;
}

function common([a, b]: Block["rows"], [c, d]: Block["rows"]): number {
  return Math.max(0, Math.min(b, d) - Math.max(a, c) + 1);
}
