/** @jsxRuntime automatic @jsxImportSource preact */
import type { CapacityChanges } from "../../review.ts";
import { ChangeCells, QuantityCell, TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { changeColumns, Table } from "../table.tsx";

/** What changes in who has which racks. */
export function CapacityTables({
  capacity: { tenants, zones, phases, unchanged },
}: {
  capacity: CapacityChanges;
}) {
  return (
    <Section id="capacity" title="Capacity and placement">
      {tenants.length > 0 && (
        <Table
          caption="Tenants"
          columns={[
            "Tenant",
            "Change",
            "Offering",
            ...changeColumns("Racks"),
            ...changeColumns("Critical", "MW"),
            "Zones",
            "From",
            "To",
            { name: "Racks moved" },
          ]}
        >
          {tenants.map((each, index) => (
            <tr data-record={`/review/capacity/tenants/${index}`}>
              <th scope="row">{each.title === undefined ? each.tenant : `${each.title} (${each.tenant})`}</th>
              <td>{each.what}</td>
              <td>
                <TextChange change={each.offering} />
              </td>
              <ChangeCells change={each.racks} as="count" of="racks" />
              <ChangeCells change={each.criticalKilowatts} as="MW" of="criticalKilowatts" />
              <td>
                <TextChange change={each.zones} />
              </td>
              <td class="day">
                <TextChange change={each.from} />
              </td>
              <td class="day">
                <TextChange change={each.to} />
              </td>
              <QuantityCell value={each.movedRacks} as="count" of="movedRacks" />
            </tr>
          ))}
        </Table>
      )}
      <TenantNotes tenants={tenants} />
      {zones.length > 0 && (
        <Table
          caption="Zones"
          columns={[
            "Zone",
            ...changeColumns("Racks"),
            ...changeColumns("Positions"),
            ...changeColumns("AI capacity", "MW"),
          ]}
        >
          {zones.map((each, index) => (
            <tr data-record={`/review/capacity/zones/${index}`}>
              <th scope="row">{each.zone}</th>
              <ChangeCells change={each.racks} as="count" of="racks" />
              <ChangeCells change={each.positions} as="count" of="positions" />
              <ChangeCells change={each.aiCapacityKilowatts} as="MW" of="aiCapacityKilowatts" />
            </tr>
          ))}
        </Table>
      )}
      {phases.length > 0 && (
        <Table caption="Conversion: states on other days" columns={["Zone", "State", "From"]}>
          {phases.map(({ zone, state, from }) => (
            <tr>
              <th scope="row">{zone}</th>
              <td>{state}</td>
              <td>
                <TextChange change={from} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <p class="quiet">{`The same on both sides: ${unchanged.tenants} tenants, ${unchanged.zones} zones.`}</p>
    </Section>
  );
}

/** Sentences, for which no column of a table is wide enough. */
function TenantNotes({ tenants }: Pick<CapacityChanges, "tenants">) {
  const notes = tenants.flatMap(({ tenant, notes }) => notes.map((note) => ({ tenant, note })));
  if (notes.length === 0) return null;
  return (
    <ul>
      {notes.map(({ tenant, note }) => (
        <li>
          <strong>{tenant}</strong>: {note}
        </li>
      ))}
    </ul>
  );
}
