/** @jsxRuntime automatic @jsxImportSource preact */
import type { NetworkChanges } from "../../review.ts";
import { TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { Table } from "../table.tsx";

/** What changes in who reaches whom, and by which identifiers tenants are told apart. */
export function NetworkTables({ network: { identifiers, fabrics, paths } }: { network: NetworkChanges }) {
  return (
    <Section id="network" title="Network">
      {paths.length > 0 && (
        <Table
          caption="What may be reached"
          columns={["Path", "Change", "Direction", "Whose", "Object", "Stack"]}
        >
          {paths.map(({ change, path, direction, whose, object, stack }) => (
            <tr>
              <th scope="row">{path}</th>
              <td>
                <span class={`verdict ${change}`}>{change}</span>
              </td>
              <td>{direction}</td>
              <td>{whose}</td>
              <td class="code">{object}</td>
              <td class="code">{stack}</td>
            </tr>
          ))}
        </Table>
      )}
      {identifiers.length > 0 && (
        <Table caption="Identifiers" columns={["Tenant", "Fabric", "Identifier", "Value"]}>
          {identifiers.map(({ tenant, fabric, what, change }) => (
            <tr>
              <th scope="row">{tenant}</th>
              <td>{fabric}</td>
              <td>{what}</td>
              <td class="code">
                <TextChange change={change} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      {fabrics.length > 0 && (
        <dl class="facts">
          {fabrics.map(({ fabric, notes }) => (
            <div>
              <dt>{fabric}</dt>
              <dd>{notes.join("; ")}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
