/** @jsxRuntime automatic @jsxImportSource preact */
import type { Fill } from "../fills.tsx";
import { FindingLinks } from "../finding-links.tsx";
import { findingsByPlace } from "../places.ts";
import { Quantity } from "../quantity.tsx";
import { Scroll } from "../scroll.tsx";
import { latest, type Pictured, type PlanSide } from "../sides.ts";
import { Elevations } from "./elevation.tsx";
import type { Occupancy } from "./occupancy.ts";
import { FloorPlan } from "./plan.tsx";

/** A side with its halls, by the names of their zones. */
export interface DrawnSide extends PlanSide {
  readonly halls: ReadonlyMap<string, Occupancy>;
}

interface HallProps {
  readonly name: string;
  readonly sides: readonly DrawnSide[];
  readonly pictured: Pictured;
  readonly fills: ReadonlyMap<string, Fill>;
  readonly mostKilowatts: number;
}

/** A hall on each side that has it: from above, and its rows from the front. */
export function Hall({ name, sides, pictured, fills, mostKilowatts }: HallProps) {
  const findings = findingsByPlace(pictured).get(`zones/${name}`) ?? [];
  const now = latest(pictured)?.side;
  return (
    <article class="hall" data-place={`zones/${name}`}>
      <h3>{name}</h3>
      <FindingLinks findings={findings} />
      <div class={sides.length > 1 ? "sides two" : "sides"}>
        {sides.map(({ side, label, halls, plan }) => {
          const here = halls.get(name);
          const other = sides.find((each) => each.side !== side)?.halls.get(name);
          return (
            <figure class={`side ${side}`}>
              <figcaption>
                {sides.length > 1 && <strong>{label}. </strong>}
                {here === undefined ? "no hall here" : <HallFacts side={side} plan={plan} name={name} />}
              </figcaption>
              {here !== undefined && (
                <>
                  <Scroll label={`Floor of ${name}${sides.length > 1 ? `, ${label}` : ""}`}>
                    <FloorPlan
                      side={side}
                      occupancy={here}
                      changed={here.histories.map(
                        (history, position) =>
                          sides.length > 1 && history !== (other?.histories[position] ?? ""),
                      )}
                      fills={fills}
                      findings={side === now ? findings.length : 0}
                    />
                  </Scroll>
                  {here.racks.length > 0 && (
                    <details class="elevations">
                      <summary>Rack elevations</summary>
                      <Scroll label={`Rack elevations of ${name}`}>
                        <Elevations
                          side={side}
                          occupancy={here}
                          mostKilowatts={mostKilowatts}
                          fills={fills}
                        />
                      </Scroll>
                    </details>
                  )}
                </>
              )}
            </figure>
          );
        })}
      </div>
    </article>
  );
}

function HallFacts({ side, plan, name }: { side: PlanSide["side"]; plan: PlanSide["plan"]; name: string }) {
  const index = plan.zones.findIndex((zone) => zone.name === name);
  const zone = plan.zones[index];
  if (zone === undefined) return null;
  return (
    <span data-record={`/${side}/zones/${index}`}>
      <span class={`state ${zone.state.replaceAll(" ", "-")}`}>{zone.state}</span>{" "}
      <Quantity value={zone.racks} as="count" of="racks" /> of{" "}
      <Quantity value={zone.positions} as="count" of="positions" /> positions,{" "}
      <Quantity value={zone.criticalKilowatts} as="MW" of="criticalKilowatts" /> of{" "}
      <Quantity value={zone.aiCapacityKilowatts} as="MW" of="aiCapacityKilowatts" /> MW critical
    </span>
  );
}
