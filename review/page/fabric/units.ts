import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import type { Occupancy } from "../floor/occupancy.ts";

/** A scalable unit: so many positions of one zone, counted from its first, on leaves of their own. */
export interface ScalableUnit {
  readonly zone: string;
  readonly positions: number;
  /** Tenants with racks in it, now or later, by name. */
  readonly tenants: readonly string[];
}

/** The scalable units that a fabric's zones have room for. */
export function scalableUnits(
  { zones, scalableUnit }: SitePlanDocument["fabrics"][number],
  halls: ReadonlyMap<string, Occupancy>,
): readonly ScalableUnit[] {
  return zones.flatMap((zone) => {
    const positions = halls.get(zone)?.positions ?? [];
    const size = Math.max(1, scalableUnit);
    return Array.from({ length: Math.ceil(positions.length / size) }, (_, unit) => {
      const here = positions.slice(unit * size, (unit + 1) * size);
      const tenants = new Set(here.flatMap((racks) => (racks === undefined ? [] : [racks.tenant])));
      return { zone, positions: here.length, tenants: [...tenants].sort() };
    });
  });
}
