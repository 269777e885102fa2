/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { Table } from "../../review/page/table.tsx";
import type { HandOver } from "./hand-over.ts";

/** Whom to call: companies as the documents name them, people to be written in. */
export function ContactSection({ given: { companies } }: { given: HandOver }) {
  const contacts = [
    ["Operations, day and night", companies.operator],
    ["Electrical", companies.operator],
    ["Cooling", companies.operator],
    ["Network", companies.operator],
    ["Access and safety", companies.operator],
    ["Substation", companies.substationOwners || companies.operator],
    ["Grid", companies.gridOperators],
    ["Tenant, day and night", companies.tenant],
    ["Tenant, on site", companies.tenant],
  ] as const;
  return (
    <Section id="contacts" title="Contacts">
      <p class="legend">
        The site's documents name companies and hold no person's data: write names, telephones and addresses
        in by hand, or where your directory keeps them.
      </p>
      <Table
        caption="To be filled in"
        columns={["For", "Company", "Name", "Telephone", "E-mail or reference"]}
      >
        {contacts.map(([what, company]) => (
          <tr>
            <th scope="row">{what}</th>
            <td>{company}</td>
            <td class="fill" />
            <td class="fill" />
            <td class="fill" />
          </tr>
        ))}
      </Table>
    </Section>
  );
}

/** What nobody should look for here. */
export function NotInIt({ given: { power, addresses } }: { given: HandOver }) {
  const withoutFeeds = power.filter(({ rackFeeds }) => rackFeeds === undefined).map(({ zone }) => zone);
  return (
    <Section id="not-in-it" title="Not in it">
      <ul class="not">
        <li>Prices and terms of payment, which stand in the lease.</li>
        <li>
          Passwords, keys and certificates: they are handed over by other means, and no document of the site
          has them.
        </li>
        <li>
          Other tenants, and the mining on the site, though they may share transformers and cooling units.
        </li>
        <li>
          Single breakers and whips by number: the documents state what each position has, not what each is
          labelled.
        </li>
        {withoutFeeds.length > 0 && (
          <li>{`Feeds of racks in ${withoutFeeds.join(", ")}: the documents do not state them.`}</li>
        )}
        <li>What stands at which height unit (U) of a rack.</li>
        {addresses.length > 0 && (
          <li>Cables and ports of switches: they are in the documents of each fabric.</li>
        )}
        <li>Measured values and test records: attach what commissioning has written.</li>
      </ul>
    </Section>
  );
}

/** Who gave and who took, on paper. */
export function SignatureSection({ given: { companies, phases } }: { given: HandOver }) {
  return (
    <Section id="signatures" title="Signatures">
      <p class="legend">One line a phase: each is handed over on a day of its own.</p>
      <Table
        caption="Handed over and taken over"
        columns={["Phase", `For ${companies.operator}`, `For ${companies.tenant}`, "Day", "Reservations"]}
      >
        {phases.map(({ name, zone }) => (
          <tr>
            <th scope="row">{`${name}, ${zone}`}</th>
            <td class="fill" />
            <td class="fill" />
            <td class="fill" />
            <td class="fill" />
          </tr>
        ))}
      </Table>
    </Section>
  );
}
