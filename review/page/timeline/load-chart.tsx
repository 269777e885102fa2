/** @jsxRuntime automatic @jsxImportSource preact */
import { scaleLinear } from "d3-scale";
import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import { anchor } from "../places.ts";
import type { PlanSide } from "../sides.ts";
import { type Calendar, span } from "./calendar.ts";

const chart = { top: 16, bottom: 150, height: 168 } as const;

type DayPlan = SitePlanDocument["days"][number];

/** The site's load day by day against what the grid approved: mining below, AI on top of it. */
export function LoadChart({
  side: { side, label, plan },
  calendar,
  mostKilowatts,
}: {
  side: PlanSide;
  calendar: Calendar;
  mostKilowatts: number;
}) {
  const up = scaleLinear([0, mostKilowatts], [chart.bottom, chart.top]).nice(4);
  const y = (kilowatts: number) => Math.round(up(kilowatts) * 10) / 10;
  const title = anchor("load", side, "title");
  const steps = (of: (day: DayPlan) => number) => stepPath(plan.days, calendar, (day) => y(of(day)));
  const area = (of: (day: DayPlan) => number) => `${steps(of)}V${y(0)}H${span.left}Z`;
  const gross = ({ load }: DayPlan) => load.grossKilowatts;
  const mining = ({ load }: DayPlan) => load.miningKilowatts;
  const today = calendar.at(plan.day);
  return (
    <svg
      class="load-chart"
      viewBox={`0 0 ${span.width} ${chart.height}`}
      width={span.width * span.enlarged}
      height={chart.height * span.enlarged}
      role="img"
      aria-labelledby={title}
    >
      <title id={title}>
        {`Gross load of ${plan.site} by day against the load approval, from ${calendar.first} to ${calendar.last}${label === undefined ? "" : `, ${label}`}. The table below has the same numbers.`}
      </title>
      {up.ticks(4).map((kilowatts) => (
        <g class="tick">
          <path d={`M${span.left} ${y(kilowatts)}H${span.right}`} />
          <text x={span.left - 6} y={y(kilowatts) + 4} text-anchor="end">
            {`${kilowatts / 1000} MW`}
          </text>
        </g>
      ))}
      {calendar.ticks.map(({ x, text }) => (
        <g class="tick">
          <path d={`M${x} ${chart.bottom}v5`} />
          <text x={x + 3} y={chart.bottom + 13}>
            {text}
          </text>
        </g>
      ))}
      <path class="ai" d={area(gross)} />
      <path class="mining" d={area(mining)} />
      <path class="gross" d={steps(gross)} />
      <path class="approved" d={steps(({ approvedKilowatts }) => approvedKilowatts)} />
      <g class="today">
        <path d={`M${today} ${chart.top - 6}V${chart.bottom}`} />
        <text x={today + 3} y={chart.top - 6}>
          {plan.day}
        </text>
      </g>
    </svg>
  );
}

/** A line that holds each value until the next day that changes it. */
function stepPath(days: readonly DayPlan[], { first, at }: Calendar, y: (day: DayPlan) => number): string {
  const before = days.findLast(({ day }) => day <= first);
  const [start, ...rest] = [
    ...(before === undefined ? [] : [before]),
    ...days.filter(({ day }) => day > first),
  ];
  if (start === undefined) return "";
  const from = before === undefined ? at(start.day) : span.left;
  return `M${from} ${y(start)}${rest.map((day) => `H${at(day.day)}V${y(day)}`).join("")}H${span.right}`;
}
