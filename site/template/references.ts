import { catalog } from "../catalog/catalog.ts";
import { isPlain, type Leaf, leavesOf, withValue } from "./alternatives.ts";

type Path = readonly (string | number)[];

/** Two sets of answers that differ in what one of them refers to, or is called, and in nothing else. */
export interface Compared {
  readonly base: unknown;
  readonly changed: unknown;
}

/**
 * Answers in which another name stands for one that cannot be changed by itself, since it has to be the name of something: of
 * an entry of the catalog, of another entry among the answers, or of a copy of the entry that it names. The name of an entry is
 * changed together with all that refer to it.
 */
export function* otherNames(answers: unknown, { path, value }: Leaf): Generator<Compared> {
  if (typeof value !== "string") return;
  const instead = (base: unknown, name: string) => ({ base, changed: withValue(base, path, name) });
  const { rackTypes, minerModels } = catalog();
  for (const known of [rackTypes, minerModels])
    if (known.has(value)) for (const name of known.keys()) if (name !== value) yield instead(answers, name);
  if (path.at(-1) === "name") {
    yield { base: answers, changed: renamed(answers, value) };
    return;
  }
  for (const { at, names, withCopy } of namedAs(answers, value)) {
    for (const name of names) if (name !== value) yield instead(answers, name);
    yield instead(withValue(answers, at, withCopy), copyOf(value));
  }
}

/** A list or a mapping of named entries, one of which has the name that is looked for. */
interface Named {
  readonly at: Path;
  readonly names: readonly string[];
  /** The same, in which that entry stands once more under another name. */
  readonly withCopy: unknown;
}

function* namedAs(answers: unknown, name: string, at: Path = []): Generator<Named> {
  if (Array.isArray(answers)) {
    const entries: readonly unknown[] = answers;
    const entry = entries.find((one) => nameOf(one) === name);
    const names = entries.flatMap((one) => nameOf(one) ?? []);
    if (isPlain(entry)) yield { at, names, withCopy: [...entries, { ...entry, name: copyOf(name) }] };
    for (const [index, one] of entries.entries()) yield* namedAs(one, name, [...at, index]);
  } else if (isPlain(answers)) {
    if (Object.hasOwn(answers, name))
      yield { at, names: Object.keys(answers), withCopy: { ...answers, [copyOf(name)]: answers[name] } };
    for (const [key, inside] of Object.entries(answers)) yield* namedAs(inside, name, [...at, key]);
  }
}

/** Every text in which the name is a part of its own has another one there: `b1` also in `b1-gpu`. */
function renamed(answers: unknown, name: string): unknown {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const part = new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, "g");
  return [...leavesOf(answers)].reduce<unknown>(
    (changed, { path, value }) =>
      typeof value === "string" ? withValue(changed, path, value.replaceAll(part, copyOf(name))) : changed,
    answers,
  );
}

function copyOf(name: string): string {
  return `${name}x`;
}

function nameOf(entry: unknown): string | undefined {
  return isPlain(entry) && typeof entry["name"] === "string" ? entry["name"] : undefined;
}
