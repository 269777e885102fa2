/** @jsxRuntime automatic @jsxImportSource preact */
import { FindingLinks } from "../finding-links.tsx";
import { anchor, findingsByPlace, rowId } from "../places.ts";
import { Quantity, QuantityCell } from "../quantity.tsx";
import type { Pictured, PlanSide } from "../sides.ts";
import { Table } from "../table.tsx";
import { rackKilowatts } from "./elevation.tsx";
import type { DrawnSide } from "./hall.tsx";

/** The racks of the floor plans as rows. Of the earlier side, those of the halls alone that differ. */
export function RackTable({
  side: { side, label, plan, halls },
  only,
}: {
  side: DrawnSide;
  only: ReadonlySet<string> | undefined;
}) {
  const shown = [...halls.values()]
    .filter(({ zone }) => only === undefined || only.has(zone.name))
    .flatMap(({ racks }) => racks);
  if (shown.length === 0) return null;
  return (
    <details class="numbers">
      <summary>{`Racks by tenant and hall${label === undefined ? "" : `: ${label}`}`}</summary>
      <Table
        caption={`Racks on ${plan.day} and later${label === undefined ? "" : `, ${label}`}`}
        columns={[
          "Tenant",
          "Demand",
          "Hall",
          "Positions",
          "Rack type",
          { name: "Racks" },
          { name: "A rack", unit: "kW" },
          { name: "Critical", unit: "MW" },
          "From",
          "To",
        ]}
      >
        {shown.map((racks) => {
          const { demand, zone, positions, rackType, from, to, criticalKilowatts } = racks.allocation;
          return (
            <tr
              id={anchor("racks", side, racks.record)}
              data-place={`tenants/${racks.tenant}`}
              data-record={`/${side}/${racks.record}`}
            >
              <th scope="row">{racks.tenant}</th>
              <td>{racks.when === "held" ? `${demand} (held)` : demand}</td>
              <td>{zone}</td>
              <td class="code">{positions.join(" ")}</td>
              <td>{rackType}</td>
              <QuantityCell value={racks.allocation.racks} as="count" of="racks" />
              <QuantityCell value={rackKilowatts(racks)} as="kW" />
              <QuantityCell value={criticalKilowatts} as="MW" of="criticalKilowatts" />
              <td>{from}</td>
              <td>{to}</td>
            </tr>
          );
        })}
      </Table>
    </details>
  );
}

/** What each zone is, in words and numbers: also those without a floor, which mine. */
export function ZoneTable({ side: { side, plan }, pictured }: { side: PlanSide; pictured: Pictured }) {
  const findings = findingsByPlace(pictured);
  return (
    <details class="numbers">
      <summary>All zones</summary>
      <Table
        caption={`Zones on ${plan.day}`}
        columns={[
          "Zone",
          "State",
          "Since",
          "Next",
          { name: "Gross", unit: "MW" },
          { name: "Critical", unit: "MW" },
          { name: "Racks" },
          { name: "Positions" },
          { name: "Miners" },
          { name: "Hashrate", unit: "PH/s" },
          "Cooling, air and liquid",
          "Findings",
        ]}
      >
        {plan.zones.map((zone, index) => (
          <tr id={`${rowId(side, `zones/${zone.name}`)}-floor`} data-record={`/${side}/zones/${index}`}>
            <th scope="row">{zone.name}</th>
            <td>{zone.state}</td>
            <td>{zone.since}</td>
            <td>{zone.next === undefined ? "" : `${zone.next.state} from ${zone.next.from}`}</td>
            <QuantityCell value={zone.grossKilowatts} as="MW" of="grossKilowatts" />
            <QuantityCell value={zone.criticalKilowatts} as="MW" of="criticalKilowatts" />
            <QuantityCell value={zone.racks} as="count" of="racks" />
            <QuantityCell value={zone.positions} as="count" of="positions" />
            <QuantityCell value={zone.miners} as="count" of="miners" />
            <QuantityCell value={zone.hashratePetahashes} as="PH/s" of="hashratePetahashes" />
            <td>
              {zone.cooling !== undefined && (
                <>
                  <Quantity value={zone.cooling.airKilowatts} as="MW" of="cooling/airKilowatts" /> and{" "}
                  <Quantity value={zone.cooling.liquidKilowatts} as="MW" of="cooling/liquidKilowatts" /> MW
                </>
              )}
            </td>
            <td>
              <FindingLinks findings={findings.get(`zones/${zone.name}`)} />
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}
