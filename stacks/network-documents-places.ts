import { geometryOf, type ReachedZone, reachedZones } from "../site/fabric/fabric.ts";
import { cableLength, middleOf, type Place } from "../site/fabric/lengths.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { FabricRack } from "./network-documents-racks.ts";

/**
 * Where things stand: the leaves of a unit in the middle of its positions, all spines, cores and optical switches in the
 * middle of the first zone.
 */
export class Places {
  readonly #fabric: FabricDocument;
  readonly #zones: readonly ReachedZone[];

  constructor(site: Site, fabric: FabricDocument) {
    this.#fabric = fabric;
    this.#zones = reachedZones(site.document, fabric);
  }

  between(a: Place, b: Place): number {
    return cableLength(a, b, geometryOf(this.#fabric));
  }

  ofRack({ zone, position }: FabricRack): Place {
    return this.#middle(
      this.#zones.find((reached) => reached.zone === zone),
      position,
      position,
    );
  }

  ofUnit(unit: number): Place {
    const racks = this.#fabric.scalableUnit.value;
    const reached = this.#zones.find(({ firstUnit, units }) => unit >= firstUnit && unit < firstUnit + units);
    if (reached === undefined) return this.ofSpines();
    const first = (unit - reached.firstUnit) * racks;
    return this.#middle(reached, first, Math.min(first + racks, reached.positions) - 1);
  }

  ofSpines(): Place {
    const [first] = this.#zones;
    return this.#middle(first, 0, Math.max(0, (first?.positions ?? 1) - 1));
  }

  #middle(reached: ReachedZone | undefined, first: number, last: number): Place {
    const zone = { name: reached?.zone.name ?? "", positionsPerRow: reached?.positionsPerRow ?? 1 };
    return middleOf(zone, [first, last], geometryOf(this.#fabric));
  }
}
