import { relative } from "node:path";
import { fileURLToPath } from "node:url";

type Path = readonly (string | number)[];

/** Where a template reads its answers, as `file:line`, relative to where the program runs. */
export interface AnswerReads {
  /** The first line that reads any: where the template begins. */
  readonly first: string | undefined;
  /** The line that last read an answer, or the nearest thing around it that was read. */
  lineOf(answer: Path): string | undefined;
}

/**
 * Builds with answers that note who reads them. So every template can be led back to its source, whoever wrote it, without
 * saying anything of itself; quantities and figures are handed on as they are.
 */
export function recordedReads<Given>(
  answers: unknown,
  build: (answers: never) => Given,
): { readonly given: Given; readonly reads: AnswerReads } {
  const lines = new Map<string, string>();
  const noted = (value: unknown, path: Path): unknown => {
    if (!isPlain(value)) return value;
    return new Proxy(value, {
      get: (target, key, receiver) => {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof key === "symbol" || !Object.hasOwn(target, key)) return found;
        const inside = [...path, Array.isArray(target) ? Number(key) : key];
        const line = callerOf(new Error().stack ?? "");
        if (line !== undefined) lines.set(JSON.stringify(inside), line);
        return noted(found, inside);
      },
    });
  };
  const given = build(noted(answers, []) as never);
  const lineOf = (answer: Path): string | undefined =>
    lines.get(JSON.stringify(answer)) ?? (answer.length > 0 ? lineOf(answer.slice(0, -1)) : undefined);
  return { given, reads: { first: lines.values().next().value, lineOf } };
}

/** The first line of a stack that lies outside this file and outside Node.js. */
function callerOf(stack: string): string | undefined {
  const own = fileURLToPath(import.meta.url);
  for (const frame of stack.split("\n").slice(1)) {
    const [, place = "", line = ""] = /\(?((?:file:\/\/)?\/[^()]*?):(\d+):\d+\)?$/.exec(frame) ?? [];
    const file = place.startsWith("file://") ? fileURLToPath(place) : place;
    if (file !== "" && file !== own) return `${relative(process.cwd(), file)}:${line}`;
  }
  return undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> | unknown[] {
  if (Array.isArray(value)) return true;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
