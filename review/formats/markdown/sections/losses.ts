import type { Loss, Review } from "../../../review.ts";
import { counted } from "../amounts.ts";
import type { Page } from "../page.ts";

const fates: Readonly<Record<Loss["fate"], string>> = {
  destroyed: "Destroyed",
  replaced: "Destroyed and created anew",
  forgotten: "Left behind: no longer managed, and still there",
};

/** What is destroyed or replaced, above everything else. */
export function losses({ losses: all }: Review, page: Page): string[] {
  if (all.length === 0) return [];
  const count = (fate: Loss["fate"]) => all.filter((loss) => loss.fate === fate).length;
  const counts = (["destroyed", "replaced", "forgotten"] as const)
    .filter((fate) => count(fate) > 0)
    .map((fate) => `${counted(count(fate))} ${fate}`);
  return [
    "",
    `❌ **Losses: ${counts.join(", ")}**`,
    ...page.list(all, "losses", (loss) => lossText(loss, page), page.limits.losses),
  ];
}

function lossText(
  { fate, what, stack, address, whose, reasons, consequences, fix }: Loss,
  page: Page,
): string {
  const at = address === undefined ? "" : `, ${page.name(address)}`;
  const why = reasons.map((reason) => page.sentence(reason)).join("; ");
  const takes = consequences.map((consequence) => page.sentence(consequence)).join("; ");
  return [
    `**${fates[fate]}:** ${page.name(what)} of ${page.sentence(whose)} (stack ${page.name(stack)}${at})`,
    ...(why === "" ? [] : [`because ${why}`]),
    ...(takes === "" ? [] : [`with it goes ${takes}`]),
    ...(fix === undefined ? [] : [`to spare it: ${page.sentence(fix)}`]),
  ].join("; ");
}
