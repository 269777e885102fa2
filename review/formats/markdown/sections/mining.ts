import type { MiningChanges } from "../../../review.ts";
import { amount, differs, megawatts, megawattText, transition } from "../amounts.ts";
import type { Page } from "../page.ts";
import { namesText } from "./capacity.ts";
import { quantities } from "./quantities.ts";

/** Hashrate, pools, and what may be shed. */
export function mining({ site, zones, pools, obligations, margin }: MiningChanges, page: Page): string[] {
  return [
    ...quantities(site, "Mining", page),
    ...marginText(margin, page),
    ...page.table(zones, "zones", [
      { head: "Zone", cell: ({ zone }) => page.cell(zone) },
      { head: "State", cell: ({ state }) => transition(state, (value) => page.sentence(value)) },
      { head: "PH/s", numbers: true, cell: ({ hashratePetahashes }) => amount(hashratePetahashes) },
      { head: "Miners", numbers: true, cell: ({ miners }) => amount(miners) },
      { head: "Mines until", cell: ({ minesUntil }) => transition(minesUntil, (day) => page.sentence(day)) },
    ]),
    ...page.table(pools, "groups of pools", [
      { head: "Pools of", cell: ({ zone, group }) => `${page.cell(zone)}, ${page.cell(group)}` },
      { head: "In their order", cell: ({ urls }) => transition(urls, (names) => namesText(names, page)) },
      { head: "Share (%)", numbers: true, cell: ({ quotaPercent }) => amount(quotaPercent) },
    ]),
    ...page.list(
      pools.filter(({ otherAccounts }) => otherAccounts),
      "groups that pay other accounts",
      ({ zone, group }) =>
        `⚠️ **Other account:** group ${page.name(group)} of ${page.name(zone)} pays an account that it did not pay before`,
    ),
    ...page.table(obligations, "obligations", [
      { head: "Obligation", cell: ({ name }) => page.cell(name) },
      { head: "Programme", cell: ({ programme }) => page.cell(programme) },
      { head: "MW", numbers: true, cell: ({ obligationKilowatts }) => megawatts(obligationKilowatts) },
      { head: "From", cell: ({ from }) => transition(from, (day) => page.sentence(day)) },
      { head: "To", cell: ({ to }) => transition(to, (day) => page.sentence(day)) },
    ]),
  ];
}

function marginText(margin: MiningChanges["margin"], page: Page): string[] {
  if (!differs(margin)) return [];
  const shown = transition(
    margin,
    ({ day, kilowatts }) => `${megawattText(kilowatts)} on ${page.sentence(day)}`,
  );
  const breach = margin.after !== undefined && margin.after.kilowatts < 0;
  return [
    "",
    `${breach ? "⚠️ **Breach:** " : ""}Least that can be shed beyond what is obliged, on any day: ${shown}.`,
  ];
}
