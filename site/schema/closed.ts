import { distance } from "fastest-levenshtein";
import { z } from "zod";

/**
 * An object that accepts no key but those named. An unknown key is reported with the nearest valid name;
 * `reasons` says more of keys that are refused on purpose.
 */
export function closed<Shape extends z.ZodRawShape>(
  shape: Shape,
  reasons: Readonly<Record<string, string>> = {},
) {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      return issue.keys
        .map((key) => {
          const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
          return `unknown key ${JSON.stringify(key)}: ${reason ?? suggestion(key, names)}`;
        })
        .join("\n");
    },
  });
}

/** What was found, as a message shows it. */
export function shown(value: unknown): string {
  if (value === null) return "an empty value";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  // Infinite numbers and the like are not JSON; a long text would hide the rest of the message.
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** `did you mean "racks"?` where a name is near, else the whole list. */
export function suggestion(found: string, allowed: readonly string[]): string {
  const near = nearest(found, allowed);
  return near === undefined ? `allowed here: ${allowed.join(", ") || "nothing"}` : `did you mean "${near}"?`;
}

/** The allowed name that a misspelt one most likely stands for, if any is near enough. */
export function nearest(found: string, allowed: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(found.length / 2)) + 1;
  for (const name of allowed) {
    const steps = distance(found.toLowerCase(), name.toLowerCase());
    if (steps < bestDistance) [best, bestDistance] = [name, steps];
  }
  return best;
}
