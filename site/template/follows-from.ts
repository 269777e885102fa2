import type { z } from "zod";
import { alternativesTo, type Leaf, leavesOf, withValue } from "./alternatives.ts";
import { type Difference, difference, differsAt } from "./difference.ts";
import { otherNames } from "./references.ts";

type Path = readonly (string | number)[];

/** A template that was given its answers, defaults and all. */
export interface Answered {
  readonly schema: z.ZodType;
  readonly answers: unknown;
  /** What it gave for them. */
  readonly given: unknown;
  build(answers: unknown): unknown;
}

/**
 * The answers that decide what a template gives at a path: those of which another value gives something else there. Found by
 * trying, so that it holds for whatever template somebody writes; a template is a quick function without side effects. What was
 * tried for one path is not tried again for the next: many places of one document are asked for, one after another.
 */
export function followsFrom(answered: Answered): (path: Path) => readonly Path[] {
  const tried = [...leavesOf(answered.answers)].map((leaf) => ({
    answer: leaf.path,
    differences: remembered(differencesBy(leaf, answered)),
  }));
  return (path) =>
    tried
      .filter(({ differences }) => some(differences(), (found) => differsAt(found, path)))
      .map(({ answer }) => answer);
}

/** What other values for one answer make different, one after another. */
function* differencesBy(leaf: Leaf, answered: Answered): Generator<Difference | undefined> {
  const { schema, answers, build } = answered;
  const builtOf = (changed: unknown): Built => {
    try {
      return { given: build(changed) };
    } catch {
      // Answers that do not go together say nothing of what follows from them.
      return undefined;
    }
  };
  const given: Built = answered;
  let isAccepted = false;
  for (const other of alternativesTo(leaf, schema)) {
    const built = builtOf(withValue(answers, leaf.path, other));
    isAccepted ||= built !== undefined;
    yield differenceOf(given, built);
  }
  if (isAccepted) return;
  for (const { base, changed } of otherNames(answers, leaf))
    yield differenceOf(base === answers ? given : builtOf(base), builtOf(changed));
}

/** What a template gave; undefined where it refused the answers. */
type Built = { readonly given: unknown } | undefined;

function differenceOf(one: Built, other: Built): Difference | undefined {
  return one === undefined || other === undefined ? undefined : difference(one.given, other.given);
}

/** The same items each time they are gone through, of which none is made before it is reached. */
function remembered<T>(items: Iterator<T>): () => Generator<T> {
  const kept: T[] = [];
  return function* () {
    for (let index = 0; ; index++) {
      if (index === kept.length) {
        const next = items.next();
        if (next.done === true) return;
        kept.push(next.value);
      }
      yield kept[index] as T;
    }
  };
}

function some<T>(items: Iterable<T>, holds: (item: T) => boolean): boolean {
  for (const item of items) if (holds(item)) return true;
  return false;
}

/** What all paths have in common from their beginning. */
export function commonPath([first = [], ...others]: readonly Path[]): Path {
  const differs = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return differs < 0 ? first : first.slice(0, differs);
}
