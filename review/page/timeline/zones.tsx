/** @jsxRuntime automatic @jsxImportSource preact */

import { shortened } from "../../../policies/report/shortened.ts";
import type { Fill } from "../fills.tsx";
import { anchor } from "../places.ts";
import type { PlanSide } from "../sides.ts";
import { type Calendar, span } from "./calendar.ts";
import { type LeaseBar, lanesOf, leasesIn, type Phase, phasesOf } from "./states.ts";

const band = 17;
const lane = 13;

interface ZoneTimelineProps {
  readonly side: PlanSide;
  readonly zones: readonly string[];
  readonly calendar: Calendar;
  readonly fills: ReadonlyMap<string, Fill>;
  readonly part: string;
}

/** Zones by their states over time, and below each the racks that it holds. */
export function ZoneTimeline({
  side: { side, label, plan },
  zones,
  calendar,
  fills,
  part,
}: ZoneTimelineProps) {
  const shown = plan.zones.filter(({ name }) => zones.includes(name));
  let height = 18;
  const rows = shown.map((zone) => {
    const lanes = lanesOf(leasesIn(plan, zone.name).filter(({ to }) => to >= calendar.first));
    const top = height;
    height += band + lanes.length * lane + 7;
    return { zone, lanes, top };
  });
  const title = anchor("timeline", side, part, "title");
  const today = calendar.at(plan.day);
  return (
    <svg
      class="timeline"
      viewBox={`0 0 ${span.width} ${height + 4}`}
      width={span.width * span.enlarged}
      height={(height + 4) * span.enlarged}
      role="img"
      aria-labelledby={title}
    >
      <title id={title}>
        {`States of ${shown.length} zones and the leases in them, from ${calendar.first} to ${calendar.last}${label === undefined ? "" : `, ${label}`}. The table below has the same days.`}
      </title>
      {calendar.ticks.map(({ x, text }) => (
        <g class="tick">
          <path d={`M${x} 14V${height}`} />
          <text x={x + 3} y="10">
            {text}
          </text>
        </g>
      ))}
      {rows.map(({ zone, lanes, top }) => (
        <g transform={`translate(0 ${top})`}>
          <text class="zone-name" x="4" y="12.5">
            {shortened(zone.name, 19)}
          </text>
          {phasesOf(zone, calendar.first).map((phase) => (
            <PhaseBand phase={phase} calendar={calendar} />
          ))}
          {lanes.map((bars, index) =>
            bars.map((bar) => (
              <Lease bar={bar} y={band + 1 + index * lane} calendar={calendar} fills={fills} />
            )),
          )}
        </g>
      ))}
      <g class="today">
        <path d={`M${today} 12V${height}`} />
        <text x={today + 3} y={height + 3}>
          {plan.day}
        </text>
      </g>
    </svg>
  );
}

function PhaseBand({ phase: { state, from, until }, calendar }: { phase: Phase; calendar: Calendar }) {
  const [start, end] = [calendar.at(from), calendar.at(until ?? calendar.last)];
  const room = Math.floor((end - start - 6) / 6);
  return (
    <g>
      <title>{`${state} from ${from}${until === undefined ? "" : ` until ${until}`}`}</title>
      <rect
        class={`state ${state.replaceAll(" ", "-")}`}
        x={start}
        width={Math.max(end - start, 1)}
        height={band}
      />
      {room >= state.length && (
        <text x={start + 4} y="12.5" class={`state ${state.replaceAll(" ", "-")}`}>
          {state}
        </text>
      )}
    </g>
  );
}

function Lease({
  bar: { tenant, racks, from, to },
  y,
  calendar,
  fills,
}: {
  bar: LeaseBar;
  y: number;
  calendar: Calendar;
  fills: ReadonlyMap<string, Fill>;
}) {
  const [start, end] = [calendar.at(from), calendar.at(to)];
  const full = `${tenant}, ${racks} racks${to > calendar.last ? ` → ${to}` : ""}`;
  const room = Math.floor((end - start - 8) / 5.7);
  const text = room >= 6 ? shortened(full, room) : undefined;
  return (
    <g class="lease">
      <title>{`${tenant}: ${racks} racks from ${from} to ${to}`}</title>
      <rect
        x={start}
        y={y}
        width={Math.max(end - start, 1)}
        height={lane - 2}
        fill={fills.get(tenant)?.paint ?? "url(#fill-unknown)"}
      />
      {text !== undefined && (
        <g class="tag">
          <rect x={start + 2} y={y + 1} width={[...text].length * 5.7 + 4} height={lane - 4} />
          <text x={start + 4} y={y + 9}>
            {text}
          </text>
        </g>
      )}
    </g>
  );
}
