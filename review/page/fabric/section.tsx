/** @jsxRuntime automatic @jsxImportSource preact */
import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import type { Fill } from "../fills.tsx";
import { FindingLinks } from "../finding-links.tsx";
import { type Occupancy, occupancies } from "../floor/occupancy.ts";
import { findingsByPlace, rowId } from "../places.ts";
import { Quantity, QuantityCell } from "../quantity.tsx";
import { Scroll } from "../scroll.tsx";
import { Section, Unchanged } from "../section.tsx";
import { latest, type Pictured, type PlanSide, splitByChange } from "../sides.ts";
import { Table } from "../table.tsx";
import { FabricDiagram } from "./diagram.tsx";
import { scalableUnits } from "./units.ts";

/** The networks that join racks, with the scalable units that tenants have of them and how tenants are told apart. */
export function FabricSection({ pictured, fills }: { pictured: Pictured; fills: ReadonlyMap<string, Fill> }) {
  const now = latest(pictured);
  if (now === undefined || pictured.sides.every(({ plan }) => plan.fabrics.length === 0)) return null;
  const halls = new Map<PlanSide, ReadonlyMap<string, Occupancy>>(
    pictured.sides.map((side) => [
      side,
      new Map(occupancies(side.plan).map((hall) => [hall.zone.name, hall])),
    ]),
  );
  const { changed, same } = splitByChange(
    pictured,
    ({ fabrics }) => fabrics,
    ({ name }) => name,
    (fabric, plan) => {
      const here = halls.get(pictured.sides.find((side) => side.plan === plan) ?? now) ?? new Map();
      return [fabric, scalableUnits(fabric, here), networksOf(plan, fabric.name)];
    },
  );
  const drawn = (side: PlanSide, name: string) => {
    const fabric = side.plan.fabrics.find((each) => each.name === name);
    if (fabric === undefined) return <p class="none">not on this side</p>;
    return (
      <Scroll label={`Fabric ${name}${side.label === undefined ? "" : `, ${side.label}`}`}>
        <FabricDiagram
          side={side.side}
          fabric={fabric}
          units={scalableUnits(fabric, halls.get(side) ?? new Map())}
          fills={fills}
        />
      </Scroll>
    );
  };
  return (
    <Section id="fabric" title="Fabrics">
      <p class="lead">Each box is a scalable unit in the fill and with the number of its tenant.</p>
      <div class="fabrics">
        {[...changed].map((name) => (
          <article class="hall">
            <h3>{name}</h3>
            <div class={pictured.sides.length > 1 ? "sides two" : "sides"}>
              {pictured.sides.map((side) => (
                <figure class={`side ${side.side}`}>
                  {pictured.compares && <figcaption>{side.label}</figcaption>}
                  {drawn(side, name)}
                </figure>
              ))}
            </div>
          </article>
        ))}
      </div>
      {pictured.compares && same.size > 0 && (
        <Unchanged what={`${same.size} of ${same.size + changed.size} fabrics`}>
          {() => (
            <div class="fabrics">
              {[...same].map((name) => (
                <article class="hall">
                  <h3>{name}</h3>
                  {drawn(now, name)}
                </article>
              ))}
            </div>
          )}
        </Unchanged>
      )}
      {pictured.sides.map((side) => (
        <FabricTables side={side} only={side === now ? undefined : changed} pictured={pictured} />
      ))}
    </Section>
  );
}

function networksOf({ tenants }: SitePlanDocument, fabric: string) {
  return tenants.flatMap(({ name, networks }, tenant) =>
    networks
      .map((network, index) => ({ name, network, record: `tenants/${tenant}/networks/${index}` }))
      .filter(({ network }) => network.fabric === fabric),
  );
}

function FabricTables({
  side: { side, label, plan },
  only,
  pictured,
}: {
  side: PlanSide;
  only: ReadonlySet<string> | undefined;
  pictured: Pictured;
}) {
  const shown = plan.fabrics
    .map((fabric, index) => ({ fabric, index }))
    .filter(({ fabric }) => only === undefined || only.has(fabric.name));
  if (shown.length === 0) return null;
  const findings = findingsByPlace(pictured);
  const networks = shown.flatMap(({ fabric }) => networksOf(plan, fabric.name));
  return (
    <details class="numbers">
      <summary>{`Switches and networks of tenants${label === undefined ? "" : `: ${label}`}`}</summary>
      <Table
        caption={`Fabrics${label === undefined ? "" : `, ${label}`}`}
        columns={[
          "Fabric",
          "Kind",
          "Zones",
          { name: "Spines" },
          { name: "Leaves" },
          { name: "Ports a leaf" },
          { name: "Ports used" },
          { name: "Racks a unit" },
          "Findings",
        ]}
      >
        {shown.map(({ fabric, index }) => (
          <tr
            id={rowId(side, `fabrics/${fabric.name}`)}
            data-place={`fabrics/${fabric.name}`}
            data-record={`/${side}/fabrics/${index}`}
          >
            <th scope="row">{fabric.name}</th>
            <td>{fabric.kind}</td>
            <td>{fabric.zones.join(", ")}</td>
            <td class="right">
              {fabric.spines !== undefined && <Quantity value={fabric.spines} as="count" of="spines" />}
            </td>
            <QuantityCell value={fabric.leaves} as="count" of="leaves" />
            <QuantityCell value={fabric.leafDownlinks} as="count" of="leafDownlinks" />
            <td class="right">
              {fabric.leafPortsUsed !== undefined && (
                <Quantity value={fabric.leafPortsUsed} as="count" of="leafPortsUsed" />
              )}
            </td>
            <QuantityCell value={fabric.scalableUnit} as="count" of="scalableUnit" />
            <td>
              <FindingLinks findings={findings.get(`fabrics/${fabric.name}`)} />
            </td>
          </tr>
        ))}
      </Table>
      {networks.length > 0 && (
        <Table
          caption={`Networks of tenants${label === undefined ? "" : `, ${label}`}`}
          columns={["Tenant", "Fabric", "VNI", "VRF", "ASN", "P_Key", "Prefixes"]}
        >
          {networks.map(({ name, network }) => (
            <tr data-place={`tenants/${name}`}>
              <th scope="row">{name}</th>
              <td>{network.fabric}</td>
              <td class="code">{network.vni}</td>
              <td class="code">{network.vrf}</td>
              <td class="code">{network.asn}</td>
              <td class="code">{network.partitionKey}</td>
              <td class="code">{network.prefixes?.join(" ")}</td>
            </tr>
          ))}
        </Table>
      )}
    </details>
  );
}
