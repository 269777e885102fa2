/** A fenced block of a Markdown file: its info string, its text, and the line it starts on. */
export interface Fence {
  readonly info: string;
  readonly text: string;
  readonly line: number;
}

/** The fenced blocks of a Markdown text, in order. */
export function fencesOf(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: { info: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (open === undefined && line.startsWith("```"))
      open = { info: line.slice(3).trim(), lines: [], line: index + 1 };
    else if (open !== undefined && line === "```") {
      fences.push({ info: open.info, text: `${open.lines.join("\n")}\n`, line: open.line });
      open = undefined;
    } else open?.lines.push(line);
  }
  return fences;
}
