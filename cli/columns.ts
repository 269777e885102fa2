// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it removes.
const escapes = /\u001b\[\d+m/g;

/** How wide a text for people may be. */
export const textWidth = 100;

/** How many columns of a terminal a text takes: colours take none. */
export function widthOf(text: string): number {
  return text.replace(escapes, "").length;
}

/** Rows with their cells aligned; colours take no width, and the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, at) =>
        at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - widthOf(cell)),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** A text without colours in lines of at most a width, broken between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
