import type { z } from "zod";
import { alternativesTo, leavesOf, withValue } from "./alternatives.ts";
import { asContent } from "./given.ts";

type Path = readonly (string | number)[];

/** A template that was given its answers, defaults and all. */
export interface Answered {
  readonly schema: z.ZodType;
  readonly answers: unknown;
  build(answers: unknown): unknown;
}

/**
 * The answers that decide what a template gives at a path: those of which another value gives something else there. Found by
 * trying, so that it holds for whatever template somebody writes; a template is a quick function without side effects.
 */
export function followsFrom({ schema, answers, build }: Answered, path: Path): readonly Path[] {
  const given = textAt(build(answers), path);
  return [...leavesOf(answers)]
    .filter((leaf) =>
      alternativesTo(leaf, schema).some((other) => {
        try {
          return textAt(build(withValue(answers, leaf.path, other)), path) !== given;
        } catch {
          // Answers that do not go together say nothing of what follows from them.
          return false;
        }
      }),
    )
    .map((leaf) => leaf.path);
}

/** What all paths have in common from their beginning. */
export function commonPath([first = [], ...others]: readonly Path[]): Path {
  const differs = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return differs < 0 ? first : first.slice(0, differs);
}

function textAt(given: unknown, path: Path): string | undefined {
  let found = asContent(given);
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[step];
  }
  return JSON.stringify(found);
}
