const shown = 3;

/** Names in one text, of which a reader sees enough: the first of them, and how many more there are. */
export function listed(names: readonly string[]): string {
  const rest = names.length - shown;
  return rest <= 1 ? names.join(", ") : `${names.slice(0, shown).join(", ")} and ${rest} more`;
}
