import { counted } from "../../site/counted.ts";
import type { Loss, Review } from "../review.ts";
import { listed, nameOf } from "./words.ts";

/** What tenants lose, and the hard rules that are newly broken: what must be read before anything else. */
export function dangerClauses({ losses, policies }: Pick<Review, "losses" | "policies">): string[] {
  return [...lossClauses(losses.filter(isTenants)), ...brokenClauses(policies, "hard")];
}

/** Losses of others than tenants, and rules that may be broken for a reason. */
export function lesserClauses({ losses, policies }: Pick<Review, "losses" | "policies">): string[] {
  return [...lossClauses(losses.filter((loss) => !isTenants(loss))), ...brokenClauses(policies, "soft")];
}

function isTenants({ whose }: Loss): boolean {
  return whose.startsWith("tenant ");
}

/** Of one or two by name; of more by how many there are. */
function lossClauses(losses: readonly Loss[]): string[] {
  const owners = [...new Set(losses.map(({ whose }) => whose))];
  if (owners.length > 2) {
    const kind = owners.every((owner) => owner.startsWith("tenant ")) ? "tenants" : "owners";
    return [`${lossOf(losses)} of ${owners.length} ${kind}`];
  }
  return owners.map((owner) => {
    const own = losses.filter(({ whose }) => whose === owner);
    return `${lossOf(own)} of ${nameOf(owner)} (${listed(own.map(({ what }) => what))})`;
  });
}

const verbs = [
  ["destroyed", "destroys"],
  ["replaced", "replaces"],
  ["forgotten", "forgets"],
] as const satisfies readonly (readonly [Loss["fate"], string])[];

/** `destroys 3 and replaces 1 resource`. */
function lossOf(losses: readonly Loss[]): string {
  const found = verbs.flatMap(([fate, verb]) => {
    const count = losses.filter((loss) => loss.fate === fate).length;
    return count === 0 ? [] : [{ verb, count }];
  });
  return found
    .map(({ verb, count }, index) =>
      index === found.length - 1 ? `${verb} ${counted(count, "resource")}` : `${verb} ${count}`,
    )
    .join(" and ");
}

function brokenClauses({ newly }: Review["policies"], level: "hard" | "soft"): string[] {
  const broken = newly.filter((finding) => finding.level === level);
  if (broken.length === 0) return [];
  const rules = [...new Set(broken.map(({ rule }) => rule))];
  const places = broken.length > rules.length ? ` in ${counted(broken.length, "place")}` : "";
  return [`newly breaks ${counted(rules.length, `${level} rule`)}${places} (${listed(rules)})`];
}
