/** @jsxRuntime automatic @jsxImportSource preact */
import { type Fill, TenantLegend } from "../fills.tsx";
import { Section, Unchanged } from "../section.tsx";
import { latest, type Pictured } from "../sides.ts";
import { rackKilowatts } from "./elevation.tsx";
import { type DrawnSide, Hall } from "./hall.tsx";
import { occupancies } from "./occupancy.ts";
import { RackTable, ZoneTable } from "./tables.tsx";

/** Which racks stand where, and whose they are. */
export function FloorSection({ pictured, fills }: { pictured: Pictured; fills: ReadonlyMap<string, Fill> }) {
  const now = latest(pictured);
  const sides = pictured.sides.map(
    (side): DrawnSide => ({
      ...side,
      halls: new Map(occupancies(side.plan).map((hall) => [hall.zone.name, hall])),
    }),
  );
  const names = [...new Set(sides.flatMap(({ halls }) => [...halls.keys()]))];
  if (now === undefined || names.length === 0) return null;
  const differs = (name: string) => !pictured.compares || contentsDiffer(sides, name);
  const [changed, same] = [names.filter(differs), names.filter((name) => !differs(name))];
  const mostKilowatts = Math.max(
    ...sides.flatMap(({ halls }) => [...halls.values()].flatMap(({ racks }) => racks.map(rackKilowatts))),
    0,
  );
  const hall = (name: string, shown: readonly DrawnSide[]) => (
    <Hall name={name} sides={shown} pictured={pictured} fills={fills} mostKilowatts={mostKilowatts} />
  );
  return (
    <Section id="floor" title="Floor plans and racks">
      <p class="lead">
        Positions on {now.plan.day}, each with its tenant, and in a dashed outline racks that come later or
        are held for it.
        {pictured.compares && " A thick outline marks positions that differ between the two sides."}
      </p>
      <TenantLegend pictured={pictured} fills={fills} />
      <div class={pictured.compares ? "halls changed" : "halls"}>
        {changed.map((name) => hall(name, sides))}
      </div>
      {pictured.compares && same.length > 0 && (
        <Unchanged what={`${same.length} of ${names.length} halls`}>
          {() => <div class="halls">{same.map((name) => hall(name, sides.slice(-1)))}</div>}
        </Unchanged>
      )}
      {sides.map((side) => (
        <RackTable side={side} only={side.side === now.side ? undefined : new Set(changed)} />
      ))}
      <ZoneTable side={now} pictured={pictured} />
    </Section>
  );
}

function contentsDiffer(sides: readonly DrawnSide[], name: string): boolean {
  const [first, second] = sides.map(({ halls }) => halls.get(name));
  if (first === undefined || second === undefined) return true;
  return (
    first.histories.length !== second.histories.length ||
    first.zone.positionsPerRow !== second.zone.positionsPerRow ||
    first.histories.some((history, position) => history !== second.histories[position])
  );
}
