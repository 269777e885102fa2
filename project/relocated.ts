import { YamlDocument } from "../site/load/yaml-document.ts";
import type { Problem } from "../site/problem.ts";
import type { LocateAnswer } from "./check-answers.ts";

type Path = readonly (string | number)[];

/** A document, and the answers that it was made of. */
interface MadeDocument {
  readonly file: string;
  readonly text: string;
  /** Where in it the answers stand. @default - below `answers` */
  readonly at?: Path;
  readonly answers: unknown;
  readonly locate: LocateAnswer;
}

/**
 * Problems of a document that was made of answers, told where the answers were given: the document itself is not there for
 * whoever gave them.
 */
export function relocated(
  problems: readonly Problem[],
  { file, text, at = ["answers"], answers, locate }: MadeDocument,
): readonly Problem[] {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) return problems;
  const given = new Map(
    [...pathsIn(answers)].flatMap((path) => {
      const key = path.at(-1);
      const value = [yaml.locate([...at, ...path]), locate(path)] as const;
      if (typeof key !== "string") return [value];
      const around = path.slice(0, -1);
      return [[yaml.locateKey([...at, ...around], key), locate(around, key)] as const, value];
    }),
  );
  return problems.map(({ where, message }) => ({ where: given.get(where) ?? where, message }));
}

function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inside] of Object.entries(value))
    yield* pathsIn(inside, [...path, Array.isArray(value) ? Number(key) : key]);
}
