import type { SecurityChanges, SecurityItem } from "../../../review.ts";
import type { Page } from "../page.ts";

const marks: Readonly<Record<SecurityItem["effect"], string>> = {
  more: "⚠️ **More:**",
  other: "**Other:**",
  less: "**Less:**",
};

/** Who may do more than before, first. */
export function security({ items }: SecurityChanges, page: Page): string[] {
  const order = ["more", "other", "less"];
  const sorted = [...items].sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect));
  return page.list(sorted, "changes of security", ({ effect, about, stack, object, whose, message }) => {
    const said = page.sentence(message);
    return `${marks[effect]} ${about}: ${page.name(object)} of ${page.sentence(whose)} ${said} (stack ${page.name(stack)})`;
  });
}
