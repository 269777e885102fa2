import { figuresIn } from "../../site/figure.ts";
import { Range } from "../../site/range.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** What others set and the site only reads: tariffs, what a programme pays, and the market. Its own contracts are its own. */
const lists = ["charges", "demandResponse", "economics"] as const;

/** The site's own costs and records among them. */
const own: ReadonlySet<string> = new Set([
  "poolFee",
  "firmwareFee",
  "miningUptime",
  "miningOperations",
  "leaseOperations",
]);

export const priceWithoutSource: Rule = {
  id: "provenance/price-without-source",
  title: "Prices of others without a source",
  what: "A price that others set, a tariff or a market's, says where it is from.",
  why: "Conversions are decided by such prices. One without a source counts as the operator's own statement, and nobody can look up whether it still holds.",
  fix: "Name the tariff sheet, the auction or the publication as its source; `assumed` where there is none.",
  level: "advisory",
  check: ({ site }) => {
    const prices = lists.flatMap((list) =>
      [...figuresIn(site.document[list], [list])].filter(({ path }) => isPrice(path)),
    );
    if (prices.length === 0) return notApplicable;
    return prices.flatMap(({ path, figure }) =>
      figure.source === undefined
        ? [
            {
              place: inSiteDocument(...path),
              message: `a price of ${priceText(figure.value)} states no source: it counts as the operator's own statement, but others set it`,
            },
          ]
        : [],
    );
  },
};

function isPrice(path: readonly (string | number)[]): boolean {
  const key = String(path.at(-1));
  if (path[0] === "demandResponse") return key === "payment";
  return path[0] === "charges" || !own.has(key);
}

function priceText(value: unknown): string {
  return String(value instanceof Range ? value.base : value);
}
