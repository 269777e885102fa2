import type { SitePlanDocument } from "../../result/site-plan-document.ts";

type Zone = SitePlanDocument["zones"][number];
type Tenant = SitePlanDocument["tenants"][number];

/** Racks of a tenant in a zone. */
export interface Racks {
  readonly tenant: string;
  readonly allocation: Tenant["allocations"][number];
  /** Where it stands in the plan, such as `tenants/0/allocations/2`. */
  readonly record: string;
  /** On the plan's day, only later, or not at all unless the tenant takes what is held for it. */
  readonly when: "now" | "later" | "held";
}

/** A zone's positions, row by row: whose each is on the day, or else whose it is next. */
export interface Occupancy {
  readonly zone: Zone;
  readonly positions: readonly (Racks | undefined)[];
  /** All that a position ever holds, to compare two plans by. */
  readonly histories: readonly string[];
  /** All racks of the zone that are not over yet. */
  readonly racks: readonly Racks[];
}

/** What stands where, of every zone with positions. */
export function occupancies(plan: SitePlanDocument): readonly Occupancy[] {
  const byZone = new Map<string, Racks[]>();
  for (const racks of racksOf(plan)) {
    byZone.set(racks.allocation.zone, [...(byZone.get(racks.allocation.zone) ?? []), racks]);
  }
  return plan.zones
    .filter(({ rows, positionsPerRow }) => rows * positionsPerRow > 0)
    .map((zone) => occupancy(zone, byZone.get(zone.name) ?? []));
}

/** Racks that stand on the plan's day or later, the earliest first. */
function racksOf({ tenants, day }: SitePlanDocument): Racks[] {
  return tenants
    .flatMap(({ name, allocations, options = [] }, tenant) => [
      ...allocations.map(
        (allocation, index): Racks => ({
          tenant: name,
          allocation,
          record: `tenants/${tenant}/allocations/${index}`,
          when: allocation.from <= day ? "now" : "later",
        }),
      ),
      ...options.map(
        (allocation, index): Racks => ({
          tenant: name,
          allocation,
          record: `tenants/${tenant}/options/${index}`,
          when: "held",
        }),
      ),
    ])
    .filter(({ allocation }) => allocation.to >= day)
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

/** What stands there before what will, and what may only after both. */
function order({ when, allocation: { from } }: Racks): string {
  return `${when === "held" ? 1 : 0} ${from}`;
}

function occupancy(zone: Zone, racks: readonly Racks[]): Occupancy {
  const positions = new Array<Racks | undefined>(zone.rows * zone.positionsPerRow).fill(undefined);
  const histories = new Array<string>(positions.length).fill("");
  for (const each of racks) {
    const { demand, rackType, from, to } = each.allocation;
    for (const position of each.allocation.positions.flatMap((range) => positionsIn(zone, range))) {
      positions[position] ??= each;
      histories[position] +=
        `${JSON.stringify([each.tenant, each.when === "held", demand, rackType, from, to])}\n`;
    }
  }
  return { zone, positions, histories, racks };
}

const range = /^r(\d+)(?:-r(\d+))?p(\d+)(?:-p(\d+))?$/;

/** The numbers of the positions that a range such as `r01-r04p01-p16` names; none of one that lies outside the zone. */
function positionsIn({ rows, positionsPerRow }: Zone, text: string): number[] {
  const match = range.exec(text);
  if (match === null) return [];
  const [firstRow, lastRow] = [Number(match[1]), Number(match[2] ?? match[1])];
  const [first, last] = [Number(match[3]), Number(match[4] ?? match[3])];
  if (firstRow < 1 || lastRow > rows || first < 1 || last > positionsPerRow) return [];
  const positions: number[] = [];
  for (let row = firstRow; row <= lastRow; row += 1)
    for (let place = first; place <= last; place += 1)
      positions.push((row - 1) * positionsPerRow + place - 1);
  return positions;
}
