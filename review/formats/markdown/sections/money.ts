import { listChange } from "../../../list-change.ts";
import type { Change, MoneyChanges } from "../../../review.ts";
import { amount, differs, dollars, mapped, range, transition } from "../amounts.ts";
import type { Page } from "../page.ts";
import { namesText } from "./capacity.ts";

/** What the site earns and costs in a year, as far as its assumptions reach. */
export function money({ lines, unpriced, figures }: MoneyChanges, page: Page): string[] {
  const isUnverified = lines.some(({ change: { before, after } }) => !(after ?? before)?.verified);
  return [
    ...page.table(lines, "lines", [
      { head: "A year, as used on the day", cell: ({ name }) => name },
      { head: "Base (USD)", numbers: true, cell: ({ change }) => dollars(change) },
      {
        head: "Low to high (USD)",
        numbers: true,
        cell: ({ change: { before, after } }) => {
          const shown = after ?? before;
          return shown === undefined ? "—" : range(shown);
        },
      },
      {
        head: "Verified",
        cell: ({ change }) =>
          transition(
            mapped(change, ({ verified }) => (verified ? "yes" : "no")),
            String,
          ),
      },
    ]),
    ...(lines.length > 0 && isUnverified
      ? ["", "What is not verified rests on figures that nobody has checked."]
      : []),
    ...perhaps(
      unpriced,
      (change) =>
        `Leases without a price, counted at the one assumed for what is not leased: ${namesChange(change, page)}.`,
    ),
    ...perhaps(figures, (change) => {
      const total = amount(mapped(change, (each) => each.total));
      const unverified = amount(mapped(change, (each) => each.unverified));
      return `Figures behind it: ${total}; unverified of these: ${unverified}.`;
    }),
  ];
}

function namesChange({ before = [], after = [] }: MoneyChanges["unpriced"], page: Page): string {
  const lists = listChange(before, after);
  if (lists === undefined) return transition({ before, after }, (names) => namesText(names, page));
  const { added, removed, kept } = lists;
  return [
    ...(removed.length > 0 ? [`no longer ${namesText(removed, page)}`] : []),
    ...(added.length > 0 ? [`also ${namesText(added, page)}`] : []),
    `${kept.toLocaleString("en-US")} the same`,
  ].join("; ");
}

function perhaps<T extends Change<unknown>>(change: T, shown: (change: T) => string): string[] {
  return differs(change) ? ["", shown(change)] : [];
}
