/** Adjoining positions of one row that are alike. Rows and places count from 0. */
export interface Run<T> {
  readonly row: number;
  readonly place: number;
  readonly length: number;
  readonly value: T;
}

/** A floor cut into runs: what is drawn is as much as changes along the rows, however many racks stand there. */
export function runsOf<T>(positions: readonly (T | undefined)[], perRow: number): Run<T>[] {
  const runs: { row: number; place: number; length: number; value: T }[] = [];
  for (const [position, value] of positions.entries()) {
    if (value === undefined) continue;
    const [row, place] = [Math.floor(position / perRow), position % perRow];
    const last = runs.at(-1);
    if (last !== undefined && last.row === row && last.place + last.length === place && last.value === value)
      last.length += 1;
    else runs.push({ row, place, length: 1, value });
  }
  return runs;
}

/** Rows that look the same, next to each other: `[first, last]`, from 0. */
export function alikeRows<T>(
  runs: readonly Run<T>[],
  rows: number,
): readonly { readonly rows: readonly [number, number]; readonly runs: readonly Run<T>[] }[] {
  const groups: { rows: [number, number]; runs: readonly Run<T>[] }[] = [];
  for (let row = 0; row < rows; row += 1) {
    const here = runs.filter((run) => run.row === row);
    const last = groups.at(-1);
    if (last !== undefined && areAlike(last.runs, here)) last.rows[1] = row;
    else groups.push({ rows: [row, row], runs: here });
  }
  return groups;
}

function areAlike<T>(a: readonly Run<T>[], b: readonly Run<T>[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, index) => {
      const other = b[index];
      return other?.place === run.place && other.length === run.length && other.value === run.value;
    })
  );
}
