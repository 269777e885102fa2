/** Whether a document says anything at a key path, be it an empty value. */
export function isSaid(content: unknown, path: readonly (string | number)[]): boolean {
  let found = content;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !(step in found)) return false;
    found = (found as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
}
