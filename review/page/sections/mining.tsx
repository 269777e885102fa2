/** @jsxRuntime automatic @jsxImportSource preact */

import { isChanged } from "../../changed.ts";
import type { MiningChanges } from "../../review.ts";
import { ChangeCells, Quantity, TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { changeColumns, Table } from "../table.tsx";
import { QuantityTable } from "./quantities.tsx";

/** What changes for those who mine, and for the grid that counts on them. */
export function MiningTables({ mining }: { mining: MiningChanges }) {
  const { site, zones, pools, obligations, unchanged } = mining;
  const otherAccounts = pools.filter((each) => each.otherAccounts);
  return (
    <Section id="mining" title="Mining">
      <QuantityTable caption="The site's mining" record="/review/mining/site" quantities={site} />
      <dl class="facts">
        {(isChanged(mining.margin) ? (["before", "after"] as const) : (["after"] as const)).map((side) => {
          const margin = mining.margin[side];
          return (
            margin !== undefined && (
              <div data-record={`/review/mining/margin/${side}`}>
                <dt>{`Least left beyond what is obliged, ${side}`}</dt>
                <dd>
                  <Quantity value={margin.kilowatts} as="MW" of="kilowatts" /> {`MW on ${margin.day}`}
                </dd>
              </div>
            )
          );
        })}
      </dl>
      {zones.length > 0 && (
        <Table
          caption="Mining zones"
          columns={[
            "Zone",
            "State",
            ...changeColumns("Hashrate", "PH/s"),
            ...changeColumns("Miners"),
            "Mines until",
          ]}
        >
          {zones.map((each, index) => (
            <tr data-record={`/review/mining/zones/${index}`}>
              <th scope="row">{each.zone}</th>
              <td>
                <TextChange change={each.state} />
              </td>
              <ChangeCells change={each.hashratePetahashes} as="PH/s" of="hashratePetahashes" />
              <ChangeCells change={each.miners} as="count" of="miners" />
              <td>
                <TextChange change={each.minesUntil} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      {pools.length > 0 && (
        <Table
          caption="Pools"
          columns={["Zone", "Group", "Pools in their order", ...changeColumns("Quota", "%")]}
        >
          {pools.map((each, index) => (
            <tr data-record={`/review/mining/pools/${index}`}>
              <th scope="row">{each.zone}</th>
              <td>{each.group}</td>
              <td class="code">
                <TextChange change={each.urls} />
              </td>
              <ChangeCells change={each.quotaPercent} as="%" of="quotaPercent" />
            </tr>
          ))}
        </Table>
      )}
      {otherAccounts.length > 0 && (
        <ul class="plain">
          {otherAccounts.map(({ zone, group }) => (
            <li>
              <strong>Other account</strong>
              {`: group ${group} of ${zone} pays an account that it did not pay before`}
            </li>
          ))}
        </ul>
      )}
      {obligations.length > 0 && (
        <Table
          caption="Obligations"
          columns={["Name", "Programme", ...changeColumns("Obliged", "MW"), "From", "To"]}
        >
          {obligations.map((each, index) => (
            <tr data-record={`/review/mining/obligations/${index}`}>
              <th scope="row">{each.name}</th>
              <td>{each.programme}</td>
              <ChangeCells change={each.obligationKilowatts} as="MW" of="obligationKilowatts" />
              <td>
                <TextChange change={each.from} />
              </td>
              <td>
                <TextChange change={each.to} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <p class="quiet">{`The same on both sides: ${unchanged.zones} mining zones.`}</p>
    </Section>
  );
}
