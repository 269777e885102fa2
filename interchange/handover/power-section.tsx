/** @jsxRuntime automatic @jsxImportSource preact */
import { Section } from "../../review/page/section.tsx";
import { Table } from "../../review/page/table.tsx";
import { Fact } from "./fact.tsx";
import type { HandOver } from "./hand-over.ts";

type ZonePower = HandOver["power"][number];

const redundancies = {
  N: "N: one path",
  "2N": "2N: two paths, each of which carries the zone by itself",
  "3N/2": "3N/2: three paths, of which any one may be lost",
  "4N/3": "4N/3: four paths, of which any one may be lost",
} as const;

/** How each zone is fed: per path from the grid down to the rack. */
export function PowerSection({ given: { power } }: { given: HandOver }) {
  const someUnverified = power.some(({ paths }) =>
    paths.some(({ elements, generators }) => [...elements, ...generators].some(({ verified }) => !verified)),
  );
  return (
    <Section id="power" title="Power">
      {someUnverified && (
        <p class="legend">
          "Not verified": a rating that was assumed or taken from publications. Read it off the name-plate
          before you rely on it.
        </p>
      )}
      {power.map((zone) => (
        <Zone zone={zone} />
      ))}
    </Section>
  );
}

function Zone({ zone }: { zone: ZonePower }) {
  const { interconnects, rackFeeds, rowBusway } = zone;
  return (
    <>
      <h3>{`Zone ${zone.zone}`}</h3>
      <dl class="facts">
        <Fact name="Critical load leased">{String(zone.critical)}</Fact>
        <Fact name="At the meter">{`${zone.gross} at ${zone.grossToCritical} of gross per critical load`}</Fact>
        <Fact name="Redundancy">{redundancies[zone.redundancy]}</Fact>
        <Fact name="Interconnect">
          {interconnects
            .map(({ name, voltage, gridOperator }) => `${name}, ${voltage}, ${gridOperator}`)
            .join("; ")}
        </Fact>
        <Fact name="Feeds of a rack">{rackFeeds === undefined ? "not stated" : rackFeedText(rackFeeds)}</Fact>
        {rowBusway !== undefined && (
          <Fact name="Busway of a row, each path">{`${rowBusway.voltage}, ${rowBusway.current}`}</Fact>
        )}
      </dl>
      {zone.paths.map((path) => (
        <PathTable zone={zone.zone} path={path} />
      ))}
    </>
  );
}

function rackFeedText({
  voltage,
  current,
  phases,
  perPath,
  paths,
  continuous,
}: NonNullable<ZonePower["rackFeeds"]>) {
  const each = `${perPath} × ${voltage}, ${phases === 3 ? "three-phase" : "between two phases"}, breaker of ${current}`;
  const onPaths = paths === 1 ? "on the one path" : "on each of two paths";
  return `${each}, ${onPaths}: ${continuous} continuously a path`;
}

function PathTable({
  zone,
  path: { path, elements, generators },
}: {
  zone: string;
  path: ZonePower["paths"][number];
}) {
  return (
    <Table
      caption={`Feed ${path} of ${zone}, from the grid down`}
      columns={["Element", "Kind", "Rating", "Voltage", "Redundancy", "In service from", "Figures"]}
    >
      {elements.map(
        ({ name, kind, units, rating, current, voltage, redundancy, battery, installed, verified }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{battery === undefined ? kind : `${kind}, battery for ${battery}`}</td>
            <td class="code">{times(units, rating ?? current)}</td>
            <td class="code">{voltage === undefined ? "not stated" : String(voltage)}</td>
            <td>{redundancy}</td>
            <td class="day">{installed ?? "always"}</td>
            <td>{verified ? "verified" : "not verified"}</td>
          </tr>
        ),
      )}
      {generators.map(({ name, backs, units, rating, redundancy, start, fuel, installed, verified }) => (
        <tr>
          <th scope="row">{name}</th>
          <td>
            {`generators behind ${backs}`}
            {start !== undefined && `, start in ${start}`}
            {fuel !== undefined && `, fuel for ${fuel}`}
          </td>
          <td class="code">{times(units, rating)}</td>
          <td class="code">not stated</td>
          <td>{redundancy}</td>
          <td class="day">{installed ?? "always"}</td>
          <td>{verified ? "verified" : "not verified"}</td>
        </tr>
      ))}
    </Table>
  );
}

function times(units: number, rating: { toString(): string } | undefined): string {
  if (rating === undefined) return "not stated";
  return units === 1 ? String(rating) : `${units} × ${rating}`;
}
