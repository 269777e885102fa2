import type { Review } from "../review.ts";

/** A review as it is, for programs. */
export function reviewJson(review: Review): string {
  return `${JSON.stringify(review, null, 2)}\n`;
}
