import { groupBy } from "../../site/group-by.ts";
import type { NotUnderstood, Tally } from "./tally.ts";

/** More places of one and the same mistake say nothing new. */
const shownPlaces = 10;

/**
 * What was not understood, for people: the counts, then every mistake with the places where it stands, what was found there
 * and what was expected.
 */
export function reportLines(tally: Tally): string[] {
  const { rows, used, notUnderstood, cells } = tally.counts;
  const counted = `${count(rows, "row")}: ${used} used, ${notUnderstood} not understood`;
  const besides = cells === 0 ? "" : `, and ${count(cells, "cell")} of used rows not understood`;
  const alike = groupBy(
    tally.notUnderstood,
    ({ column, expected, rowLeftOut }) => `${column ?? ""}\n${expected}\n${rowLeftOut}`,
  );
  return [`${counted}${besides}.`, ...[...alike.values()].flatMap(linesOf)];
}

function linesOf(alike: readonly NotUnderstood[]): string[] {
  const rest = alike.length - shownPlaces;
  const lines = alike.slice(0, shownPlaces).map(({ where, column, found, expected, rowLeftOut }) => {
    const cell = column === undefined ? "" : `${column}: `;
    return `  ${where}  ${cell}found ${found}, expected ${expected}${rowLeftOut ? "" : " (the rest of the row is used)"}`;
  });
  return rest > 0 ? [...lines, `  and ${rest} more of the same`] : lines;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
