/** The hours of a day, from 0 to 23, in which an off-peak block delivers. */
export type BlockHours = ReadonlySet<number>;

const written = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/**
 * The hours of a block written as `22:00-06:00`, in the site's time zone; beyond midnight where the end is before the
 * beginning. Blocks are traded in whole hours, so anything else is a problem, in words.
 */
export function blockHours(text: string): { readonly hours: BlockHours } | { readonly problem: string } {
  const [from, fromMinute, to, toMinute] = (written.exec(text) ?? []).slice(1).map(Number);
  if (from === undefined || to === undefined || from > 23 || to > 24) {
    return { problem: `"${text}" are no hours of a day: write them as "22:00-06:00"` };
  }
  if (fromMinute !== 0 || toMinute !== 0) {
    return {
      problem: `"${text}" begins or ends within an hour: blocks are of whole hours, as "22:00-06:00"`,
    };
  }
  const length = (to - from + 24) % 24;
  if (length === 0) {
    return {
      problem: `"${text}" is all of the day or none of it: round the clock is the kind fixed or indexed`,
    };
  }
  return { hours: new Set(Array.from({ length }, (_, index) => (from + index) % 24)) };
}
