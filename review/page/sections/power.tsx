/** @jsxRuntime automatic @jsxImportSource preact */

import { isChanged } from "../../changed.ts";
import type { Change, PowerChanges } from "../../review.ts";
import { ChangeCells, Quantity, TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { changeColumns, Table } from "../table.tsx";
import { QuantityTable } from "./quantities.tsx";

/** What changes for a power engineer. */
export function PowerTables({ power }: { power: PowerChanges }) {
  const { site, zones, nodes, interconnects, later } = power;
  const { before, after } = power.tightest;
  return (
    <Section id="power" title="Power">
      {(before !== undefined || after !== undefined) && (
        <dl class="facts">
          {(isChanged(power.tightest) ? (["before", "after"] as const) : (["after"] as const)).map((side) => {
            const found = power.tightest[side];
            return (
              found !== undefined && (
                <div data-record={`/review/power/tightest/${side}`}>
                  <dt>{`Tightest element on any day, ${side}`}</dt>
                  <dd>
                    {`${found.at} on ${found.day} keeps `}
                    <Quantity value={found.headroomKilowatts} as="MW" of="headroomKilowatts" /> of{" "}
                    <Quantity value={found.capacityKilowatts} as="MW" of="capacityKilowatts" />
                    {` MW, ${found.scenario}`}
                  </dd>
                </div>
              )
            );
          })}
        </dl>
      )}
      <QuantityTable caption="The site" record="/review/power/site" quantities={site} />
      {interconnects.length > 0 && (
        <Table
          caption="Interconnects, MW"
          columns={[
            "Interconnect",
            ...changeColumns("Approved"),
            ...changeColumns("Gross"),
            ...changeColumns("Headroom"),
          ]}
        >
          {interconnects.map((each, index) => (
            <tr data-record={`/review/power/interconnects/${index}`}>
              <th scope="row">{each.interconnect}</th>
              <ChangeCells change={each.approvedKilowatts} as="MW" of="approvedKilowatts" />
              <ChangeCells change={each.grossKilowatts} as="MW" of="grossKilowatts" />
              <ChangeCells change={each.headroomKilowatts} as="MW" of="headroomKilowatts" />
            </tr>
          ))}
        </Table>
      )}
      {nodes.length > 0 && (
        <Table
          caption="Elements, MW"
          columns={[
            "Element",
            ...changeColumns("Load"),
            ...changeColumns("Worst load"),
            "Worst with",
            ...changeColumns("Capacity"),
            ...changeColumns("Headroom"),
            "Least headroom ahead",
          ]}
        >
          {nodes.map((each, index) => (
            <tr data-record={`/review/power/nodes/${index}`}>
              <th scope="row">{each.node}</th>
              <ChangeCells change={each.loadKilowatts} as="MW" of="loadKilowatts" />
              <ChangeCells change={each.worstLoadKilowatts} as="MW" of="worstLoadKilowatts" />
              <td>
                <TextChange change={each.worstScenario} />
              </td>
              <ChangeCells change={each.capacityKilowatts} as="MW" of="capacityKilowatts" />
              <ChangeCells change={each.headroomKilowatts} as="MW" of="headroomKilowatts" />
              <PeakCell peak={each.peak} of="headroomKilowatts" />
            </tr>
          ))}
        </Table>
      )}
      {zones.length > 0 && (
        <Table
          caption="Zones, MW"
          columns={[
            "Zone",
            "State",
            ...changeColumns("Gross"),
            ...changeColumns("Critical"),
            "Most ahead, gross",
          ]}
        >
          {zones.map((each, index) => (
            <tr data-record={`/review/power/zones/${index}`}>
              <th scope="row">{each.zone}</th>
              <td>
                <TextChange change={each.state} />
              </td>
              <ChangeCells change={each.grossKilowatts} as="MW" of="grossKilowatts" />
              <ChangeCells change={each.criticalKilowatts} as="MW" of="criticalKilowatts" />
              <PeakCell peak={each.peak} of="grossKilowatts" />
            </tr>
          ))}
        </Table>
      )}
      {later.length > 0 && (
        <Table
          caption="Later days that differ, MW"
          columns={[
            "From",
            ...changeColumns("Gross"),
            ...changeColumns("Critical"),
            ...changeColumns("Mining"),
            ...changeColumns("Approved"),
          ]}
        >
          {later.map((each, index) => (
            <tr data-record={`/review/power/later/${index}`}>
              <th scope="row">{each.day}</th>
              <ChangeCells change={each.grossKilowatts} as="MW" of="grossKilowatts" />
              <ChangeCells change={each.criticalKilowatts} as="MW" of="criticalKilowatts" />
              <ChangeCells change={each.miningKilowatts} as="MW" of="miningKilowatts" />
              <ChangeCells change={each.approvedKilowatts} as="MW" of="approvedKilowatts" />
            </tr>
          ))}
        </Table>
      )}
      <p class="quiet">{`The same on both sides: ${power.unchanged.zones} zones, ${power.unchanged.nodes} elements.`}</p>
    </Section>
  );
}

/** A number of the day ahead on which it is at its worst. One that is the same on both sides is not in the review. */
function PeakCell<K extends string>({
  peak = {},
  of,
}: {
  peak: Change<{ readonly day: string } & { readonly [key in K]: number }> | undefined;
  of: K;
}) {
  const sides = (["before", "after"] as const).flatMap((side) => {
    const found = peak[side];
    return found === undefined ? [] : [{ side, found }];
  });
  if (sides.length === 0) return <td class="none">–</td>;
  return (
    <td class="day">
      {sides.map(({ side, found }, index) => (
        <>
          {index > 0 && " → "}
          <Quantity value={found[of]} as="MW" of={`peak/${side}/${of}`} /> on {found.day}
        </>
      ))}
    </td>
  );
}
