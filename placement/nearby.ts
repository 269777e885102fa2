/** Beyond so many pairs of a demand and a place, each demand is offered some of the places first. */
const mostPairs = 100_000;

/** How many places a demand is then offered beside those where it stands already. */
const offered = 64;

/** Whether demands and places are so many that not every pair of them should be looked at. */
export function areMany(demands: number, places: number): boolean {
  return demands * places > mostPairs;
}

/**
 * Some of many places for one of many demands: a stretch of them that moves on as the number of the demand does, so that
 * all places are offered to as many demands, and neighbours to the same ones. On a campus of thousands of demands
 * looking at all pairs would take time with the square of its size.
 */
export function nearby<T>(places: readonly T[], demand: number, demands: number): readonly T[] {
  if (places.length <= offered) return places;
  const start = Math.floor((demand / demands) * places.length);
  return Array.from({ length: offered }, (_, step) => places[(start + step) % places.length] as T);
}
