/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { Table } from "../../review/page/table.tsx";
import { Fact } from "./fact.tsx";
import type { HandOver } from "./hand-over.ts";

/** What the tenant is on the network: identifiers and prefixes that nobody else has, and its namespaces where it has any. */
export function AddressSection({ given: { addresses, tenant } }: { given: HandOver }) {
  const { namespaces, groups } = tenant;
  return (
    <Section id="addresses" title="Addresses">
      {addresses.length === 0 ? (
        <p>
          The tenant is on no fabric of the site's: it brings its network, and has no addresses from the site.
        </p>
      ) : (
        <Table
          caption="Fabrics"
          columns={["Fabric", "Kind", "VRF", "VNI", "ASN", "P_Key", "Prefixes", { name: "Addresses" }]}
        >
          {addresses.map(({ fabric, kind, vrf, vni, asn, partitionKey, prefixes }) => (
            <tr>
              <th scope="row">{fabric}</th>
              <td>{kind}</td>
              <td class="code">{vrf}</td>
              <td class="code">{vni}</td>
              <td class="code">{asn}</td>
              <td class="code">{partitionKey ?? "none"}</td>
              <td class="code">{prefixes.map(({ prefix }) => prefix).join(", ")}</td>
              <td class="right">
                {prefixes.reduce((all, each) => all + each.addresses, 0).toLocaleString("en-US")}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {namespaces.length > 0 && (
        <dl class="facts">
          <Fact name="Namespaces">{namespaces.join(", ")}</Fact>
          {(["admins", "users", "viewers"] as const).map((level) => (
            <Fact name={`Groups: ${level}`}>{groups[level].join(", ") || "none"}</Fact>
          ))}
        </dl>
      )}
    </Section>
  );
}
