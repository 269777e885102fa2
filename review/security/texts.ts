/** The texts of a list; none where it is no list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** What is in one list and not in the other, each once. */
export function only(of: readonly string[], without: readonly string[]): string[] {
  return [...new Set(of)].filter((text) => !without.includes(text));
}
