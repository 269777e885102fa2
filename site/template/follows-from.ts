import type { z } from "zod";
import { alternativesTo, type Leaf, leavesOf, withValue } from "./alternatives.ts";
import { asContent, isExact } from "./given.ts";
import { otherNames } from "./references.ts";

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
  const givenFor = (changed: unknown): Outcome => {
    try {
      return { given: textAt(build(changed), path) };
    } catch {
      // Answers that do not go together say nothing of what follows from them.
      return undefined;
    }
  };
  const given = givenFor(answers);
  const isDecisive = (leaf: Leaf): boolean => {
    let isAccepted = false;
    for (const other of alternativesTo(leaf, schema)) {
      const outcome = givenFor(withValue(answers, leaf.path, other));
      if (differ(given, outcome)) return true;
      isAccepted ||= outcome !== undefined;
    }
    if (isAccepted) return false;
    for (const { base, changed } of otherNames(answers, leaf))
      if (differ(givenFor(base), givenFor(changed))) return true;
    return false;
  };
  return [...leavesOf(answers)].filter(isDecisive).map((leaf) => leaf.path);
}

/** What a template gave at a path; undefined where it refused the answers. */
type Outcome = { readonly given: string | undefined } | undefined;

function differ(one: Outcome, other: Outcome): boolean {
  return one !== undefined && other !== undefined && one.given !== other.given;
}

/** What all paths have in common from their beginning. */
export function commonPath([first = [], ...others]: readonly Path[]): Path {
  const differs = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return differs < 0 ? first : first.slice(0, differs);
}

function textAt(given: unknown, path: Path): string | undefined {
  let found = given;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    const content = isExact(found) ? asContent(found) : found;
    found = (content as Readonly<Record<string | number, unknown>>)[step];
  }
  return JSON.stringify(asContent(found));
}
