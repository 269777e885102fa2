/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { Table } from "../../review/page/table.tsx";
import { Fact } from "./fact.tsx";
import type { HandOver } from "./hand-over.ts";

/** Who leases what for how long, and what of it is there on which day. */
export function TermSection({ given: { tenant, critical, phases, options, location } }: { given: HandOver }) {
  const { uptime, flexible } = tenant;
  return (
    <Section id="terms" title="Terms and phases">
      <dl class="facts">
        <Fact name="Tenant">
          {tenant.title ?? tenant.name} <span class="code">{tenant.name}</span>
        </Fact>
        <Fact name="Offering">{tenant.offering}</Fact>
        <Fact name="Lease">{`${tenant.from} to ${tenant.to}`}</Fact>
        <Fact name="Critical load leased">{`${critical}, the most of any day`}</Fact>
        <Fact name="Availability promised">{uptime === undefined ? "none" : String(uptime)}</Fact>
        <Fact name="Load that may be shed">
          {flexible === undefined
            ? "none: all of it is firm"
            : `${flexible.share}, at ${flexible.notice} of notice, for at most ${flexible.maximumDuration}`}
        </Fact>
        {location !== undefined && (
          <Fact name="Place">
            {[location.region, location.country].filter(Boolean).join(", ")}
            {`; times are of ${location.timeZone}`}
          </Fact>
        )}
      </dl>
      <PhaseTable caption="Phases" phases={phases} />
      {options.length > 0 && <PhaseTable caption="Rights to more: kept free, not leased" phases={options} />}
    </Section>
  );
}

function PhaseTable({ caption, phases }: { caption: string; phases: HandOver["phases"] }) {
  return (
    <Table
      caption={caption}
      columns={[
        "Phase",
        "Zone",
        { name: "Racks" },
        "Rack type",
        { name: "Critical" },
        "Hall ready from",
        "From",
        "To",
        "State",
      ]}
    >
      {phases.map(({ name, zone, hall, racks, rackTitle, critical, ready, from, to, state }) => (
        <tr>
          <th scope="row">{name}</th>
          <td>{hall === undefined ? zone : `${zone}, building ${hall}`}</td>
          <td class="right">{racks.toLocaleString("en-US")}</td>
          <td>{rackTitle}</td>
          <td class="right">{String(critical)}</td>
          <td class="day">{ready ?? "not stated"}</td>
          <td class="day">{from}</td>
          <td class="day">{to}</td>
          <td>{state}</td>
        </tr>
      ))}
    </Table>
  );
}
