/**
 * Text within a line of Markdown in which nothing means anything: no markup, HTML, link, mention, reference to an issue, emoji
 * code or formula. What CommonMark would read is written as a character reference, which it never takes for markup; what code
 * hosts look for in the finished page, where references are undone, is taken apart by a space of no width. It may not begin a
 * line: there a dash or a number would mean something.
 */
export function text(plain: string): string {
  return oneLine(plain)
    .replace(hostMarks, "$&\u200b")
    .replace(/[\\`*_{}[\]<>#|~&^]/g, (mark) => `&#${mark.codePointAt(0)};`)
    .replace(/[$!]/g, "\\$&");
}

/**
 * Marks of mentions and references before a name, emoji codes, and the first part of addresses that become links. A word after a
 * colon that ends the text is an emoji code too, once a sentence puts its own colon after it.
 */
const hostMarks = /[@#!~%$&^](?=["'\w])|:(?=[\w+-]+(?::|$)|\/\/)|\bwww(?=\.)|\bGH(?=-\d)|\[(?=\w+:)/gi;

/** A name as code, in a fence longer than any within it. Nothing in code means anything to Markdown or a code host. */
export function code(plain: string): string {
  const line = oneLine(plain);
  if (line.trim() === "") return "(nothing)";
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A name in a table: as code, unless it holds the mark that divides cells, for which renderers differ within code. */
export function cell(plain: string): string {
  return /[|\\]/.test(plain) ? text(plain) : code(plain);
}

/** Line breaks, codes that a terminal obeys, and marks that turn the direction of reading, of which none is of a name. */
function oneLine(plain: string): string {
  return plain
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g, "\ufffd");
}
