/** @jsxRuntime automatic @jsxImportSource preact */
import type { SecurityChanges } from "../../review.ts";
import { Section } from "../section.tsx";
import { Table } from "../table.tsx";

const effects = { more: "may do more", less: "may do less", other: "other" } as const;

/** What changes in what anybody may do. */
export function SecurityTables({ security: { items } }: { security: SecurityChanges }) {
  return (
    <Section id="security" title="Security">
      <Table
        caption="Permissions, isolation, images, secrets"
        columns={["Object", "Effect", "What", "About", "Whose", "Stack"]}
      >
        {items.map(({ object, effect, message, about, whose, stack }) => (
          <tr>
            <th scope="row" class="code">
              {object}
            </th>
            <td>
              <span class={`verdict ${effect}`}>{effects[effect]}</span>
            </td>
            <td>{message}</td>
            <td>{about}</td>
            <td>{whose}</td>
            <td class="code">{stack}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
