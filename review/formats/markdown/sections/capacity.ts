import type { CapacityChanges } from "../../../review.ts";
import { amount, megawatts, transition } from "../amounts.ts";
import { type Page, plural } from "../page.ts";

/** Racks, tenants, and the zones that hold them. */
export function capacity({ tenants, zones, phases }: CapacityChanges, page: Page): string[] {
  const moved = tenants.filter(({ movedRacks }) => movedRacks > 0);
  const told = tenants.filter(({ notes }) => notes.length > 0);
  return [
    ...page.list(
      moved,
      "tenants whose racks move",
      ({ tenant, movedRacks }) =>
        `⚠️ **Moved:** ${plural(movedRacks, "rack")} of ${page.name(tenant)} to another position`,
    ),
    ...page.table(tenants, "tenants", [
      { head: "Tenant", cell: ({ tenant }) => page.cell(tenant) },
      { head: "", cell: ({ what }) => what },
      { head: "Offering", cell: ({ offering }) => transition(offering, (value) => page.sentence(value)) },
      { head: "Racks", numbers: true, cell: ({ racks }) => amount(racks) },
      { head: "Critical (MW)", numbers: true, cell: (each) => megawatts(each.criticalKilowatts) },
      { head: "Zones", cell: (each) => transition(each.zones, (names) => namesText(names, page)) },
      { head: "From", cell: ({ from }) => transition(from, (day) => page.sentence(day)) },
      { head: "To", cell: ({ to }) => transition(to, (day) => page.sentence(day)) },
    ]),
    ...page.list(told, "tenants that differ otherwise", ({ tenant, notes }) => {
      return `${page.name(tenant)}: ${notes.map((note) => page.sentence(note)).join("; ")}`;
    }),
    ...page.table(zones, "zones", [
      { head: "Zone", cell: ({ zone }) => page.cell(zone) },
      { head: "Racks", numbers: true, cell: ({ racks }) => amount(racks) },
      { head: "Positions", numbers: true, cell: ({ positions }) => amount(positions) },
      { head: "AI capacity (MW)", numbers: true, cell: (each) => megawatts(each.aiCapacityKilowatts) },
    ]),
    ...page.table(phases, "phases", [
      { head: "Conversion", cell: ({ zone }) => page.cell(zone) },
      { head: "State", cell: ({ state }) => page.sentence(state) },
      { head: "From", cell: ({ from }) => transition(from, (day) => page.sentence(day)) },
    ]),
  ];
}

/** Names of a list, the first eight of them. */
export function namesText(names: readonly string[], page: Page): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, 8).map((name) => page.cell(name));
  return `${shown.join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}`;
}
