import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../site/problem.ts";
import { leavesOf } from "../site/template/alternatives.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { templateFault } from "../site/template/template-fault.ts";
import { answerSchema, isMapping } from "./answer-schema.ts";

type Answers = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Answers to another release of a template. */
export interface MigratedAnswers {
  readonly answers: Answers;
  /** Answers that the other release cannot be given: what they said is lost. */
  readonly lost: readonly Path[];
}

/**
 * Answers carried from one release of a template to another, through every release between.
 *
 * Forward each release says itself how. Backward nobody does: what a release made of each answer is found by trying, and what
 * does not come out the same when it is carried forward again is lost.
 *
 * @param releases All of the template, oldest first.
 */
export function migratedAnswers(
  releases: readonly AnyTemplate[],
  from: AnyTemplate,
  to: AnyTemplate,
  answers: Answers,
): MigratedAnswers {
  const [start, end] = [releases.indexOf(from), releases.indexOf(to)];
  if (start <= end) {
    const between = releases.slice(start + 1, end + 1);
    const carried = between.reduce(carriedTo, answers);
    return { answers: carried, lost: [] };
  }
  let migrated: MigratedAnswers = { answers, lost: [] };
  for (let at = start; at > end; at -= 1) {
    const [release, earlier] = [releases[at], releases[at - 1]];
    if (release === undefined || earlier === undefined) break;
    const step = answersBefore(release, earlier, migrated.answers);
    migrated = { answers: step.answers, lost: [...migrated.lost, ...step.lost] };
  }
  return migrated;
}

/** @throws Refusal where the release's own way to them fails. */
function carriedTo(answers: Answers, release: AnyTemplate): Answers {
  try {
    return release.fromEarlier?.(answers) ?? answers;
  } catch (error) {
    throw new Refusal("The answers cannot be carried to another release: nothing was written.", [
      { where: `${release.name} ${release.version}`, message: templateFault(release, error) },
    ]);
  }
}

/** The answers to the release before from which a release would make these. */
function answersBefore(release: AnyTemplate, earlier: AnyTemplate, answers: Answers): MigratedAnswers {
  const forward = (given: Answers): Answers => release.fromEarlier?.(given) ?? given;
  const keys = Object.keys(answerSchema(earlier).properties ?? {});
  const before = Object.fromEntries(
    keys.flatMap((key) => {
      const path = whereItGoes(forward, key);
      const value = path === undefined ? answers[key] : valueAt(answers, path);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const again = tried(() => forward(before)) ?? {};
  const lost = [...leavesOf(answers)].filter(
    ({ path, value }) => !isDeepStrictEqual(valueAt(again, path), value),
  );
  return { answers: before, lost: lost.map(({ path }) => path) };
}

/** Where a release puts what was answered under a key; undefined where it makes something else of it. */
function whereItGoes(forward: (answers: Answers) => Answers, key: string): Path | undefined {
  const mark = "\u0000mark";
  const carried = tried(() => forward({ [key]: mark }));
  return [...leavesOf(carried ?? {})].find(({ value }) => value === mark)?.path;
}

/** A release may not expect answers of which all but one are missing. */
function tried(run: () => Answers): Answers | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function valueAt(answers: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => {
    if (Array.isArray(found)) return found[Number(step)];
    return isMapping(found) ? found[String(step)] : undefined;
  }, answers);
}
