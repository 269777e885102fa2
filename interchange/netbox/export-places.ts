import { positionCount, positionName, readRanges } from "../../placement/positions.ts";
import { tenantsOn } from "../../placement/site-plan.ts";
import { csvText } from "../table/csv-text.ts";
import type { ExportSources, ListFile } from "./export-netbox.ts";
import { writtenZone } from "./known-parts.ts";
import { zoneDescription } from "./zone-description.ts";
import { buildingSuffix } from "./zone-parts.ts";

/** A grey: NetBox wants a colour for every role. */
export const roleColor = "9e9e9e";

/**
 * NetBox's own defaults, since a site's document knows neither: its import form requires both (dcim/models/racks.py and
 * dcim/forms/bulk_import.py, RackImportForm).
 */
const rackSize = { width: 19, u_height: 42 } as const;

/** A position on a day: free, or a tenant's with a rack of a type. */
interface Occupant {
  readonly tenant: string;
  readonly rackType: string;
}

/** Sites, buildings and zones, tenants, and a rack for every position of every hall. */
export function placeFiles(sources: ExportSources): ListFile[] {
  const { site } = sources;
  const occupants = occupantsOf(sources);
  const { name, title, location } = site.document;
  const types = [...new Set([...occupants.values()].map(({ rackType }) => rackType))].sort();
  const tenants = tenantsOn(site, sources.placement, sources.on).map(({ tenant }) => tenant.name);
  return [
    {
      file: "sites.csv",
      text: csvText(
        ["name", "slug", "status", "time_zone", "description"],
        [
          {
            name,
            slug: name,
            status: "active",
            time_zone: location?.timeZone,
            description: title?.slice(0, 200),
          },
        ],
      ),
    },
    {
      file: "tenants.csv",
      text: csvText(
        ["name", "slug"],
        tenants.map((tenant) => ({ name: tenant, slug: tenant })),
      ),
    },
    {
      file: "rack-roles.csv",
      text: csvText(
        ["name", "slug", "color"],
        types.map((type) => ({ name: type, slug: type, color: roleColor })),
      ),
    },
    { file: "locations.csv", text: locations(sources) },
    { file: "racks.csv", text: racks(sources, occupants) },
  ];
}

/** Buildings come first: a location's parent must be there before it. */
function locations({ site }: ExportSources): string {
  const common = { site: site.name, status: "active" };
  const halls = [...new Set(site.zones.flatMap(({ hall }) => hall ?? []))];
  return csvText(
    ["site", "parent", "name", "slug", "status", "description"],
    [
      ...halls.map((hall) => ({ ...common, name: `${hall}${buildingSuffix}`, slug: `${hall}-building` })),
      ...site.zones.map((zone) => ({
        ...common,
        parent: zone.hall === undefined ? undefined : `${zone.hall}${buildingSuffix}`,
        name: zone.name,
        slug: zone.name,
        description: zoneDescription(writtenZone(zone).feeds),
      })),
    ],
  );
}

function racks({ site }: ExportSources, occupants: ReadonlyMap<string, Occupant>): string {
  return csvText(
    [
      "site",
      "location",
      "name",
      "tenant",
      "status",
      "role",
      "width",
      "u_height",
      "max_weight",
      "weight_unit",
    ],
    site.zones.flatMap((zone) => {
      const kilograms = Math.floor(zone.ai?.rackMass.value.kilograms ?? 0);
      return Array.from({ length: positionCount(zone) }, (_, position) => {
        const name = positionName(zone, position);
        const occupant = occupants.get(`${zone.name}/${name}`);
        return {
          site: site.name,
          location: zone.name,
          name,
          tenant: occupant?.tenant,
          status: occupant === undefined ? "available" : "active",
          role: occupant?.rackType,
          ...rackSize,
          ...(kilograms > 0 && { max_weight: kilograms, weight_unit: "kg" }),
        };
      });
    }),
  );
}

function occupantsOf({ site, placement, on }: ExportSources): ReadonlyMap<string, Occupant> {
  const occupants = new Map<string, Occupant>();
  for (const { tenant, allocations } of tenantsOn(site, placement, on)) {
    for (const { zone: name, positions, rackType } of allocations) {
      const zone = site.zone(name);
      for (const position of readRanges(zone, positions) ?? [])
        occupants.set(`${name}/${positionName(zone, position)}`, { tenant: tenant.name, rackType });
    }
  }
  return occupants;
}
