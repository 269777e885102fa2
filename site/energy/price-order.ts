import { hourMs } from "./hour-grid.ts";
import type { LineProblem } from "./price-table.ts";
import { offsetAt, type ZoneOffset } from "./zone-offsets.ts";

/** One line of a table that names an hour: its price is not a number where that was no price. */
export interface PriceRow {
  readonly line: number;
  /** Undefined where its time could not be read. */
  readonly startMs: number | undefined;
  readonly price: number;
}

/** Hours that come twice, come too late, or do not come at all. */
export function orderProblems(
  rows: readonly PriceRow[],
  offsets: readonly ZoneOffset[],
): readonly LineProblem[] {
  const problems: LineProblem[] = [];
  const lines = new Map<number, number>();
  for (const { startMs, line } of rows)
    if (startMs !== undefined && !lines.has(startMs)) lines.set(startMs, line);
  let latest: number | undefined;
  /** Whether a line since the latest hour could not be read: the hour that seems to be missing may stand there. */
  let unread = false;
  for (const { startMs, line } of rows) {
    if (startMs === undefined) {
      unread = true;
      continue;
    }
    const written = clockText(startMs, offsets);
    const first = lines.get(startMs);
    if (first !== undefined && first !== line)
      problems.push({ line, message: `the hour of ${written} comes twice, here and on line ${first}` });
    else if (latest !== undefined && startMs < latest)
      problems.push({
        line,
        message: `the hour of ${written} comes after that of ${clockText(latest, offsets)}: put the lines in order of time`,
      });
    else if (latest !== undefined && !unread) problems.push(...gaps(latest, startMs, line, lines, offsets));
    if (latest === undefined || startMs > latest) latest = startMs;
    unread = false;
  }
  return problems;
}

/** The hours between two that no line of the file names. */
function gaps(
  from: number,
  to: number,
  line: number,
  lines: ReadonlyMap<number, number>,
  offsets: readonly ZoneOffset[],
): LineProblem[] {
  let missing = 0;
  let first = 0;
  let last = 0;
  for (let at = from + hourMs; at < to; at += hourMs) {
    if (lines.has(at)) continue;
    if (missing === 0) first = at;
    last = at;
    missing += 1;
  }
  if (missing === 0) return [];
  const span = missing === 1 ? `the hour of ${clockText(first, offsets)} is` : `${missing} hours are`;
  const which = missing === 1 ? "" : `, from ${clockText(first, offsets)} to ${clockText(last, offsets)}`;
  return [{ line, message: `before this line ${span} missing${which}: every hour needs a price` }];
}

/** An hour by the site's clocks, with their offset: `2026-11-01T01:00-06:00`. */
function clockText(startMs: number, offsets: readonly ZoneOffset[]): string {
  const offsetMs = offsetAt(offsets, startMs);
  const shown = new Date(startMs + offsetMs).toISOString().slice(0, 16);
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${shown}${offsetMs < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
