import type { Review } from "../../../review.ts";
import { counted } from "../amounts.ts";
import type { Page } from "../page.ts";

/** What could not be read or judged. Nothing of it is no news: it is what the rest says nothing about. */
export function notUnderstood({ notUnderstood: all }: Review, page: Page): string[] {
  return page.list(all, "things that were not understood", ({ what, count, examples }) => {
    const shown = examples.slice(0, 5).map((example) => page.name(example));
    return `⚠️ ${page.sentence(what)} (${counted(count)})${shown.length === 0 ? "" : `: ${shown.join(", ")}${count > shown.length ? ", …" : ""}`}`;
  });
}
