/** @jsxRuntime automatic @jsxImportSource preact */
import { scaleLinear } from "d3-scale";
import { shortened } from "../../../policies/report/shortened.ts";
import { Mark } from "../mark.tsx";
import { Picture } from "../picture.tsx";
import { anchor, type Place, type PlacedFinding, rowId } from "../places.ts";
import { quantityText } from "../quantity.tsx";
import type { PlanSide } from "../sides.ts";
import { silent } from "../silent.ts";
import type { Element } from "./elements.ts";
import { card, type Layout, type PlacedElement } from "./layout.ts";
import { loadingOf, loadingWords, percentText } from "./loading.ts";
import { ElementSymbol } from "./symbols.tsx";

interface DiagramProps {
  readonly side: PlanSide;
  readonly part: string;
  readonly layout: Layout;
  /** Elements that differ from the other side. */
  readonly changed: ReadonlySet<Place>;
  readonly findings: ReadonlyMap<Place, readonly PlacedFinding[]>;
}

/** A one-line diagram: each element with its load, what it may carry, and a bar of the one in the other. */
export function OneLineDiagram({
  side: { side, label, plan },
  part,
  layout,
  changed,
  findings,
}: DiagramProps) {
  const title = anchor("one-line", side, part, "title");
  const description = anchor("one-line", side, part, "text");
  const { width, height } = layout;
  return (
    <Picture
      kind="one-line"
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      labelledBy={`${title} ${description}`}
    >
      <title id={title}>{`One-line diagram of ${plan.site}${label === undefined ? "" : `, ${label}`}`}</title>
      <desc id={description}>
        {`${layout.elements.length} elements from the grid at the left to the zones at the right, on ${plan.day}. The table below has the same numbers. The arrow keys go from element to element.`}
      </desc>
      <g class="lines" {...silent}>
        {layout.lines.map((line) => (
          <polyline
            class={line.path === undefined || line.path === "A" ? "line" : "line other-path"}
            points={line.corners.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}
          />
        ))}
        {layout.buses.map(({ x, top, bottom }) => (
          <line class="bus" x1={round(x)} x2={round(x)} y1={round(top - 5)} y2={round(bottom + 5)} />
        ))}
        {layout.lines.map((line) => {
          const [x, y] = line.corners.at(-1) ?? [0, 0];
          return line.path === undefined ? null : (
            <text class="path-name" x={round(x - 4)} y={round(y - 3)} text-anchor="end">
              {line.path}
            </text>
          );
        })}
      </g>
      {layout.elements.map((each) => (
        <Card
          placed={each}
          row={rowId(side, each.element.place)}
          record={`/${side}/${each.element.record}`}
          isChanged={changed.has(each.element.place)}
          findings={findings.get(each.element.place) ?? []}
        />
      ))}
    </Picture>
  );
}

interface CardProps {
  readonly placed: PlacedElement;
  readonly row: string;
  readonly record: string;
  readonly isChanged: boolean;
  readonly findings: readonly PlacedFinding[];
}

const bar = { x: 6, y: card.height - 9, width: card.width - 12, height: 5 } as const;

function Card({ placed: { element, x, y }, row, record, isChanged, findings }: CardProps) {
  const { name, kind, note, loadKilowatts, capacityKilowatts, loadKey, place } = element;
  const load = quantityText(loadKilowatts, "MW");
  const rest = capacityKilowatts === undefined ? " MW" : ` of ${roundText(capacityKilowatts)} MW`;
  return (
    <a
      href={`#${row}`}
      data-row={row}
      data-place={place}
      data-record={record}
      class={`element ${kind === "zone" ? "zone" : "node"}${isChanged ? " changed" : ""}`}
    >
      <title>{spoken(element, isChanged, findings.length)}</title>
      <g transform={`translate(${round(x)} ${round(y)})`}>
        <rect class="card" width={card.width} height={card.height} rx="3" />
        <g transform="translate(15 16)">
          <ElementSymbol kind={kind} />
        </g>
        <text class="name" x="29" y="14">
          {shortened(name, 18)}
        </text>
        <text class="note" x="29" y="26">
          {shortened(note, 22)}
        </text>
        <text class="load" x="6" y="40" {...fitted(`${load}${rest}`)}>
          <tspan data-value={loadKilowatts} data-unit="kW" data-shown="MW" data-key={loadKey}>
            {load}
          </tspan>
          {rest}
        </text>
        <Shares element={element} />
        {capacityKilowatts !== undefined && <Bar element={element} capacityKilowatts={capacityKilowatts} />}
        {findings.length > 0 && <Mark x={card.width - 2} y={1} count={findings.length} />}
      </g>
    </a>
  );
}

/** Gigawatts of a campus leave no room for the share beside them: they are set as narrowly as they must be. */
function fitted(load: string) {
  return load.length > 17 ? { textLength: card.width - 54, lengthAdjust: "spacingAndGlyphs" as const } : {};
}

/** What an element may carry is mostly a round number of megawatts, and shorter as one. */
function roundText(kilowatts: number): string {
  return quantityText(kilowatts, "MW").replace(/\.0+$/, "");
}

/** Its load as a share of what it may carry; and below, where something may fail, the worst that it then carries. */
function Shares({ element }: { element: Element }) {
  const { loadKilowatts, capacityKilowatts } = element;
  const worst = worstLoad(element);
  const [now, then] = [loadingOf(loadKilowatts, capacityKilowatts), loadingOf(worst, capacityKilowatts)];
  if (now === undefined || then === undefined) return null;
  return (
    <>
      <text class={`share ${now.loading}`} x={card.width - 6} y="40" text-anchor="end">
        {percentText(now.share)}
      </text>
      {worst > loadKilowatts && (
        <text class={`worst-share ${then.loading}`} x="6" y="51">
          {`worst ${quantityText(worst, "MW")} MW, ${percentText(then.share)}`}
        </text>
      )}
    </>
  );
}

/** What it carries, and as a stroke what it carries after the worst single loss. */
function Bar({ element, capacityKilowatts }: { element: Element; capacityKilowatts: number }) {
  const along = scaleLinear([0, capacityKilowatts], [0, bar.width]).clamp(true);
  const { loading } = loadingOf(worstLoad(element), capacityKilowatts) ?? { loading: "ample" };
  const at = (kilowatts: number) =>
    capacityKilowatts > 0 ? round(along(kilowatts)) : kilowatts > 0 ? bar.width : 0;
  const worst = worstLoad(element);
  return (
    <g {...silent}>
      <rect class="scale" x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
      <rect
        class={`fill ${loading}`}
        x={bar.x}
        y={bar.y}
        width={at(element.loadKilowatts)}
        height={bar.height}
      />
      {worst > element.loadKilowatts && (
        <line
          class="worst"
          x1={bar.x + at(worst)}
          x2={bar.x + at(worst)}
          y1={bar.y - 2}
          y2={bar.y + bar.height + 2}
        />
      )}
    </g>
  );
}

function worstLoad({ loadKilowatts, worst }: Element): number {
  return Math.max(loadKilowatts, worst?.loadKilowatts ?? 0);
}

/** The element in words. */
function spoken(element: Element, isChanged: boolean, findings: number): string {
  const { name, note, loadKilowatts, capacityKilowatts, worst } = element;
  const loaded = loadingOf(worstLoad(element), capacityKilowatts);
  return [
    `${name}, ${note}`,
    `${quantityText(loadKilowatts, "MW")} MW`,
    capacityKilowatts === undefined ? undefined : `may carry ${quantityText(capacityKilowatts, "MW")} MW`,
    worst === undefined || worst.loadKilowatts <= loadKilowatts
      ? undefined
      : `worst ${quantityText(worst.loadKilowatts, "MW")} MW with ${worst.scenario}`,
    loaded === undefined ? undefined : `${percentText(loaded.share)}: ${loadingWords[loaded.loading]}`,
    isChanged ? "changed" : undefined,
    findings === 0 ? undefined : `${findings} ${findings === 1 ? "finding" : "findings"}`,
  ]
    .filter((part) => part !== undefined)
    .join("; ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
