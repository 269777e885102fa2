import { isFields } from "../../policies/plan/change.ts";
import type { ResourceChangeDocument } from "./document.ts";
import { below, cover, type Masks } from "./masks.ts";

/** Shorter texts stand in too many places by chance. */
const shortest = 6;
/** As many are looked for within other texts; the rest is found where it is a whole text. */
const mostSought = 100;

/** Texts of a change that the plan marks as sensitive. */
export interface Secrets {
  /** Whether a text is one, or has one in it. */
  readonly areIn: (text: string) => boolean;
  readonly areNone: boolean;
}

/**
 * What is sensitive in a change, to be found again where the plan does not mark it: what a provider computes from a sensitive
 * value carries no mark, such as the `output` of a `terraform_data`. An object of Kubernetes is what was declared, and its masks
 * say where; its name and labels, which tell whose it is, are not hidden for being like something in it.
 */
export function secretsOf({ change, type }: ResourceChangeDocument, masks: Masks): Secrets {
  if (type.startsWith("kubernetes_") || masks.length === 0) return noSecrets;
  const found = new Set<string>();
  for (const value of [change.before, change.after]) collect(value, masks, found);
  const sought = [...found].slice(0, mostSought);
  return {
    areIn: (text) => found.has(text) || sought.some((secret) => text.includes(secret)),
    areNone: found.size === 0,
  };
}

export const noSecrets: Secrets = { areIn: () => false, areNone: true };

function collect(value: unknown, masks: Masks, found: Set<string>): void {
  if (masks.length === 0) return;
  if (cover(masks, value)) {
    collectAll(value, found);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, below(masks, index), found);
  } else if (isFields(value)) {
    for (const [key, inner] of Object.entries(value)) collect(inner, below(masks, key), found);
  }
}

function collectAll(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= shortest) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) collectAll(inner, found);
  }
}
