import { dangerClauses, lesserClauses } from "./headline/dangers.ts";
import { openingClauses, otherClauses } from "./headline/rest.ts";
import { miningClauses, moneyClauses, powerClauses, siteClauses } from "./headline/site.ts";
import { tenantClauses } from "./headline/tenants.ts";
import { counted, inOneLine } from "./headline/words.ts";
import { isSame } from "./outcome.ts";
import type { Review } from "./review.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/** A sentence of more clauses is not read to its end; the sections below it have all of it. */
const mostClauses = 7;

/**
 * One sentence on what a change means. What tenants lose and which hard rules it breaks comes first, then who comes and goes,
 * what mining ends, what power is left and what it pays. "Nothing changes" is said of two results that are the same alone.
 */
export function headline(review: Judged): string {
  const hard = review.policies.still.filter(({ level }) => level === "hard").length;
  const stillBroken =
    hard > 0 ? [`${counted(hard, "finding")} of hard rules ${hard === 1 ? "stays" : "stay"}`] : [];
  if (isSame(review)) return sentence(["nothing changes", ...stillBroken]);
  const delivered = deliveryClauses(review);
  const clauses = [
    ...dangerClauses(review),
    ...siteClauses(review),
    ...delivered,
    ...lesserClauses(review),
    ...openingClauses(review),
  ].slice(0, mostClauses);
  const isSilent = delivered.length === 0 && siteClauses(review).length === 0;
  return sentence([
    ...clauses,
    ...(isSilent ? [resourceClause(review)] : []),
    ...stillBroken,
    ...unread(review),
  ]);
}

/** What the site delivers otherwise than before, in the order in which people ask. */
function deliveryClauses(review: Judged): string[] {
  const main = [...tenantClauses(review.capacity), ...miningClauses(review)];
  const numbers = [...powerClauses(review), ...moneyClauses(review)];
  return main.length > 0 ? [...main, ...numbers] : [...otherClauses(review).slice(0, 3), ...numbers];
}

function resourceClause({ resources: { counts, files } }: Judged): string {
  const { read: _, ...changing } = counts;
  const count = Object.values(changing).reduce((total, one) => total + one, 0);
  if (count > 0) return `changes ${counted(count, "resource")} and nothing that the site delivers`;
  return files.length > 0
    ? `changes ${counted(files.length, "file")} and nothing that the site delivers`
    : "changes nothing that the site delivers";
}

/** What nobody could read may be anything: it is never left out. */
function unread({ notUnderstood }: Judged): string[] {
  const count = notUnderstood.reduce((total, one) => total + Math.max(1, one.count), 0);
  return count > 0 ? [`${counted(count, "thing")} could not be understood`] : [];
}

function sentence(clauses: readonly string[]): string {
  const text = inOneLine(clauses.join("; "));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
