/** A text that fits, cut in its middle: names differ at their ends as often as at their beginnings. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return [...characters.slice(0, most - 1 - end), "…", ...characters.slice(characters.length - end)].join("");
}
