import { suppressionText } from "../../../../policies/report/counts.ts";
import {
  locationText,
  type ReportedFinding,
  type ReportedSuppression,
  sentence,
} from "../../../../policies/report/document.ts";
import type { PolicyChanges } from "../../../review.ts";
import { transition } from "../amounts.ts";
import { type Page, plural } from "../page.ts";

/** What the change breaks and mends, and what is silenced. */
export function policies(changes: PolicyChanges, page: Page): string[] {
  const { newly, mended, still, suppressions, newSuppressions, lowered } = changes;
  const finding = (each: ReportedFinding) => findingText(each, page);
  const suppression = (each: ReportedSuppression) => suppressed(each, page);
  return [
    ...notJudged(changes),
    ...page.list(newly, "new findings", finding),
    ...page.list(lowered, "lowered levels", ({ rule, level }) => {
      return `⚠️ **Lowered:** ${page.name(rule)}: ${transition(level, (value) => page.sentence(value))}`;
    }),
    ...page.list(newSuppressions, "new suppressions", (each) => `⚠️ **Suppressed:** ${suppression(each)}`),
    ...page.details(
      `${plural(mended.length, "finding")} mended`,
      page.list(mended, "mended findings", finding),
      false,
    ),
    ...page.details(
      `${plural(still.length, "finding")} of before, not of this change`,
      page.list(still, "findings of before", finding),
      false,
    ),
    ...page.details(
      `${plural(suppressions.length, "suppression")} in all`,
      page.list(suppressions, "suppressions", suppression),
      false,
    ),
  ];
}

/** Whether there is something to tell that this change did. */
export function hasPolicyChanges({
  newly,
  mended,
  lowered,
  newSuppressions,
  judged,
}: PolicyChanges): boolean {
  const lists = [newly, mended, lowered, newSuppressions];
  return lists.some(({ length }) => length > 0) || judged.after === undefined;
}

function notJudged({ judged }: PolicyChanges): string[] {
  if (judged.after === undefined)
    return ["", "⚠️ The head was not judged by policies: nothing is known of what it breaks."];
  if (judged.before === undefined)
    return ["", "The base was not judged by policies: every finding counts as new."];
  return [];
}

function findingText(
  { level, rule, title, location, scope, object, message, fix }: ReportedFinding,
  page: Page,
): string {
  const mark = level === "hard" ? "❌" : level === "soft" ? "⚠️" : "ℹ️";
  const of = object === undefined ? "" : `, ${page.name(`${object.kind} ${object.field}`)}`;
  const where = `${page.name(locationText(location))} ${page.name(scope)}${of}`;
  return `${mark} **${level}** ${page.name(rule)}: ${page.sentence(title)}. ${where}: ${page.sentence(sentence(message))} *Mend:* ${page.sentence(fix)}`;
}

function suppressed(suppression: ReportedSuppression, page: Page): string {
  const { rule, scope, location, reason } = suppression;
  return `${page.name(rule)} at ${page.name(scope)} (${page.name(locationText(location))}), ${page.sentence(suppressionText(suppression))}: ${page.sentence(reason)}`;
}
