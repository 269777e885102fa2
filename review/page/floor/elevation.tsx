/** @jsxRuntime automatic @jsxImportSource preact */
import { scaleLinear } from "d3-scale";
import { shortened } from "../../../policies/report/shortened.ts";
import type { Fill } from "../fills.tsx";
import { anchor } from "../places.ts";
import { quantityText } from "../quantity.tsx";
import type { SideName } from "../sides.ts";
import type { Occupancy, Racks } from "./occupancy.ts";
import { alikeRows, type Run, runsOf } from "./runs.ts";

const rack = { width: 15, height: 46 } as const;
const left = 74;
const line = 74;

interface ElevationsProps {
  readonly side: SideName;
  readonly occupancy: Occupancy;
  /** Of a rack, the most of all that are drawn: all halls are drawn to one scale. */
  readonly mostKilowatts: number;
  readonly fills: ReadonlyMap<string, Fill>;
}

/**
 * Rows from the front: a rack is as high as it draws, since what it draws is all that a plan knows of its inside. Rows alike are
 * drawn once.
 */
export function Elevations({ side, occupancy, mostKilowatts, fills }: ElevationsProps) {
  const { zone, positions } = occupancy;
  const groups = alikeRows(runsOf(positions, zone.positionsPerRow), zone.rows).filter(
    ({ runs }) => runs.length > 0,
  );
  const height = scaleLinear([0, mostKilowatts], [0, rack.height]);
  const [across, down] = [left + zone.positionsPerRow * rack.width + 4, groups.length * line + 4];
  const title = anchor("elevation", side, zone.name, "title");
  return (
    <svg
      class="elevation"
      viewBox={`0 0 ${across} ${down}`}
      width={across}
      height={down}
      role="img"
      aria-labelledby={title}
    >
      <title id={title}>
        {`Rack elevations of ${zone.name}: ${groups.map(({ rows, runs }) => `${rowsText(rows)}: ${runs.map(({ value, length }) => `${length} of ${value.tenant}`).join(", ")}`).join("; ")}`}
      </title>
      {groups.map(({ rows, runs }, index) => (
        <g transform={`translate(0 ${index * line})`}>
          <text class="rows" x="0" y="52">
            {rowsText(rows)}
          </text>
          <path class="ground" d={`M${left} 56h${zone.positionsPerRow * rack.width}`} />
          {runs.map((run) => (
            <RackRun run={run} height={height(rackKilowatts(run.value))} fills={fills} />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** What one rack of an allocation draws. */
export function rackKilowatts({ allocation: { criticalKilowatts, racks } }: Racks): number {
  return racks > 0 ? criticalKilowatts / racks : 0;
}

function RackRun({
  run: { place, length, value },
  height,
  fills,
}: {
  run: Run<Racks>;
  height: number;
  fills: ReadonlyMap<string, Fill>;
}) {
  const x = left + place * rack.width;
  const bars = Array.from(
    { length },
    (_, index) => `M${x + index * rack.width + 1} 56v${-height.toFixed(1)}h${rack.width - 2}V56z`,
  ).join("");
  const room = Math.floor((length * rack.width) / 5.6);
  const text = `${value.tenant}: ${value.allocation.rackType}, ${quantityText(rackKilowatts(value), "kW")} kW`;
  return (
    <g class={`racks ${value.when}`}>
      <path d={bars} fill={fills.get(value.tenant)?.paint ?? "url(#fill-unknown)"} />
      {room >= 6 && (
        <text x={x + 1} y="66">
          {shortened(text, room)}
        </text>
      )}
    </g>
  );
}

function rowsText([first, last]: readonly [number, number]): string {
  const name = (row: number) => `r${String(row + 1).padStart(2, "0")}`;
  return first === last ? name(first) : `${name(first)} to ${name(last)}`;
}
