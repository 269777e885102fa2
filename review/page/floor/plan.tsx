/** @jsxRuntime automatic @jsxImportSource preact */

import { shortened } from "../../../policies/report/shortened.ts";
import type { Fill } from "../fills.tsx";
import { Mark } from "../mark.tsx";
import { Picture } from "../picture.tsx";
import { anchor } from "../places.ts";
import { quantityText } from "../quantity.tsx";
import type { SideName } from "../sides.ts";
import { silent } from "../silent.ts";
import type { Occupancy, Racks } from "./occupancy.ts";
import { type Run, runsOf } from "./runs.ts";

/** Of one position, in units of the picture, with the aisle below each row. */
const cell = { width: 15, height: 20, aisle: 7 } as const;
const left = 28;
const top = 14;

interface FloorPlanProps {
  readonly side: SideName;
  readonly occupancy: Occupancy;
  /** By position: whether it differs on the other side. */
  readonly changed: readonly boolean[];
  readonly fills: ReadonlyMap<string, Fill>;
  readonly findings: number;
}

/**
 * A hall from above: rows of positions, the racks of each tenant in its fill. Racks of one allocation are one path, however many:
 * a hall of two hundred racks is some ten elements.
 */
export function FloorPlan({ side, occupancy, changed, fills, findings }: FloorPlanProps) {
  const { zone, positions, racks } = occupancy;
  const width = left + zone.positionsPerRow * cell.width + 6;
  const height = top + zone.rows * (cell.height + cell.aisle);
  const title = anchor("floor", side, zone.name, "title");
  const runs = runsOf(positions, zone.positionsPerRow);
  const different = runsOf(
    changed.map((differs) => differs || undefined),
    zone.positionsPerRow,
  );
  return (
    <Picture kind="floor" width={width} height={height} labelledBy={title}>
      <title
        id={title}
      >{`Floor of ${zone.name}: ${zone.rows} rows of ${zone.positionsPerRow} positions`}</title>
      <path class="free" d={outlines(wholeRows(zone.rows, zone.positionsPerRow))} />
      {racks.map((each) => (
        <Allocated side={side} racks={each} runs={runs.filter(({ value }) => value === each)} fills={fills} />
      ))}
      <path class="gaps" d={gaps(zone.rows, zone.positionsPerRow)} />
      {labelled(runs).map((run) => (
        <RunLabel run={run} fills={fills} />
      ))}
      {different.length > 0 && <path class="differs" d={outlines(different)} />}
      <Scales rows={zone.rows} perRow={zone.positionsPerRow} />
      {findings > 0 && <Mark x={width - 10} y={10} count={findings} />}
    </Picture>
  );
}

interface AllocatedProps {
  readonly side: SideName;
  readonly racks: Racks;
  readonly runs: readonly Run<Racks>[];
  readonly fills: ReadonlyMap<string, Fill>;
}

function Allocated({ side, racks, runs, fills }: AllocatedProps) {
  if (runs.length === 0) return null;
  const row = anchor("racks", side, racks.record);
  return (
    <a
      href={`#${row}`}
      data-row={row}
      data-place={`tenants/${racks.tenant}`}
      class={`racks ${racks.when}`}
      aria-label={spoken(racks)}
    >
      <title>{spoken(racks)}</title>
      <path d={outlines(runs)} fill={fills.get(racks.tenant)?.paint ?? "url(#fill-unknown)"} />
    </a>
  );
}

function spoken({ tenant, allocation, when }: Racks): string {
  const { racks, rackType, criticalKilowatts, positions, from, to, demand } = allocation;
  return `${tenant}, ${demand}: ${racks} × ${rackType}, ${quantityText(criticalKilowatts, "MW")} MW critical, at ${positions.join(", ")}, ${{ now: `until ${to}`, later: `from ${from} to ${to}`, held: `held from ${from} to ${to}` }[when]}`;
}

/** One label where a block of rows begins, as far as a name or at least a number fits. */
function labelled(runs: readonly Run<Racks>[]): readonly Run<Racks>[] {
  return runs.filter(
    (run) =>
      !runs.some(
        ({ row, place, value }) =>
          row === run.row - 1 &&
          value === run.value &&
          place < run.place + run.length &&
          place + 1 > run.place,
      ),
  );
}

function RunLabel({
  run: { row, place, length, value },
  fills,
}: {
  run: Run<Racks>;
  fills: ReadonlyMap<string, Fill>;
}) {
  const room = Math.floor((length * cell.width - 8) / 6);
  const number = String(fills.get(value.tenant)?.number ?? "?");
  const later = { now: "", later: ` from ${value.allocation.from}`, held: " (held)" }[value.when];
  const full = `${value.tenant}${later}`;
  const text =
    room >= full.length
      ? full
      : room >= 6
        ? shortened(value.tenant, room)
        : number.length <= room
          ? number
          : undefined;
  if (text === undefined) return null;
  const [x, y] = [left + place * cell.width + 3, top + row * (cell.height + cell.aisle) + 4];
  return (
    <g class="tag" {...silent}>
      <rect x={x} y={y} width={[...text].length * 6 + 5} height="12" rx="2" />
      <text x={x + 2.5} y={y + 9.5}>
        {text}
      </text>
    </g>
  );
}

function Scales({ rows, perRow }: { rows: number; perRow: number }) {
  const every = rows > 30 ? 5 : 1;
  return (
    <g class="scales" {...silent}>
      {Array.from({ length: rows }, (_, row) => row)
        .filter((row) => row % every === 0)
        .map((row) => (
          <text x={left - 4} y={top + row * (cell.height + cell.aisle) + 14} text-anchor="end">
            {`r${String(row + 1).padStart(2, "0")}`}
          </text>
        ))}
      {Array.from({ length: perRow }, (_, place) => place)
        .filter((place) => place === 0 || (place + 1) % 5 === 0)
        .map((place) => (
          <text x={left + (place + 0.5) * cell.width} y={top - 4} text-anchor="middle">
            {place + 1}
          </text>
        ))}
    </g>
  );
}

function wholeRows(rows: number, length: number): Run<true>[] {
  return Array.from({ length: rows }, (_, row) => ({ row, place: 0, length, value: true }));
}

function outlines(runs: readonly Run<unknown>[]): string {
  return runs
    .map(({ row, place, length }) => {
      const [x, y] = [left + place * cell.width, top + row * (cell.height + cell.aisle)];
      return `M${x} ${y}h${length * cell.width}v${cell.height}h${-length * cell.width}z`;
    })
    .join("");
}

/** The lines between racks. */
function gaps(rows: number, perRow: number): string {
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let place = 1; place < perRow; place += 1)
      lines.push(`M${left + place * cell.width} ${top + row * (cell.height + cell.aisle)}v${cell.height}`);
  return lines.join("");
}
