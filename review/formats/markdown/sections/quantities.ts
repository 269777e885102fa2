import type { Quantity } from "../../../review.ts";
import { amount, megawatts } from "../amounts.ts";
import type { Page } from "../page.ts";

/** Named numbers, a table for each unit. */
export function quantities(all: readonly Quantity[], head: string, page: Page): string[] {
  return [...new Set(all.map(({ unit }) => unit))].flatMap((unit) =>
    page.table(
      all.filter((each) => each.unit === unit),
      "rows",
      [
        { head, cell: ({ name }) => page.sentence(name) },
        {
          head: unit === "kW" ? "MW" : unit,
          numbers: true,
          cell: ({ change }) => (unit === "kW" ? megawatts(change) : amount(change)),
        },
      ],
    ),
  );
}
