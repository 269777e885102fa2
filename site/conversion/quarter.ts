import { addDays, type Day, day } from "../day.ts";

/** A quarter of a calendar year. */
export interface Quarter {
  /** Such as `2026 Q3`; names sort as the quarters do. */
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/** The quarter that a day lies in. */
export function quarterOf(on: Day): Quarter {
  const year = on.slice(0, 4);
  const index = Math.floor((Number(on.slice(5, 7)) - 1) / 3);
  const [from = "", to = ""] = ends[index] ?? [];
  return { name: `${year} Q${index + 1}`, from: day(`${year}-${from}`), to: day(`${year}-${to}`) };
}

const ends = [
  ["01-01", "03-31"],
  ["04-01", "06-30"],
  ["07-01", "09-30"],
  ["10-01", "12-31"],
] as const;

/** One quarter with changes, or several in a row without any. */
export interface QuarterSpan {
  /** Such as `2026 Q3`, or `2027 Q1 to 2031 Q4`. */
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/**
 * The quarters from the first to the last of some days: each in which one of them lies by itself, and those between in one.
 * A lease of fifteen years would else be sixty lines that say the same.
 */
export function quarterSpans(days: readonly Day[]): readonly QuarterSpan[] {
  const spans: QuarterSpan[] = [];
  for (const on of [...days].sort()) {
    const quarter = quarterOf(on);
    const last = spans.at(-1);
    if (last?.name === quarter.name) continue;
    const next = last && addDays(last.to, 1);
    if (next !== undefined && next < quarter.from) spans.push(span(next, addDays(quarter.from, -1)));
    spans.push(quarter);
  }
  return spans;
}

function span(from: Day, to: Day): QuarterSpan {
  const [first, last] = [quarterOf(from).name, quarterOf(to).name];
  return { name: first === last ? first : `${first} to ${last}`, from, to };
}
