/** @jsxRuntime automatic @jsxImportSource preact */
import type { Fill } from "../fills.tsx";
import { anchor } from "../places.ts";
import { Quantity, QuantityCell } from "../quantity.tsx";
import { Scroll } from "../scroll.tsx";
import { Section, SideBySide, Unchanged } from "../section.tsx";
import { latest, type Pictured, type PlanSide, splitByChange } from "../sides.ts";
import { Table } from "../table.tsx";
import { calendarOf } from "./calendar.ts";
import { LoadChart } from "./load-chart.tsx";
import { leasesIn } from "./states.ts";
import { ZoneTimeline } from "./zones.tsx";

/** How zones change sides, who is in them until when, and what the site then draws. */
export function TimelineSection({
  pictured,
  fills,
}: {
  pictured: Pictured;
  fills: ReadonlyMap<string, Fill>;
}) {
  const now = latest(pictured);
  if (now === undefined) return null;
  const calendar = calendarOf(pictured.sides.map(({ plan }) => plan));
  const mostKilowatts = Math.max(
    ...pictured.sides.flatMap(({ plan }) =>
      plan.days.flatMap(({ load, approvedKilowatts }) => [load.grossKilowatts, approvedKilowatts]),
    ),
    1,
  );
  const { changed, same } = splitByChange(
    pictured,
    ({ zones }) => zones,
    ({ name }) => name,
    ({ name, states }, plan) => [states, leasesIn(plan, name)],
  );
  const load = splitByChange(
    pictured,
    ({ days }) => [days],
    () => "load",
    (days) =>
      days.map(({ day, load, approvedKilowatts }) => [
        day,
        load.grossKilowatts,
        load.miningKilowatts,
        approvedKilowatts,
      ]),
  );
  const chart = (side: PlanSide) => (
    <LoadChart side={side} calendar={calendar} mostKilowatts={mostKilowatts} />
  );
  const zones = (side: PlanSide, names: ReadonlySet<string>, part: string) => (
    <ZoneTimeline side={side} zones={[...names]} calendar={calendar} fills={fills} part={part} />
  );
  return (
    <Section id="timeline" title="Timeline">
      <ul class="legend">
        <li>
          <Swatch of="ai" />
          AI, gross
        </li>
        <li>
          <Swatch of="mining" />
          mining, gross
        </li>
        <li>
          <svg width="30" height="12" aria-hidden="true">
            <path class="approved" d="M0 6H30" />
          </svg>
          load approval
        </li>
        <li>
          <svg width="12" height="12" aria-hidden="true">
            <path class="today" d="M6 0V12" />
          </svg>
          effective date
        </li>
      </ul>
      {load.changed.size > 0 ? (
        <SideBySide pictured={pictured} draw={chart} />
      ) : (
        <Unchanged what="load and approval on every day">
          {() => <Scroll label="Load by day">{chart(now)}</Scroll>}
        </Unchanged>
      )}
      {changed.size > 0 && (
        <SideBySide pictured={pictured} draw={(side) => zones(side, changed, "changed")} />
      )}
      {pictured.compares && same.size > 0 && (
        <Unchanged what={`states and leases of ${same.size} of ${same.size + changed.size} zones`}>
          {() => <Scroll label="Zones that are the same">{zones(now, same, "same")}</Scroll>}
        </Unchanged>
      )}
      <DayTable side={now} />
      <StateTable side={now} />
    </Section>
  );
}

function Swatch({ of }: { of: string }) {
  return (
    <svg width="30" height="12" aria-hidden="true" class="load-chart">
      <rect class={of} width="30" height="12" />
    </svg>
  );
}

function DayTable({ side: { side, plan } }: { side: PlanSide }) {
  return (
    <details class="numbers">
      <summary>Load on every day on which something changes</summary>
      <Table
        caption="Load by day"
        columns={[
          "From",
          { name: "Gross", unit: "MW" },
          { name: "Mining", unit: "MW" },
          { name: "Critical", unit: "MW" },
          { name: "Approved", unit: "MW" },
          { name: "Obliged", unit: "MW" },
          "Tightest element",
        ]}
      >
        {plan.days.map(({ day, load, approvedKilowatts, obligationKilowatts, tightest }, index) => (
          <tr id={anchor("day", side, day)} data-record={`/${side}/days/${index}`}>
            <th scope="row">{day}</th>
            <QuantityCell value={load.grossKilowatts} as="MW" of="load/grossKilowatts" />
            <QuantityCell value={load.miningKilowatts} as="MW" of="load/miningKilowatts" />
            <QuantityCell value={load.criticalKilowatts} as="MW" of="load/criticalKilowatts" />
            <QuantityCell value={approvedKilowatts} as="MW" of="approvedKilowatts" />
            <QuantityCell value={obligationKilowatts} as="MW" of="obligationKilowatts" />
            <td>
              {tightest && (
                <>
                  {`${tightest.at} keeps `}
                  <Quantity value={tightest.headroomKilowatts} as="MW" of="tightest/headroomKilowatts" />
                  {` MW, ${tightest.scenario}`}
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}

function StateTable({ side: { plan } }: { side: PlanSide }) {
  return (
    <details class="numbers">
      <summary>States and leases of each zone</summary>
      <Table caption="States and leases by zone" columns={["Zone", "States", "Leases"]}>
        {plan.zones.map(({ name, states }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{states.map(({ state, from }) => `${state} from ${from}`).join("; ")}</td>
            <td>
              {leasesIn(plan, name)
                .map(({ tenant, racks, from, to }) => `${tenant}: ${racks} racks from ${from} to ${to}`)
                .join("; ")}
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}
