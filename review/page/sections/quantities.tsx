/** @jsxRuntime automatic @jsxImportSource preact */
import type { Quantity } from "../../review.ts";
import { ChangeCells, type Shown } from "../quantity.tsx";
import { changeColumns, Table } from "../table.tsx";

const shown: Readonly<Record<Quantity["unit"], { readonly as: Shown; readonly unit: string }>> = {
  kW: { as: "MW", unit: "MW" },
  "PH/s": { as: "PH/s", unit: "PH/s" },
  miners: { as: "count", unit: "miners" },
  racks: { as: "count", unit: "racks" },
  figures: { as: "count", unit: "figures" },
};

interface QuantityTableProps {
  readonly caption: string;
  /** Where they stand in the page's data. */
  readonly record: string;
  readonly quantities: readonly Quantity[];
}

/** Named numbers before and after, each with its unit. */
export function QuantityTable({ caption, record, quantities }: QuantityTableProps) {
  if (quantities.length === 0) return null;
  return (
    <Table caption={caption} columns={["What", "Unit", ...changeColumns("Value")]}>
      {quantities.map(({ name, unit, change }, index) => (
        <tr data-record={`${record}/${index}`}>
          <th scope="row">{name}</th>
          <td>{shown[unit].unit}</td>
          <ChangeCells change={change} as={shown[unit].as} of="change" />
        </tr>
      ))}
    </Table>
  );
}
