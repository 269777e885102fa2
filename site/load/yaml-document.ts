import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "js-yaml";
import type { Problem } from "../problem.ts";

type Path = readonly (string | number)[];

/** Where a node starts in the text, and where the nodes inside it do. */
interface Place {
  readonly start: number;
  readonly keys: Map<string, number>;
  readonly children: Map<string | number, Place>;
}

/** A YAML file that was read, with the position of everything in it. */
export class YamlDocument {
  readonly file: string;
  readonly content: unknown;
  readonly #root: Place;
  readonly #lineStarts: readonly number[];

  private constructor(file: string, text: string, content: unknown, root: Place) {
    this.file = file;
    this.content = content;
    this.#root = root;
    this.#lineStarts = lineStarts(text);
  }

  /**
   * Reads one YAML document. Anchors, aliases and merge keys are refused: a reviewer must be able to read any
   * element by itself, and an alias of aliases can grow a small file beyond memory.
   */
  static parse(file: string, text: string): YamlDocument | { readonly problem: Problem } {
    try {
      const events = parseEvents(text, { filename: file });
      const contents = constructFromEvents(events, { source: text, filename: file, maxAliases: 0 });
      if (contents.length === 0 || contents[0] === null)
        return refused(file, "is empty: expected a document");
      if (contents.length > 1) {
        return refused(
          file,
          `holds ${contents.length} YAML documents: write one a file, without "---" between`,
        );
      }
      return new YamlDocument(file, text, contents[0], placesOf(events, text));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      return { problem: yamlProblem(file, error) };
    }
  }

  /** `file:line:column` of the value at a key path, or of the nearest thing around it that exists. */
  locate(path: Path): string {
    return this.#position(this.#placeOf(path).start);
  }

  /** `file:line:column` of a key itself, for keys that should not be there. */
  locateKey(path: Path, key: string): string {
    const place = this.#placeOf(path);
    return this.#position(place.keys.get(key) ?? place.start);
  }

  #placeOf(path: Path): Place {
    let place = this.#root;
    for (const step of path) {
      const next = place.children.get(step);
      if (next === undefined) break;
      place = next;
    }
    return place;
  }

  #position(offset: number): string {
    let line = 0;
    let end = this.#lineStarts.length;
    while (end - line > 1) {
      const middle = (line + end) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) line = middle;
      else end = middle;
    }
    return `${this.file}:${line + 1}:${offset - (this.#lineStarts[line] ?? 0) + 1}`;
  }
}

function refused(file: string, message: string): { readonly problem: Problem } {
  return { problem: { where: `${file}:1:1`, message } };
}

function yamlProblem(file: string, error: YAMLException): Problem {
  const { mark } = error;
  if (mark === undefined) return { where: `${file}:1:1`, message: yamlReason(error) };
  // Of an alias or a quoted key the parser names the position after its first character.
  const inside =
    /^(aliases|duplicated)/.test(error.reason) && /["'*]/.test(mark.buffer[mark.position - 1] ?? "");
  return {
    where: `${file}:${mark.line + 1}:${mark.column + (inside ? 0 : 1)}`,
    message: yamlReason(error),
  };
}

/** The parser's reasons, save those that say too little to somebody who does not know the parser. */
function yamlReason({ reason, mark }: YAMLException): string {
  if (reason.startsWith("aliases exceeded")) {
    return "YAML aliases (*name) are not accepted here: write the value in full, so that each element can be read by itself";
  }
  if (reason.startsWith("nesting exceeded")) {
    return "is nested more than 100 levels deep: no document of a site is";
  }
  if (reason === "duplicated mapping key" && mark) {
    const quote = /["']/.exec(mark.buffer[mark.position - 1] ?? "")?.[0];
    const rest = mark.buffer.slice(mark.position);
    const end = quote === undefined ? rest.search(/:(\s|$)|[,{}\r\n]/) : rest.indexOf(quote);
    return `the key "${rest.slice(0, end).trim()}" stands twice in one mapping: keep one of them`;
  }
  if (reason.includes("complex keys")) return "not valid here: a key must be text, not a list or a mapping";
  return `not valid YAML: ${reason}`;
}

/** Where each line begins. YAML takes LF, CRLF and CR for line breaks. */
function lineStarts(text: string): number[] {
  return [
    0,
    ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: lineBreak, index }) => index + lineBreak.length),
  ];
}

/** The places of all nodes, read off the parser's own events, which come in document order. */
function placesOf(events: readonly Event[], text: string): Place {
  let next = 0;

  const read = (): Place => {
    const event = events[next++];
    if (event === undefined) return leaf(0);
    if (event.type === EVENT_ID.DOCUMENT) return read();
    if (event.type === EVENT_ID.SCALAR) return leaf(scalarStart(event));
    if (event.type === EVENT_ID.MAPPING) return readMapping(event.start);
    if (event.type === EVENT_ID.SEQUENCE) return readSequence(event.start);
    return leaf(0);
  };

  const readMapping = (start: number): Place => {
    const place: Place = { start, keys: new Map(), children: new Map() };
    while (events[next]?.type !== EVENT_ID.POP && next < events.length) {
      const key = events[next];
      const keyPlace = read();
      const value = read();
      if (key?.type !== EVENT_ID.SCALAR) continue;
      const name = getScalarValue(text, key);
      const keyStart = keyPlace.start === nowhere ? start : keyPlace.start;
      place.keys.set(name, keyStart);
      // An empty value (`key:` with nothing after it) has no place of its own; point at its key.
      place.children.set(name, value.start === nowhere ? leaf(keyStart) : value);
    }
    next += 1;
    return place;
  };

  const readSequence = (start: number): Place => {
    const place: Place = { start, keys: new Map(), children: new Map() };
    for (let index = 0; events[next]?.type !== EVENT_ID.POP && next < events.length; index += 1) {
      const item = read();
      place.children.set(index, item.start === nowhere ? leaf(start) : item);
    }
    next += 1;
    return place;
  };

  const root = read();
  return root.start === nowhere ? leaf(0) : root;
}

/** The parser's offset of a scalar that is not written out. */
const nowhere = -1;

/** Where a scalar starts, its quote included. */
function scalarStart({ valueStart, style }: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): number {
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return isQuoted ? valueStart - 1 : valueStart;
}

/** Shared by all leaves: a large lock file has tens of thousands of them. */
const nothingInside = { keys: new Map<string, number>(), children: new Map<string | number, Place>() };

function leaf(start: number): Place {
  return { start, ...nothingInside };
}
