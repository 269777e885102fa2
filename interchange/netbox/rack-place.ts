/** Where a rack stands: its row by what the names of the row have in common, and its place by number. */
export interface RackPlace {
  readonly row: string;
  readonly place: number;
}

/**
 * The place that a rack's name tells: its last number is the place, and what stands before is the row. `r01p05` is the fifth
 * of `r01p`, `A-12` the twelfth of `A-`. NetBox knows neither rows nor places, only names.
 */
export function rackPlace(name: string): RackPlace | undefined {
  const match = /^(.*?)(\d{1,6})\D*$/.exec(name);
  return match === null ? undefined : { row: (match[1] ?? "").toLowerCase(), place: Number(match[2]) };
}
