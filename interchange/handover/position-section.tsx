/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { type Column, Table } from "../../review/page/table.tsx";
import type { HandOver } from "./hand-over.ts";

/** Where the racks stand, row by row, and what their nodes are called. */
export function PositionSection({ given: { rows, nodeNames } }: { given: HandOver }) {
  const withNodes = rows.some(({ nodes }) => nodes !== undefined);
  const withPhases = rows.some(({ firstPhases }) => firstPhases !== undefined);
  const columns: readonly Column[] = [
    "Zone",
    "Row",
    "Positions",
    { name: "Racks" },
    "Rack type",
    "Phase",
    { name: "Critical" },
    ...(withPhases ? ["First rack on"] : []),
    ...(withNodes ? [{ name: "Nodes" }, "First node", "Last node"] : []),
  ];
  return (
    <Section id="positions" title="Positions">
      <p class="legend">
        A position is written by row and place: r01p05 is the fifth of the first row, r01p01-p16 the first
        sixteen. It is one whole rack, with all of its height units (U): what stands at which U is the
        tenant's to say.
        {withPhases &&
          " Racks are connected between two phases, which take turns along a row: L1-L2, L2-L3, L3-L1."}
      </p>
      {withNodes && (
        <p class="legend">
          Nodes are called <span class="code">{nodeNames}</span>, where rack is the position and node its
          number in the rack: the first and the last of each row are below.
        </p>
      )}
      <Table caption="Positions by row" columns={columns}>
        {rows.map(({ zone, row, demand, positions, racks, rackType, critical, firstPhases, nodes }) => (
          <tr>
            <th scope="row">{zone}</th>
            <td>{row}</td>
            <td class="code">{positions.join(", ")}</td>
            <td class="right">{racks}</td>
            <td>{rackType}</td>
            <td>{demand}</td>
            <td class="right">{String(critical)}</td>
            {withPhases && <td>{firstPhases ?? "all three"}</td>}
            {withNodes && (
              <>
                <td class="right">{nodes?.count ?? 0}</td>
                <td class="code">{nodes?.first ?? "none"}</td>
                <td class="code">{nodes?.last ?? "none"}</td>
              </>
            )}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
