import { z } from "zod";
import type { Allocation } from "../../placement/lock.ts";
import { readRanges } from "../../placement/positions.ts";
import { aiCapacity } from "../../site/ai-capacity.ts";
import { type ClosedPeriod, type Day, includes, later } from "../../site/day.ts";
import { rowOf } from "../../site/hall/rack-feeds.ts";
import { quantity } from "../../site/schema/values.ts";
import type { Site } from "../../site/site.ts";
import { Percentage, Power } from "../../site/units/index.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("200 %")
    .describe("What one row may draw of an even share of the hall's critical load."),
});

export const rowDensity: Rule<z.output<typeof parameters>> = {
  id: "power/row-density",
  title: "Rows that draw far more than their share",
  what: "No row of a hall draws more than a multiple of the hall's critical load divided evenly over its rows.",
  why: "Air handlers, liquid loops and busways are laid out row by row. A hall whose total fits can still overheat in the row where all dense racks stand.",
  fix: "Spread the dense racks over more rows, or say with the mechanical engineer that the row is built for it, and suppress this.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const rows = [...fullestRows(subject)];
    if (rows.length === 0) return notApplicable;
    return rows.flatMap(([name, { row, load, on }]) => {
      const zone = subject.site.zone(name);
      const capacity = aiCapacity(zone, subject.site.powerNetwork);
      const share = capacity.dividedBy(zone.ai?.rows.value ?? 1);
      if (!load.exceeds(share.times(most.fraction))) return [];
      return [
        {
          place: inElement(subject.site, "zones", name, "ai", "rows"),
          message: `row ${row + 1} of zone "${name}" draws ${load} on ${on}, ${Percentage.percent(Math.round(100 * load.ratioTo(share)))} of an even share of ${share}: at most ${most}`,
        },
      ];
    });
  },
};

interface Row {
  readonly row: number;
  readonly load: Power;
  readonly on: Day;
}

/** The row of each zone that draws most on a day ahead: today, or when racks come to the zone. */
function fullestRows({ site, lock }: Subject): ReadonlyMap<string, Row> {
  const { effectiveDate } = site.document;
  const stands = new Map<string, Stand[]>();
  for (const { allocations } of lock.tenants) {
    for (const allocation of allocations) {
      const { zone, from, to } = allocation;
      if (to >= effectiveDate)
        stands.set(zone, [...(stands.get(zone) ?? []), { from, to, rows: byRow(site, allocation) }]);
    }
  }
  const fullest = new Map<string, Row>();
  for (const [zone, here] of stands) {
    for (const on of new Set(here.map(({ from }) => later(from, effectiveDate)))) {
      const loads = new Map<number, number>();
      for (const { rows, ...period } of here) {
        if (!includes(period, on)) continue;
        for (const [row, watts] of rows) loads.set(row, (loads.get(row) ?? 0) + watts);
      }
      for (const [row, watts] of loads)
        if (watts > (fullest.get(zone)?.load.watts ?? 0))
          fullest.set(zone, { row, load: Power.watts(watts), on });
    }
  }
  return fullest;
}

interface Stand extends ClosedPeriod {
  /** In watts. */
  readonly rows: ReadonlyMap<number, number>;
}

function byRow(
  site: Site,
  { zone: name, positions, critical, racks }: Allocation,
): ReadonlyMap<number, number> {
  const zone = site.zone(name);
  const rows = new Map<number, number>();
  for (const position of readRanges(zone, positions) ?? []) {
    const row = rowOf(zone, position);
    rows.set(row, (rows.get(row) ?? 0) + critical.watts / racks);
  }
  return rows;
}
