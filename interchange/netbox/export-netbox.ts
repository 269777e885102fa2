import type { Placement } from "../../placement/place.ts";
import type { Day } from "../../site/day.ts";
import type { Site } from "../../site/site.ts";
import { deviceFiles } from "./export-devices.ts";
import { networkFiles } from "./export-networks.ts";
import { placeFiles } from "./export-places.ts";
import { powerFiles } from "./export-power.ts";

/** A link with its two ends: a device, and the name of one of its ports. */
export interface Cable {
  readonly a: string;
  readonly aPort: string;
  readonly b: string;
  readonly bPort: string;
  readonly class: string;
  readonly metres: number;
}

/** A switch of a fabric, such as `ib-1-leaf007`. */
export interface FabricSwitch {
  readonly name: string;
  readonly fabric: string;
  /** What it is in the fabric: `leaf`, `spine`, `core` or `ocs`. */
  readonly tier: string;
}

/** What is exported, and of which day. */
export interface ExportSources {
  readonly site: Site;
  readonly placement: Placement;
  readonly on: Day;
  readonly switches: readonly FabricSwitch[];
  /** Read several times: a campus has millions of them. */
  readonly cables: Iterable<Cable>;
}

/** A file that NetBox imports into one of its lists. */
export interface ListFile {
  readonly file: string;
  readonly text: string;
}

/**
 * A site as CSV files for NetBox's bulk import, in the order in which NetBox takes them: what a row names must be there before.
 *
 * @see https://github.com/netbox-community/netbox/blob/main/netbox/dcim/forms/bulk_import.py for the columns of each list.
 */
export function netBoxFiles(sources: ExportSources): ListFile[] {
  return [...placeFiles(sources), ...powerFiles(sources), ...deviceFiles(sources), ...networkFiles(sources)];
}

/** The names of all files that an export may write. */
export const exportedFiles: readonly string[] = [
  "sites.csv",
  "tenants.csv",
  "rack-roles.csv",
  "locations.csv",
  "racks.csv",
  "power-panels.csv",
  "power-feeds.csv",
  "manufacturers.csv",
  "device-roles.csv",
  "device-types.csv",
  "devices.csv",
  "interfaces.csv",
  "cables.csv",
  "vrfs.csv",
  "vlans.csv",
  "prefixes.csv",
];
