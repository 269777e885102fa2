import { counted } from "../site/counted.ts";
import { unseenParts } from "./documents.ts";
import { dangerClauses, lesserClauses } from "./headline/dangers.ts";
import { looserClauses, openingClauses, otherClauses } from "./headline/rest.ts";
import { miningClauses, moneyClauses, powerClauses, siteClauses } from "./headline/site.ts";
import { tenantClauses } from "./headline/tenants.ts";
import { inOneLine, listed } from "./headline/words.ts";
import { isSame } from "./outcome.ts";
import type { Review } from "./review.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/**
 * A sentence of more clauses is not read to its end; the sections below it have all of it. What is opened, silenced or may be
 * done by more people is said beyond them: it is what one would hide behind a long list.
 */
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
  const ofSite = siteClauses(review);
  const clauses = [...dangerClauses(review), ...ofSite, ...delivered, ...lesserClauses(review)].slice(
    0,
    mostClauses,
  );
  const isSilent = delivered.length === 0 && ofSite.length === 0;
  return sentence([
    ...clauses,
    ...looserClauses(review),
    ...openingClauses(review),
    ...(isSilent ? [resourceClause(review)] : []),
    ...stillBroken,
    ...documentClause(review),
    ...unread(review),
  ]);
}

/** What the site delivers otherwise than before, in the order in which people ask. */
function deliveryClauses(review: Judged): string[] {
  const main = [...tenantClauses(review.capacity), ...miningClauses(review)];
  const numbers = [...powerClauses(review), ...moneyClauses(review)];
  return main.length > 0 ? [...main, ...numbers] : [...otherClauses(review).slice(0, 3), ...numbers];
}

function resourceClause({ resources: { counts, files }, policies: { mended } }: Judged): string {
  const { read: _, ...changing } = counts;
  const count = Object.values(changing).reduce((total, one) => total + one, 0);
  if (count > 0) return `changes ${counted(count, "resource")} and nothing that the site delivers`;
  return files.length > 0
    ? `changes ${counted(files.length, "file")} and nothing that the site delivers`
    : `changes nothing that the site delivers${mended.length > 0 ? ` and mends ${counted(mended.length, "finding")}` : ""}`;
}

/** What documents say otherwise and no section names. */
function documentClause({ notUnderstood }: Judged): string[] {
  const unseen = notUnderstood.find(({ what }) => what === unseenParts);
  if (unseen === undefined) return [];
  const { count, examples } = unseen;
  const parts = count > 2 ? counted(count, "part") : listed(examples);
  return [`documents differ in ${parts}, which no section names`];
}

/** What nobody could read may be anything: it is never left out. */
function unread({ notUnderstood }: Judged): string[] {
  const count = notUnderstood
    .filter(({ what }) => what !== unseenParts)
    .reduce((total, one) => total + Math.max(1, one.count), 0);
  return count > 0 ? [`${counted(count, "thing")} could not be understood`] : [];
}

function sentence(clauses: readonly string[]): string {
  const text = inOneLine(clauses.join("; "));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
