import type { Change, PowerChanges } from "../../../review.ts";
import { counted, differs, megawatts, megawattText, transition } from "../amounts.ts";
import { type Page, plural } from "../page.ts";
import { quantities } from "./quantities.ts";

/** Power: what a substation's engineer looks for first is the headroom. */
export function power(changes: PowerChanges, page: Page, hasFindings: boolean): string[] {
  const short = changes.nodes.filter(({ headroomKilowatts: { after } }) => after !== undefined && after < 0);
  const told = [
    ...page.list(short, "overloads", ({ node, worstScenario, headroomKilowatts: { after = 0 } }) => {
      const scenario = page.sentence(worstScenario.after ?? "the worst loss");
      return `⚠️ **Overload:** ${page.name(node)} lacks ${megawattText(-after)} with ${scenario}`;
    }),
    ...quantities(changes.site, "Site", page),
    ...page.table(changes.interconnects, "interconnects", [
      { head: "Interconnect", cell: ({ interconnect }) => page.cell(interconnect) },
      { head: "Approved (MW)", numbers: true, cell: (each) => megawatts(each.approvedKilowatts) },
      { head: "Gross (MW)", numbers: true, cell: (each) => megawatts(each.grossKilowatts) },
      { head: "Headroom (MW)", numbers: true, cell: (each) => megawatts(each.headroomKilowatts) },
    ]),
    ...page.table(changes.zones, "zones", [
      { head: "Zone", cell: ({ zone }) => page.cell(zone) },
      { head: "State", cell: ({ state }) => transition(state, (value) => page.sentence(value)) },
      { head: "Gross (MW)", numbers: true, cell: (each) => megawatts(each.grossKilowatts) },
      { head: "Critical (MW)", numbers: true, cell: (each) => megawatts(each.criticalKilowatts) },
      ...peakColumn("Most ahead, gross", changes.zones, ({ grossKilowatts }) => grossKilowatts),
    ]),
    ...nodes(changes, page, hasFindings || short.length > 0),
    ...later(changes, page),
  ];
  // How near it comes to its limit is worth a line wherever power changes, even where that stays the same.
  return told.length > 0 || differs(changes.tightest) ? [...tightest(changes.tightest, page), ...told] : [];
}

function tightest(change: PowerChanges["tightest"], page: Page): string[] {
  if (change.before === undefined && change.after === undefined) return [];
  return ["", `Tightest element on any day: ${transition(change, (value) => element(value, page))}.`];
}

function element(value: NonNullable<PowerChanges["tightest"]["after"]>, page: Page): string {
  const { at, scenario, day, headroomKilowatts, capacityKilowatts } = value;
  return `${page.name(at)} with ${page.sentence(scenario)} on ${page.sentence(day)}, ${megawattText(headroomKilowatts)} free of ${megawattText(capacityKilowatts)}`;
}

function nodes({ nodes: all, unchanged }: PowerChanges, page: Page, open: boolean): string[] {
  const table = page.table(all, "power nodes", [
    { head: "Power node", cell: ({ node }) => page.cell(node) },
    { head: "Load (MW)", numbers: true, cell: (each) => megawatts(each.loadKilowatts) },
    { head: "With the worst loss (MW)", numbers: true, cell: (each) => megawatts(each.worstLoadKilowatts) },
    { head: "Worst loss", cell: (each) => transition(each.worstScenario, (value) => page.sentence(value)) },
    { head: "Capacity (MW)", numbers: true, cell: (each) => megawatts(each.capacityKilowatts) },
    { head: "Headroom (MW)", numbers: true, cell: (each) => megawatts(each.headroomKilowatts) },
    ...peakColumn("Least headroom ahead", all, ({ headroomKilowatts }) => headroomKilowatts),
  ]);
  return page.details(
    `${plural(all.length, "power node")}, with every single loss (${counted(unchanged.nodes)} more stay as they are)`,
    table,
    open,
  );
}

/** The worst day ahead, where it differs for any: of a lease that begins later nothing else in the table does. */
function peakColumn<P extends { readonly day: string }>(
  head: string,
  all: readonly { readonly peak?: Change<P> }[],
  of: (peak: P) => number | undefined,
) {
  if (all.every(({ peak }) => peak === undefined)) return [];
  const shown = (peak: P): string => {
    const kilowatts = of(peak);
    return kilowatts === undefined ? peak.day : `${megawattText(kilowatts)} on ${peak.day}`;
  };
  return [
    {
      head,
      cell: ({ peak }: { readonly peak?: Change<P> }) => (peak === undefined ? "" : transition(peak, shown)),
    },
  ];
}

function later({ later: days }: PowerChanges, page: Page): string[] {
  const column = (head: string, of: (day: PowerChanges["later"][number]) => Change<number>) => ({
    head,
    numbers: true as const,
    cell: (day: PowerChanges["later"][number]) => megawatts(of(day)),
  });
  const table = page.table(days, "later days", [
    { head: "From", cell: ({ day }) => page.sentence(day) },
    column("Gross (MW)", ({ grossKilowatts }) => grossKilowatts),
    column("Critical (MW)", ({ criticalKilowatts }) => criticalKilowatts),
    column("Mining (MW)", ({ miningKilowatts }) => miningKilowatts),
    column("Approved (MW)", ({ approvedKilowatts }) => approvedKilowatts),
  ]);
  return page.details(
    `${plural(days.length, "later day")} from which on the site differs otherwise`,
    table,
    false,
  );
}
