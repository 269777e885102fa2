/** A name shortened in its middle: both of its ends tell things apart. Counted in characters, not in their halves. */
export function shortened(plain: string, most: number): string {
  if (fits(plain, most)) return plain;
  const end = Math.floor((most - 1) / 2);
  const last = Array.from(plain.slice(-2 * most));
  return `${first(plain, most - 1 - end)}…${last.slice(last.length - end).join("")}`;
}

/** A sentence shortened at its end. */
export function cutShort(plain: string, most: number): string {
  return fits(plain, most) ? plain : `${first(plain, most - 1)}…`;
}

/** Told without counting all of a text that is much too long. */
function fits(plain: string, most: number): boolean {
  return plain.length <= most || (plain.length <= 2 * most && Array.from(plain).length <= most);
}

function first(plain: string, count: number): string {
  return Array.from(plain.slice(0, 2 * count))
    .slice(0, count)
    .join("");
}
