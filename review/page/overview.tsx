/** @jsxRuntime automatic @jsxImportSource preact */
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import { FindingLinks } from "./finding-links.tsx";
import { findingsByPlace, rowId } from "./places.ts";
import { Quantity, QuantityCell, quantityText, type Shown } from "./quantity.tsx";
import { Section } from "./section.tsx";
import { latest, type Pictured, type PlanSide } from "./sides.ts";
import { Table } from "./table.tsx";

interface KeyFigure {
  readonly name: string;
  readonly as: Shown;
  readonly unit: string;
  /** Key in the plan. */
  readonly of: string;
  readonly from: (plan: SitePlanDocument) => number | undefined;
  /** What the number is measured by. */
  readonly note?: (plan: SitePlanDocument) => string;
}

const keyFigures: readonly KeyFigure[] = [
  {
    name: "Gross load",
    as: "MW",
    unit: "MW",
    of: "load/grossKilowatts",
    from: ({ load }) => load.grossKilowatts,
    note: ({ interconnects }) =>
      `of ${quantityText(
        interconnects.reduce((total, { approvedKilowatts }) => total + approvedKilowatts, 0),
        "MW",
      )} MW approved`,
  },
  {
    name: "Critical AI load",
    as: "MW",
    unit: "MW",
    of: "load/criticalKilowatts",
    from: ({ load }) => load.criticalKilowatts,
    note: ({ load }) => `of ${quantityText(load.aiCapacityKilowatts, "MW")} MW that is AI-ready`,
  },
  {
    name: "Mining",
    as: "PH/s",
    unit: "PH/s",
    of: "load/hashratePetahashes",
    from: ({ load }) => load.hashratePetahashes,
    note: ({ load }) =>
      `${quantityText(load.miners, "count")} miners, ${quantityText(load.miningKilowatts, "MW")} MW`,
  },
  {
    name: "Curtailable",
    as: "MW",
    unit: "MW",
    of: "load/curtailableKilowatts",
    from: ({ load }) => load.curtailableKilowatts,
    note: ({ obligations }) =>
      `${quantityText(
        obligations.reduce((total, { obligationKilowatts }) => total + obligationKilowatts, 0),
        "MW",
      )} MW obliged`,
  },
  {
    name: "Tightest element keeps",
    as: "MW",
    unit: "MW",
    of: "tightest/headroomKilowatts",
    from: ({ tightest }) => tightest?.headroomKilowatts,
    note: ({ tightest }) => (tightest === undefined ? "" : `${tightest.at}, ${tightest.scenario}`),
  },
  {
    name: "Margin a year",
    as: "$",
    unit: "",
    of: "money/marginDollarsPerYear/base",
    from: ({ money }) => money.marginDollarsPerYear?.base ?? undefined,
    note: ({ money }) =>
      `${money.figures.unverified} of ${money.figures.total} figures behind it are not verified`,
  },
];

/** What the site comes to on its day; where that differs, with what it was. */
export function KeyFigures({ pictured }: { pictured: Pictured }) {
  const now = latest(pictured);
  if (now === undefined) return null;
  const base = pictured.sides.find(({ side }) => side === "base" && side !== now.side);
  return (
    <ul class="figures" aria-label={`The site on ${now.plan.day}`}>
      {keyFigures.map((each) => (
        <Tile figure={each} now={now} base={base} />
      ))}
    </ul>
  );
}

function Tile({
  figure: { name, as, unit, of, from, note },
  now,
  base,
}: {
  figure: KeyFigure;
  now: PlanSide;
  base: PlanSide | undefined;
}) {
  const value = from(now.plan);
  if (value === undefined) return null;
  const before = base && from(base.plan);
  return (
    <li class={before !== undefined && before !== value ? "changed" : ""} data-record={`/${now.side}`}>
      <span class="figure-name">{name}</span>
      <strong class={quantityText(value, as).length > 11 ? "long" : undefined}>
        <Quantity value={value} as={as} of={of} /> <span class="unit">{unit}</span>
      </strong>
      {before !== undefined && before !== value && base !== undefined && (
        <span class="was" data-record={`/${base.side}`}>
          was <Quantity value={before} as={as} of={of} />
        </span>
      )}
      <span class="figure-note">{note?.(now.plan)}</span>
    </li>
  );
}

/** Who has what, and until when. */
export function TenantSection({ pictured }: { pictured: Pictured }) {
  const now = latest(pictured);
  if (now === undefined || now.plan.tenants.length === 0) return null;
  const { side, plan } = now;
  const findings = findingsByPlace(pictured);
  return (
    <Section id="tenants" title="Tenants">
      <Table
        caption={`Tenants on ${plan.day}`}
        columns={[
          "Tenant",
          "Offering",
          "Zones",
          { name: "Racks" },
          { name: "Critical", unit: "MW" },
          "From",
          "To",
          "Redundancy",
          { name: "Uptime", unit: "%" },
          "Findings",
        ]}
      >
        {plan.tenants.map((tenant, index) => (
          <tr
            id={rowId(side, `tenants/${tenant.name}`)}
            data-place={`tenants/${tenant.name}`}
            data-record={`/${side}/tenants/${index}`}
          >
            <th scope="row">
              {tenant.title === undefined ? tenant.name : `${tenant.title} (${tenant.name})`}
            </th>
            <td>{tenant.offering}</td>
            <td>{tenant.zones.join(", ")}</td>
            <td class="right">
              {Object.entries(tenant.racks).map(([type, count]) => (
                <div>
                  <Quantity value={count} as="count" of={`racks/${type}`} /> {type}
                </div>
              ))}
            </td>
            <QuantityCell value={tenant.criticalKilowatts} as="MW" of="criticalKilowatts" />
            <td class="day">{tenant.from}</td>
            <td class="day">{tenant.to}</td>
            <td>{tenant.redundancy}</td>
            <td class="right">
              {tenant.uptimePercent !== undefined && (
                <Quantity value={tenant.uptimePercent} as="%" of="uptimePercent" />
              )}
            </td>
            <td>
              <FindingLinks findings={findings.get(`tenants/${tenant.name}`)} />
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
