import { isMap, isPair, isScalar, isSeq, type Node, parseDocument, stringify, type YAMLMap } from "yaml";

type Path = readonly (string | number)[];

/**
 * Edits of a YAML text that leave every other byte as it is: comments, spaces, the order and the style of what somebody wrote.
 * A library that writes a document anew would change lines that nobody meant to change, and a reviewer would have to read them.
 */

/** The text with an entry at the end of a list, which is made where there is none yet. */
export function withItem(text: string, path: Path, item: unknown): string {
  const list = nodeAt(text, path);
  if (!isSeq<Node>(list)) return withValue(text, path, [item]);
  const last = list.items.at(-1);
  if (last === undefined) return withValue(text, path, [item]);
  if (list.flow === true) return spliced(text, endOf(last), endOf(last), `, ${inFlow(item)}`);
  return afterLine(text, endOf(last), block([item], columnOf(text, startOf(list))));
}

/** The text with a value at a path: in place of what is there, or besides, with the mappings around it where they are missing. */
export function withValue(text: string, path: Path, value: unknown): string {
  const [parentPath, key] = [path.slice(0, -1), path.at(-1)];
  if (key === undefined) return block(value, 0);
  const parent = nodeAt(text, parentPath);
  if (!isMap(parent) || parent.items.length === 0) {
    // An empty text, `{}` or `key:` without a value: the mapping is made with what goes into it.
    return withValue(text, parentPath, { [key]: value });
  }
  const pair = pairOf(parent, key);
  if (pair === undefined) return withKey(text, parent, String(key), value);
  const [start, end] = [endOf(pair.key), pair.value === null ? endOf(pair.key) : endOf(pair.value)];
  const colon = text.indexOf(":", start) + 1;
  const isInline = parent.flow === true || !isCollection(value) || isEmpty(value);
  if (isInline) {
    const from = pair.value === null || startOf(pair.value) < colon ? colon : startOf(pair.value);
    const gap = from === colon ? " " : "";
    return spliced(text, from, Math.max(end, from), gap + inFlow(value));
  }
  const column = columnOf(text, startOf(pair.key)) + 2;
  return spliced(text, colon, Math.max(end, colon), `\n${block(value, column)}`);
}

/** The text with another name for a key. */
export function withRenamedKey(text: string, path: Path, name: string): string {
  const pair = pairAt(text, path);
  return pair === undefined ? text : spliced(text, startOf(pair.key), endOf(pair.key), inFlow(name));
}

/** The text without a key and what it says, and without the comment directly above it, which told of it. */
export function withoutKey(text: string, path: Path): string {
  const parent = nodeAt(text, path.slice(0, -1));
  const pair = pairAt(text, path);
  if (pair === undefined || !isMap(parent)) return text;
  if (parent.items.length === 1 && path.length > 1) return withValue(text, path.slice(0, -1), {});
  const [start, end] = [startOf(pair.key), pair.value === null ? endOf(pair.key) : endOf(pair.value)];
  if (parent.flow === true) {
    const rest = text.slice(end).match(/^[^,}\n]*,\s*/)?.[0];
    if (rest !== undefined) return spliced(text, start, end + rest.length, "");
    return spliced(text, text.lastIndexOf(",", start), Math.max(end, text.indexOf(":", start) + 1), "");
  }
  const lineEnd = text.indexOf("\n", Math.max(end, text.indexOf(":", start) + 1) - 1);
  return spliced(text, commentedStart(text, start), lineEnd < 0 ? text.length : lineEnd + 1, "");
}

function withKey(text: string, mapping: YAMLMap, key: string, value: unknown): string {
  const last = mapping.items.at(-1);
  const end = isPair(last) ? endOf(hasPlace(last.value) ? last.value : last.key) : startOf(mapping);
  if (mapping.flow === true) {
    const inside = inFlow({ [key]: value }).replace(/^\{ ?| ?\}$/g, "");
    return spliced(text, end, end, `, ${inside}`);
  }
  return afterLine(text, end, block({ [key]: value }, columnOf(text, startOf(mapping))));
}

interface PlacedPair {
  readonly key: Node;
  readonly value: Node | null;
}

function nodeAt(text: string, path: Path): unknown {
  const document = parseDocument(text);
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function pairAt(text: string, path: Path): PlacedPair | undefined {
  const parent = nodeAt(text, path.slice(0, -1));
  const key = path.at(-1);
  return isMap(parent) && key !== undefined ? pairOf(parent, key) : undefined;
}

function pairOf(mapping: YAMLMap, key: string | number): PlacedPair | undefined {
  for (const pair of mapping.items) {
    if (isScalar(pair.key) && String(pair.key.value) === String(key))
      return { key: pair.key, value: hasPlace(pair.value) ? pair.value : null };
  }
  return undefined;
}

/** Whether something is written out: an empty value has no text. */
function hasPlace(node: unknown): node is Node {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) && range[1] > range[0];
}

function startOf(node: unknown): number {
  return hasRange(node) ? node.range[0] : 0;
}

/** Where the last character of a node is: a block's own range takes in comments that follow it. */
function endOf(node: unknown): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return endOf(hasPlace(last.value) ? last.value : last.key);
  }
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return endOf(node.items.at(-1));
  return hasRange(node) ? node.range[1] : 0;
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Where the line of an offset starts, or the block of comments directly above it. */
function commentedStart(text: string, offset: number): number {
  let start = text.lastIndexOf("\n", offset - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (start === 0 || !/^\s*#/.test(text.slice(above, start - 1))) return start;
    start = above;
  }
}

/** Lines after the one in which something ends: a comment on that line stays where it is. */
function afterLine(text: string, offset: number, lines: string): string {
  // A block of text ends with its line break.
  const from = text[offset - 1] === "\n" ? offset - 1 : offset;
  const end = text.indexOf("\n", from);
  return end < 0 ? `${text}\n${lines}\n` : spliced(text, end, end, `\n${lines}`);
}

function spliced(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** A value in lines of its own, none of them wrapped. */
function block(value: unknown, column: number): string {
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split("\n");
  return lines.map((line) => (line === "" ? line : " ".repeat(column) + line)).join("\n");
}

/** A value on one line. */
function inFlow(value: unknown): string {
  return stringify(value, { lineWidth: 0, collectionStyle: "flow" }).trim();
}

function isCollection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
