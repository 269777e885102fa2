/** A MAC address, in any of the ways in which it is written. */
const mac =
  /\b[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}\b|\b[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\b|^[0-9a-f]{12}$/i;

/** What a message says instead of a cell that says which single machine it is: where columns are swapped, one may stand anywhere. */
export function masked(text: string): { readonly found?: string } {
  return mac.test(text) ? { found: "a MAC address" } : {};
}
