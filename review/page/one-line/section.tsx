/** @jsxRuntime automatic @jsxImportSource preact */
import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import { FindingLinks } from "../finding-links.tsx";
import { findingsByPlace, type Place, type PlacedFinding, rowId } from "../places.ts";
import { Quantity, QuantityCell } from "../quantity.tsx";
import { Section, SideBySide, Unchanged } from "../section.tsx";
import { latest, type Pictured, type PlanSide, splitByChange } from "../sides.ts";
import { Table } from "../table.tsx";
import { OneLineDiagram } from "./diagram.tsx";
import { type Element, elementsOf, withSources } from "./elements.ts";
import { layOut } from "./layout.ts";
import { loadingWords } from "./loading.ts";

/** How power comes to the zones, and how near each element is to its limit. */
export function OneLineSection({ pictured }: { pictured: Pictured }) {
  const now = latest(pictured);
  if (now === undefined) return null;
  const findings = findingsByPlace(pictured);
  const { changed, same } = splitByChange(
    pictured,
    elementsOf,
    ({ place }) => place,
    ({ record: _, ...content }) => content,
  );
  const drawn = (side: PlanSide, places: ReadonlySet<Place>, part: string) => (
    <OneLineDiagram
      side={side}
      part={part}
      layout={layOut(withSources(elementsOf(side.plan), places))}
      changed={pictured.compares ? changed : new Set()}
      findings={side === now ? findings : new Map()}
    />
  );
  return (
    <Section id="one-line" title="One-line diagram">
      <p class="lead">
        Load on {now.plan.day} against what each element may carry continuously. The stroke on a bar is the
        load after the worst single loss.
      </p>
      <LoadingLegend />
      {changed.size > 0 && (
        <SideBySide pictured={pictured} draw={(side) => drawn(side, changed, "changed")} />
      )}
      {pictured.compares && same.size > 0 && (
        <Unchanged what={`${same.size} of ${same.size + changed.size} elements`}>
          {() => drawn(now, same, "same")}
        </Unchanged>
      )}
      {pictured.sides.map((side) => (
        <ElementTable side={side} only={side === now ? undefined : changed} findings={findings} />
      ))}
    </Section>
  );
}

function LoadingLegend() {
  return (
    <ul class="legend">
      {(["ample", "much", "tight", "over"] as const).map((loading) => (
        <li>
          <svg width="30" height="12" aria-hidden="true">
            <rect class="scale" width="30" height="12" />
            <rect
              class={`fill ${loading}`}
              width={{ ample: 16, much: 25, tight: 29, over: 30 }[loading]}
              height="12"
            />
          </svg>
          {loadingWords[loading]}
        </li>
      ))}
    </ul>
  );
}

interface ElementTableProps {
  readonly side: PlanSide;
  readonly only: ReadonlySet<Place> | undefined;
  readonly findings: ReadonlyMap<Place, readonly PlacedFinding[]>;
}

/** The same numbers as rows. Of the earlier side, those alone that differ. */
function ElementTable({ side: { side, label, plan }, only, findings }: ElementTableProps) {
  const elements = elementsOf(plan).filter(({ place }) => only === undefined || only.has(place));
  if (elements.length === 0) return null;
  return (
    <details class="numbers">
      <summary>{`Numbers of the diagram${label === undefined ? "" : `: ${label}`}`}</summary>
      <Table
        caption={`Power on ${plan.day}${label === undefined ? "" : `, ${label}`}`}
        columns={[
          "Element",
          "Kind",
          "Fed by",
          { name: "Load", unit: "MW" },
          { name: "Worst load", unit: "MW" },
          "Worst with",
          { name: "May carry", unit: "MW" },
          { name: "Headroom", unit: "MW" },
          "Nearest its limit",
          "Findings",
        ]}
      >
        {elements.map((element) => (
          <tr
            id={rowId(side, element.place)}
            data-place={element.place}
            data-record={`/${side}/${element.record}`}
          >
            <th scope="row">{element.name}</th>
            <td>{element.note}</td>
            <td>{element.feeds.map(({ from, path }) => fedBy(from, path)).join(", ")}</td>
            <LoadCells element={element} headroomKilowatts={headroomOf(plan, element)} />
            <td>
              {element.peak !== undefined && (
                <>
                  {`${element.peak.day}: `}
                  <Quantity value={element.peak.headroomKilowatts} as="MW" of="peak/headroomKilowatts" />
                  {` MW left, ${element.peak.scenario}`}
                </>
              )}
            </td>
            <td>
              <FindingLinks findings={findings.get(element.place)} />
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}

function LoadCells({
  element,
  headroomKilowatts,
}: {
  element: Element;
  headroomKilowatts: number | undefined;
}) {
  const { loadKilowatts, loadKey, worst, capacityKilowatts, kind } = element;
  const capacityKey = kind === "interconnect" ? "approvedKilowatts" : "capacityKilowatts";
  return (
    <>
      <QuantityCell value={loadKilowatts} as="MW" of={loadKey} />
      <td class="right">
        {worst && <Quantity value={worst.loadKilowatts} as="MW" of="worstLoadKilowatts" />}
      </td>
      <td>{worst?.scenario}</td>
      <td class="right">
        {capacityKilowatts !== undefined && <Quantity value={capacityKilowatts} as="MW" of={capacityKey} />}
      </td>
      <td class="right">
        {headroomKilowatts !== undefined && (
          <Quantity value={headroomKilowatts} as="MW" of="headroomKilowatts" />
        )}
      </td>
    </>
  );
}

function headroomOf(plan: SitePlanDocument, { kind, name }: Element): number | undefined {
  if (kind === "zone") return undefined;
  const found = kind === "interconnect" ? plan.interconnects : plan.powerNodes;
  return found.find((each) => each.name === name)?.headroomKilowatts;
}

function fedBy(from: Place, path: string | undefined): string {
  const name = from.slice(from.indexOf("/") + 1);
  return path === undefined ? name : `${path}: ${name}`;
}
