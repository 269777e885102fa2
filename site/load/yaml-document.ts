import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
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
  const where = mark ? `${file}:${mark.line + 1}:${mark.column + 1}` : `${file}:1:1`;
  const reason = /aliases exceeded/.test(error.reason)
    ? "YAML aliases (*name) are not accepted here: write the value in full, so that each element can be read by itself"
    : `not valid YAML: ${error.reason}`;
  return { where, message: reason };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The places of all nodes, read off the parser's own events, which come in document order. */
function placesOf(events: readonly Event[], text: string): Place {
  let next = 0;

  const read = (): Place => {
    const event = events[next++];
    if (event === undefined) return leaf(0);
    if (event.type === EVENT_ID.DOCUMENT) return read();
    if (event.type === EVENT_ID.SCALAR) return leaf(event.valueStart);
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
      place.keys.set(name, keyPlace.start);
      // An empty value (`key:` with nothing after it) has no place of its own; point at its key.
      place.children.set(name, value.start === -1 ? { ...value, start: keyPlace.start } : value);
    }
    next += 1;
    return place;
  };

  const readSequence = (start: number): Place => {
    const place: Place = { start, keys: new Map(), children: new Map() };
    for (let index = 0; events[next]?.type !== EVENT_ID.POP && next < events.length; index += 1) {
      place.children.set(index, read());
    }
    next += 1;
    return place;
  };

  return read();
}

/** Shared by all leaves: a large lock file has tens of thousands of them. */
const nothingInside = { keys: new Map<string, number>(), children: new Map<string | number, Place>() };

function leaf(start: number): Place {
  return { start, ...nothingInside };
}
