/** @jsxRuntime automatic @jsxImportSource preact */

import { isChanged } from "../../changed.ts";
import type { Amount, MoneyChanges } from "../../review.ts";
import { Quantity, QuantityCell, TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { Table } from "../table.tsx";

/** What changes in a year's earnings, as far as the figures behind them reach. */
export function MoneyTables({ money: { lines, unpriced, figures } }: { money: MoneyChanges }) {
  return (
    <Section id="money" title="Money">
      {lines.length > 0 && (
        <Table
          caption="A year as on the effective dates, $"
          columns={[
            "What",
            { name: "Before" },
            { name: "low to high" },
            { name: "After" },
            { name: "low to high" },
            "Verified",
          ]}
        >
          {lines.map(({ name, change }, index) => (
            <tr data-record={`/review/money/lines/${index}`}>
              <th scope="row">{name}</th>
              <AmountCells amount={change.before} of="change/before" />
              <AmountCells amount={change.after} of="change/after" />
              <td>{(change.after ?? change.before)?.verified ? "yes" : "no"}</td>
            </tr>
          ))}
        </Table>
      )}
      <dl class="facts">
        {((unpriced.before?.length ?? 0) > 0 || (unpriced.after?.length ?? 0) > 0) && (
          <div>
            <dt>Leases without a price, counted at the one assumed for what is not leased</dt>
            <dd>
              <TextChange change={unpriced} />
            </dd>
          </div>
        )}
        {(isChanged(figures) ? (["before", "after"] as const) : (["after"] as const)).map((side) => {
          const count = figures[side];
          return (
            count !== undefined && (
              <div data-record={`/review/money/figures/${side}`}>
                <dt>{`Figures behind it, ${side}`}</dt>
                <dd>
                  <Quantity value={count.unverified} as="count" of="unverified" /> of{" "}
                  <Quantity value={count.total} as="count" of="total" /> not verified
                </dd>
              </div>
            )
          );
        })}
      </dl>
    </Section>
  );
}

function AmountCells({ amount, of }: { amount: Amount | undefined; of: string }) {
  return (
    <>
      <QuantityCell value={amount?.base} as="$" of={`${of}/base`} />
      <td class="right">
        {amount !== undefined && (
          <>
            <Quantity value={amount.low} as="$" of={`${of}/low`} /> to{" "}
            <Quantity value={amount.high} as="$" of={`${of}/high`} />
          </>
        )}
      </td>
    </>
  );
}
