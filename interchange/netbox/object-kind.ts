/** The lists of NetBox that parts of a site are made of. */
export const objectKinds = ["sites", "locations", "racks", "power-panels", "power-feeds", "devices"] as const;

export type ObjectKind = (typeof objectKinds)[number];

/**
 * Which list a file holds, by its name: NetBox calls an export `netbox_power feeds.csv`, Nautobot `nautobot_power_feeds.csv`,
 * and an operator puts the site's name before it.
 */
export function kindOfFile(file: string): ObjectKind | undefined {
  const base = (file.split(/[\\/]/).at(-1) ?? "").replace(/\.[^.]*$/, "");
  const words = base.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return objectKinds.find((kind) => words === kind || words.endsWith(`-${kind}`));
}

/** Which list an object of the REST API is of, by its address, such as `https://…/api/dcim/power-feeds/12/`. */
export function kindOfAddress(address: string): ObjectKind | undefined {
  const list = /\/api\/dcim\/([a-z-]+)\//.exec(address)?.[1];
  return objectKinds.find((kind) => kind === list);
}

/**
 * Which list a table is, by the columns that no other of these lists has, where its file is called otherwise.
 *
 * @see https://github.com/netbox-community/netbox/blob/main/netbox/dcim/forms/bulk_import.py for the names.
 */
export function kindOfColumns(columns: readonly string[]): ObjectKind | undefined {
  const has = (...names: readonly string[]) => names.some((name) => columns.includes(name));
  // A device type, and a cable, have columns of these lists and are none of them.
  if (!has("name")) return undefined;
  if (has("power_panel", "power_panel_name") && has("amperage")) return "power-feeds";
  if (has("device_type", "device_type_model") && has("rack", "rack_name", "location", "location_name"))
    return "devices";
  if (has("u_height", "facility_id") && has("site", "location", "location_name")) return "racks";
  if (has("powerfeed_count", "power_feed_count", "power_feeds", "feeds")) return "power-panels";
  if (has("time_zone") && has("facility", "physical_address")) return "sites";
  return has("parent", "parent_name") && has("site", "location_type", "location_type_name")
    ? "locations"
    : undefined;
}
