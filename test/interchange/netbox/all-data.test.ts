import { expect, test } from "vitest";
import { importText } from "../../../interchange/netbox/import-text.ts";
import { additions, faults, imported } from "./imported.ts";

// The headers are what NetBox calls the columns of its lists (dcim/tables), which is what "Export, All Data" writes.
const panels = (...lines: readonly string[]) => ["Name,Site,Location,Feeds", ...lines, ""].join("\n");
const feeds = (...lines: readonly string[]) =>
  [
    "Name,Power Panel,Rack,Status,Type,Supply,Voltage,Amperage,Phase,Max Utilization,Available power (VA)",
    ...lines,
    "",
  ].join("\n");
const racks = (...lines: readonly string[]) =>
  ["Name,Site,Location,Status,Role,Type,Height,Max Weight,Space", ...lines, ""].join("\n");

test("Shares and weights are read as NetBox's own export shows them, with their units", () => {
  const result = imported({
    "netbox_power panels.csv": panels("RPP 1,Dallas,,1"),
    "netbox_power feeds.csv": feeds("Chiller,RPP 1,,Active,Primary,AC,480,800,Three-phase,90%,598000"),
    "netbox_racks.csv": racks(
      "A1,Dallas,Hall,Active,,,48U,1588 Kilograms,0",
      "A2,Dallas,Hall,Active,,,48U,4000 Pounds,0",
      "A3,Dallas,Hall,Active,,,48U,1588 stone,0",
    ),
  });
  expect(faults(result)).toEqual(["netbox_racks.csv:4 max_weight"]);
  expect(result.power[1]).toMatchObject({ current: "800 A", voltage: "480 V", continuousRating: "90 %" });
  expect(result.zones[0]?.ai?.rackMass).toBe("1.588 t");
});

test("What NetBox's export calls the type of a rack or of a device is read, and the form of a rack is no type", () => {
  const result = imported({
    "netbox_racks.csv": racks(
      "A1,Dallas,Hall,Active,,GB300 NVL72,48U,,0",
      "A2,Dallas,Hall,Active,GB300 NVL72,4-post cabinet,48U,,0",
    ),
    "netbox_devices.csv": "Name,Site,Location,Rack,Role,Type\nn1,Dallas,Hall,A1,node,GB300 tray\n",
  });
  expect(faults(result)).toEqual([]);
  expect(result.racks).toEqual([{ zone: "hall", type: "gb300-nvl72", count: 2 }]);
  expect(result.devices).toEqual([{ zone: "hall", type: "GB300 tray", count: 1 }]);
});

test("A feed that names no site is of the site that its panel is in", () => {
  const feed = (name: string, panel: string) =>
    `${name},${panel},,active,primary,ac,480,800,three-phase,80%,1`;
  const result = imported(
    {
      "power-panels.csv": panels("P1,Dallas,,1", "P2,Austin,,1", "P3,Dallas,,1", "P3,Austin,,1"),
      "power-feeds.csv": feeds(feed("a", "P1"), feed("b", "P2"), feed("c", "P3")),
    },
    { site: "Dallas" },
  );
  expect(result.power.map(({ name }) => name)).toEqual(["p1", "a"]);
  expect(faults(result)).toEqual(
    expect.arrayContaining(["power-feeds.csv:3 power_panel", "power-feeds.csv:4 power_panel"]),
  );
});

test("A feed that names no hall leads to the rack in the hall of its panel, where several racks are called alike", () => {
  const feed = (panel: string) => `${panel}-1,${panel},A1,active,primary,ac,415,60,three-phase,80%,1`;
  const result = imported({
    "racks.csv": racks("A1,Dallas,Hall 1,active,,,42U,,0", "A1,Dallas,Hall 2,active,,,42U,,0"),
    "power-panels.csv": panels("P1,Dallas,Hall 1,1", "P2,Dallas,Hall 2,1"),
    "power-feeds.csv": feeds(feed("P1"), feed("P2")),
  });
  expect(result.zones.map(({ name, feeds }) => [name, feeds])).toEqual([
    ["hall-1", { A: "p1" }],
    ["hall-2", { A: "p2" }],
  ]);
  expect(faults(result)).toEqual([]);
});

test("Proposed zones can be pasted one by one: none refers to what stands in another", () => {
  const files = {
    "racks.csv": racks("A1,Dallas,Hall 1,active,,,42U,,0", "A1,Dallas,Hall 2,active,,,42U,,0"),
  };
  expect(importText(imported(files), additions(files))).not.toMatch(/[&*]a1/);
});
