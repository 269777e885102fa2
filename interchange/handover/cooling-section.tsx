/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { Table } from "../../review/page/table.tsx";
import type { HandOver } from "./hand-over.ts";

/** What removes the heat, by zone and medium. */
export function CoolingSection({ given: { cooling } }: { given: HandOver }) {
  return (
    <Section id="cooling" title="Cooling">
      <p class="legend">
        All critical load becomes heat. The last column is what the units remove with as many of them lost as
        their redundancy allows; other tenants of the zone have their part of it.
      </p>
      <Table
        caption="Cooling by medium"
        columns={[
          "Zone",
          "Medium",
          { name: "Heat of the tenant" },
          "Units",
          "Redundancy",
          { name: "Removed by the zone" },
        ]}
      >
        {cooling.map(({ zone, medium, heat, units, unit, redundancy, capacity }) => (
          <tr>
            <th scope="row">{zone}</th>
            <td>{medium}</td>
            <td class="right">{String(heat)}</td>
            <td class="code">{`${units} × ${unit}`}</td>
            <td>{redundancy}</td>
            <td class="right">{String(capacity)}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
