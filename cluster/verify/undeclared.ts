import { isDefault } from "./defaults.ts";
import type { Difference } from "./differences.ts";
import { matchingItem } from "./items.ts";
import { itemKeys, type OwnedFields, ownedBelow } from "./ownership.ts";
import { pathText, type Step } from "./path.ts";

/** Fields that a manager once applied, that are still there, and that are declared no more. */
export function undeclaredFields(
  declared: unknown,
  live: unknown,
  owned: readonly OwnedFields[],
  manager: string,
): Difference[] {
  const own = owned.filter((fields) => fields.manager === manager && fields.operation === "Apply");
  return below(declared, live, own, []);
}

function below(
  declared: unknown,
  live: unknown,
  owned: readonly OwnedFields[],
  path: readonly Step[],
): Difference[] {
  const entries = new Set(owned.flatMap(({ fields }) => Object.keys(fields)));
  return [...entries].flatMap((entry) => {
    const step = stepOf(entry);
    if (step === undefined) return [];
    const [wanted, found] = [at(declared, step), at(live, step)];
    const place = [...path, step];
    const inside = ownedBelow(owned, entry);
    // Of labels and the like others may own some, so what is left over is said one by one.
    if (wanted !== undefined || ("field" in step && inside.some(hasFields))) {
      return below(wanted, found, inside, place);
    }
    const name = "field" in step ? step.field : "";
    if (isDefault(name, found)) return [];
    return [{ field: pathText(place), found, owners: owned.map(({ manager }) => manager) }];
  });
}

function hasFields({ fields }: OwnedFields): boolean {
  return Object.keys(fields).some((entry) => entry.startsWith("f:"));
}

/** Values of sets, and the value itself, have nothing below them that could be left over. */
function stepOf(entry: string): Step | undefined {
  if (entry.startsWith("f:")) return { field: entry.slice(2) };
  if (entry.startsWith("k:")) return { keys: itemKeys(entry) };
  return undefined;
}

function at(value: unknown, step: Step): unknown {
  if ("keys" in step) return Array.isArray(value) ? matchingItem(value, step.keys) : undefined;
  if (typeof value !== "object" || value === null || !("field" in step)) return undefined;
  return (value as Record<string, unknown>)[step.field];
}
