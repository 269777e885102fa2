/** @jsxRuntime automatic @jsxImportSource preact */
import { scaleLinear } from "d3-scale";
import { shortened } from "../../../policies/report/shortened.ts";
import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import type { Fill } from "../fills.tsx";
import { Picture } from "../picture.tsx";
import { anchor, rowId } from "../places.ts";
import { quantityText } from "../quantity.tsx";
import type { SideName } from "../sides.ts";
import { silent } from "../silent.ts";
import type { ScalableUnit } from "./units.ts";

const width = 620;
const left = 92;
const perLine = 24;
const unit = { width: 21, height: 16, line: 19 } as const;

interface FabricDiagramProps {
  readonly side: SideName;
  readonly fabric: SitePlanDocument["fabrics"][number];
  readonly units: readonly ScalableUnit[];
  readonly fills: ReadonlyMap<string, Fill>;
}

/** Spines above leaves above scalable units, each unit in the fill of its tenant. */
export function FabricDiagram({ side, fabric, units, fills }: FabricDiagramProps) {
  const title = anchor("fabric", side, fabric.name, "title");
  const zones = fabric.zones.map((zone) => ({ zone, units: units.filter((each) => each.zone === zone) }));
  const tops: number[] = [];
  let height = 92;
  for (const { units: here } of zones) {
    tops.push(height);
    height += Math.max(1, Math.ceil(here.length / perLine)) * unit.line + 10;
  }
  const row = rowId(side, `fabrics/${fabric.name}`);
  return (
    <Picture kind="fabric" width={width} height={height} labelledBy={title}>
      <title id={title}>
        {`Fabric ${fabric.name}: ${fabric.spines === undefined ? "" : `${fabric.spines} spines, `}${fabric.leaves} leaves, ${units.length} scalable units of ${fabric.scalableUnit} racks`}
      </title>
      <g class="lines" {...silent}>
        <path class="bus" d={`M${left} 34H${width - 10}`} />
        <path class="bus" d={`M${left} 82H${width - 10}`} />
        {[0.1, 0.3, 0.5, 0.7, 0.9].map((share) => {
          const x = left + share * (width - 10 - left);
          return <path class="line" d={`M${x} 26V48M${x} 74V${82}`} />;
        })}
      </g>
      <a href={`#${row}`} data-row={row} data-place={`fabrics/${fabric.name}`} class="element">
        <title>{`Switches of fabric ${fabric.name}`}</title>
        <rect class="card" x={left} y="4" width={width - left - 10} height="22" rx="3" />
        <text class="name" x={left + 8} y="19">
          {fabric.spines === undefined
            ? "spines not stated"
            : `${quantityText(fabric.spines, "count")} spines`}
        </text>
        <rect class="card" x={left} y="48" width={width - left - 10} height="26" rx="3" />
        <text class="name" x={left + 8} y="62">
          {`${quantityText(fabric.leaves, "count")} leaves × ${quantityText(fabric.leafDownlinks, "count")} ports to racks`}
        </text>
        <Ports fabric={fabric} />
      </a>
      {zones.map(({ zone, units: here }, index) => (
        <g transform={`translate(0 ${tops[index] ?? 0})`}>
          <text class="zone-name" x={left - 8} y="12" text-anchor="end">
            {shortened(zone, 14)}
          </text>
          {here.length === 0 && (
            <text class="note" x={left} y="12">
              no positions
            </text>
          )}
          <Units units={here} fills={fills} />
        </g>
      ))}
    </Picture>
  );
}

function Ports({ fabric: { leaves, leafDownlinks, leafPortsUsed } }: Pick<FabricDiagramProps, "fabric">) {
  if (leafPortsUsed === undefined) return null;
  const room = width - left - 26;
  const along = scaleLinear([0, Math.max(1, leaves * leafDownlinks)], [0, room]).clamp(true);
  return (
    <>
      <text class="note" x={width - 18} y="62" text-anchor="end">
        {`${quantityText(leafPortsUsed, "count")} of ${quantityText(leaves * leafDownlinks, "count")} ports used`}
      </text>
      <rect class="scale" x={left + 8} y="66" width={room} height="4" />
      <rect class="fill ample" x={left + 8} y="66" width={along(leafPortsUsed).toFixed(1)} height="4" />
    </>
  );
}

/** Units with the same tenants are one path. */
function Units({ units, fills }: { units: readonly ScalableUnit[]; fills: ReadonlyMap<string, Fill> }) {
  const groups = new Map<string, { readonly tenants: readonly string[]; readonly places: number[] }>();
  for (const [place, { tenants }] of units.entries()) {
    const key = JSON.stringify(tenants);
    const group = groups.get(key) ?? { tenants, places: [] };
    group.places.push(place);
    groups.set(key, group);
  }
  return (
    <>
      {[...groups.values()].map(({ tenants, places }) => (
        <g class={tenants.length === 0 ? "unit free" : "unit"}>
          <title>{`${places.length} scalable units: ${tenants.length === 0 ? "free" : tenants.join(", ")}`}</title>
          <path d={places.map(box).join("")} fill={paintOf(tenants, fills)} />
        </g>
      ))}
      {units.map(({ tenants }, place) => (
        <text
          class="unit-number"
          x={left + (place % perLine) * unit.width + 9.5}
          y={Math.floor(place / perLine) * unit.line + 11.5}
          text-anchor="middle"
        >
          {tenants.length > 1 ? "mix" : (fills.get(tenants[0] ?? "")?.number ?? "")}
        </text>
      ))}
    </>
  );
}

function paintOf(tenants: readonly string[], fills: ReadonlyMap<string, Fill>): string | undefined {
  if (tenants.length === 0) return undefined;
  return tenants.length === 1
    ? (fills.get(tenants[0] ?? "")?.paint ?? "url(#fill-unknown)")
    : "url(#fill-unknown)";
}

function box(place: number): string {
  const [x, y] = [left + (place % perLine) * unit.width, Math.floor(place / perLine) * unit.line];
  return `M${x} ${y}h${unit.width - 2}v${unit.height}h${2 - unit.width}z`;
}
