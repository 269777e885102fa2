import type { Zone } from "../site/schema/site-document.ts";

/**
 * Rack positions of a zone are numbered row by row from 0, and written by row and place in it: `r01p05` is the
 * fifth position of the first row, `r01p01-p16` the first sixteen, `r01-r04p01-p16` the same of four rows. A range
 * names its places in full, so that it means the same floor tiles even after rows are added or lengthened.
 */
export function positionCount(zone: Zone): number {
  return zone.ai === undefined ? 0 : zone.ai.rows.value * zone.ai.positionsPerRow.value;
}

/** Adjoining places of one row, or of several rows alike; rows and places count from 1. */
interface Range {
  readonly rows: readonly [first: number, last: number];
  readonly places: readonly [first: number, last: number];
}

/** Writes positions as ranges, in the order given. */
export function writeRanges(zone: Zone, positions: readonly number[]): string[] {
  const perRow = zone.ai?.positionsPerRow.value ?? 1;
  const ranges: Range[] = [];
  for (const run of rowRuns(positions, perRow)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.rows[1] + 1 === run.rows[0] && last.places.join() === run.places.join()) {
      ranges[ranges.length - 1] = { rows: [last.rows[0], run.rows[1]], places: last.places };
    } else ranges.push(run);
  }
  return ranges.map(({ rows, places }) => `${numbers("r", rows)}${numbers("p", places)}`);
}

/** The position numbers of a zone cut into runs of adjoining places of one row. */
function rowRuns(positions: readonly number[], perRow: number): Range[] {
  const runs: Range[] = [];
  for (const position of positions) {
    const row = Math.floor(position / perRow) + 1;
    const place = (position % perRow) + 1;
    const last = runs.at(-1);
    if (last !== undefined && last.rows[0] === row && last.places[1] + 1 === place) {
      runs[runs.length - 1] = { rows: last.rows, places: [last.places[0], place] };
    } else runs.push({ rows: [row, row], places: [place, place] });
  }
  return runs;
}

const written = /^r(\d+)(?:-r(\d+))?p(\d+)(?:-p(\d+))?$/;

/** Reads ranges back; undefined where one is malformed or lies outside the zone. */
export function readRanges(zone: Zone, ranges: readonly string[]): number[] | undefined {
  const rows = zone.ai?.rows.value ?? 0;
  const perRow = zone.ai?.positionsPerRow.value ?? 0;
  const positions: number[] = [];
  for (const range of ranges) {
    const match = written.exec(range);
    if (match === null) return undefined;
    const firstRow = Number(match[1]);
    const lastRow = Number(match[2] ?? match[1]);
    const first = Number(match[3]);
    const last = Number(match[4] ?? match[3]);
    if (firstRow < 1 || lastRow < firstRow || lastRow > rows || first < 1 || last < first || last > perRow) {
      return undefined;
    }
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let place = first; place <= last; place += 1) positions.push((row - 1) * perRow + place - 1);
    }
  }
  return positions;
}

/** The name of one position, such as `r01p05`. */
export function positionName(zone: Zone, position: number): string {
  return writeRanges(zone, [position])[0] ?? "";
}

function numbers(letter: string, [first, last]: readonly [number, number]): string {
  const padded = (number: number) => `${letter}${String(number).padStart(2, "0")}`;
  return first === last ? padded(first) : `${padded(first)}-${padded(last)}`;
}
