/** Neighbouring domains, by the number of the first and how many there are. */
interface Run {
  readonly first: number;
  readonly length: number;
}

/**
 * Chooses some of the free domains of a zone for racks that belong together: neighbours if there is such a run, in
 * as few scalable units of the fabric as can be, then in the run that they leave the least of, so that what remains
 * free remains in one piece; then the lowest. Where no run is long enough, the longest ones.
 *
 * @param free the numbers of the free domains, in order.
 * @param count how many domains are wanted; fewer come back where fewer are free.
 * @param perUnit how many domains a scalable unit has; undefined where racks are on no fabric.
 */
export function chooseDomains(free: readonly number[], count: number, perUnit: number | undefined): number[] {
  const runs = runsOf(free);
  const whole = runs.filter(({ length }) => length >= count);
  if (whole.length > 0 && count > 0) {
    const places = whole.flatMap((run) => placesIn(run, count, perUnit));
    const best = places.reduce((a, b) => (comparePlaces(b, a) < 0 ? b : a));
    return sequence(best.first, count);
  }
  const [longest] = [...runs].sort((a, b) => b.length - a.length || a.first - b.first);
  if (longest === undefined || count <= 0) return [];
  const taken = sequence(longest.first, longest.length);
  const rest = free.filter((domain) => domain < longest.first || domain >= longest.first + longest.length);
  return [...taken, ...chooseDomains(rest, count - longest.length, perUnit)];
}

interface Place {
  readonly first: number;
  readonly scalableUnits: number;
  readonly leftOver: number;
}

/** Where so many domains may begin in a run: at its start, or at the start of a scalable unit. */
function placesIn({ first, length }: Run, count: number, perUnit: number | undefined): Place[] {
  const last = first + length - count;
  const aligned = perUnit === undefined ? first : perUnit * Math.ceil(first / perUnit);
  const starts = aligned > first && aligned <= last ? [first, aligned] : [first];
  return starts.map((start) => ({
    first: start,
    scalableUnits:
      perUnit === undefined ? 1 : Math.floor((start + count - 1) / perUnit) - Math.floor(start / perUnit) + 1,
    leftOver: length - count,
  }));
}

function comparePlaces(a: Place, b: Place): number {
  return a.scalableUnits - b.scalableUnits || a.leftOver - b.leftOver || a.first - b.first;
}

function runsOf(numbers: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.length === number) {
      runs[runs.length - 1] = { first: last.first, length: last.length + 1 };
    } else runs.push({ first: number, length: 1 });
  }
  return runs;
}

function sequence(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
