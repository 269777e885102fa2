import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { isOfSite } from "./chosen-site.ts";
import { cellOf } from "./object-row.ts";
import type { Rack } from "./read-racks.ts";

/** How many devices of a type there are in a location. */
export interface DeviceCount {
  /** As NetBox calls it. Undefined for devices in the site as such. */
  readonly location: string | undefined;
  readonly type: string;
  readonly count: number;
}

/**
 * Devices, counted: a site's document has no list of them, since its racks' types say what is in them. A device in a rack that
 * the lists do not have is left out: its count would be of a place that is not there.
 */
export function countDevices(
  rows: readonly Row[],
  site: string | undefined,
  racks: readonly Rack[],
  tally: Tally,
): DeviceCount[] {
  const names = new Set(racks.map(({ name }) => name));
  const counts = new Map<string, DeviceCount>();
  for (const row of rows) {
    if (!isOfSite(row, site, tally)) continue;
    const [type, rack] = [cellOf(row, "device_type", "type"), cellOf(row, "rack")];
    if (type === undefined) {
      tally.leaveOut(row, { column: "device_type", expected: "the device's type" });
    } else if (rack !== undefined && !names.has(rack)) {
      tally.leaveOut(row, {
        column: "rack",
        found: JSON.stringify(rack),
        expected: "a rack of the list of racks",
      });
    } else {
      tally.use(row);
      const location = cellOf(row, "location");
      const key = JSON.stringify([location, type]);
      counts.set(key, { location, type, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}
