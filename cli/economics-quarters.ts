import type { QuarterMix, RevenueKind } from "../placement/economics-quarters.ts";
import { bold } from "./colors.ts";
import { columns } from "./columns.ts";
import { baseOf, millions } from "./economics-amounts.ts";

const kinds: readonly (readonly [RevenueKind, string])[] = [
  ["hashing", "Hashing"],
  ["hosting", "Hosting"],
  ["leases", "Leases"],
  ["demandResponse", "Response"],
];

/** What a site's revenue is made of, quarter by quarter. A kind that it never has gets no column. */
export function quarterLines(quarters: readonly QuarterMix[]): string[] {
  const shown = kinds.filter(([kind]) => quarters.some(({ revenue }) => revenue[kind] !== undefined));
  if (shown.length === 0) return [];
  const rows = quarters.map((row) => [
    row.quarter,
    row.mining.isZero ? "" : String(row.mining),
    row.leased.isZero ? "" : String(row.leased),
    ...shown.map(([kind]) => part(row, kind)),
    row.total === undefined ? "" : baseOf(row.total, millions),
  ]);
  return [
    "Revenue in M$ a quarter and its mix, with the load at the end, as the base has it. Hashprice and",
    "prices are taken to stay as they are: the halving of Bitcoin's subsidy in 2028 is not in it.",
    ...columns([
      ["Quarter", "Mining", "Leased", ...shown.map(([, label]) => label), "Total"].map((text) => bold(text)),
      ...rows,
    ]),
  ];
}

function part({ revenue, total }: QuarterMix, kind: RevenueKind): string {
  const amount = revenue[kind];
  if (amount === undefined || total === undefined) return "";
  const share = total.value.base.isZero ? 0 : amount.value.base.ratioTo(total.value.base) * 100;
  return `${baseOf(amount, millions)} ${Math.round(share)} %`;
}
