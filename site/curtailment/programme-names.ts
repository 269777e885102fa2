import { distance } from "fastest-levenshtein";
import { type Programme, programmes } from "./programmes.ts";

/** Every programme by each of its names, without case and punctuation. */
const byName: ReadonlyMap<string, Programme> = new Map(
  programmes.flatMap((one) => [one.name, ...one.aliases].map((name) => [plain(name), one] as const)),
);

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The programme of the catalog that a text names, whatever its case and punctuation; undefined for all others. */
export function programmeOf(text: string): Programme | undefined {
  return byName.get(plain(text));
}

/** Whether load that is promised to a programme may be promised again elsewhere. A programme that is not known takes it alone. */
export function mayShareLoad(programme: string): boolean {
  return programmeOf(programme)?.stackable === true;
}

/** Shorter names are too like each other to tell a slip from another programme. */
const shortest = 6;

/** The programme that a text most likely means, where it names none but is a letter or two from one. */
export function nearlyNamed(text: string): Programme | undefined {
  const written = plain(text);
  if (byName.has(written) || written.length < shortest) return undefined;
  // A number says which programme it is: one that differs names another, and is no slip.
  const digits = (name: string) => name.replace(/\D/g, "");
  let best: { readonly steps: number; readonly programme: Programme } | undefined;
  for (const [name, programme] of byName) {
    if (name.length < shortest || digits(name) !== digits(written)) continue;
    const steps = distance(written, name);
    if (steps <= 2 && steps < (best?.steps ?? 3)) best = { steps, programme };
  }
  return best?.programme;
}
