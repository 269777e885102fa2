import { expect, test } from "vitest";
import { faults, imported } from "./imported.ts";

/** As NetBox's REST API answers: objects within objects, and choices as value and label. */
const answer = {
  count: 2,
  next: null,
  results: [
    {
      url: "https://netbox.example/api/dcim/power-feeds/1/",
      name: "Chiller 1",
      power_panel: { id: 7, display: "RPP 1", name: "RPP 1" },
      rack: null,
      status: { value: "active", label: "Active" },
      type: { value: "primary", label: "Primary" },
      supply: { value: "ac", label: "AC" },
      phase: { value: "three-phase", label: "Three-phase" },
      voltage: 480,
      amperage: 800,
      max_utilization: 90,
      comments: "",
    },
    { url: "https://netbox.example/api/dcim/power-feeds/2/", name: "Chiller 2", status: { value: "failed" } },
  ],
};

test("Answers of the REST API are read by their addresses, and rows are known by their key paths", () => {
  const result = imported({ "page-1.json": JSON.stringify(answer), "page-2.json": JSON.stringify([answer]) });
  expect(result.power.at(-1)).toMatchObject({
    name: "chiller-1",
    current: "800 A",
    continuousRating: "90 %",
  });
  expect(faults(result)).toEqual([
    "page-1.json results[1] power_panel",
    "page-2.json [0].results[0] name",
    "page-2.json [0].results[1] power_panel",
  ]);
});

test("Nautobot's CSV is read: columns of names within names, NULL and NoObject, sites as locations", () => {
  const locations = [
    "name,location_type__name,parent__name,status__name",
    "Dallas,Site,NULL,Active",
    "Building 1,Building,Dallas,Active",
    "Hall 1,Room,Building 1,Active",
  ];
  const racks = ["name,location__name,status__name,u_height,role__name", "A1,Hall 1,Active,42,NoObject"];
  const feeds = [
    "name,power_panel__name,rack__name,status__name,type,supply,phase,voltage,amperage,max_utilization",
    "A1-A,PDU A,A1,Active,primary,ac,single-phase,240,32,80",
    "Pump,PDU A,NULL,Active,primary,ac,single-phase,240,32,80",
  ];
  const result = imported({
    "nautobot_locations.csv": locations.join("\n"),
    "nautobot_racks.csv": racks.join("\n"),
    "nautobot_power feeds.csv": feeds.join("\n"),
  });
  expect(faults(result)).toEqual([]);
  expect(result.zones).toMatchObject([{ name: "hall-1", hall: "building-1", feeds: { A: "pdu-a" } }]);
  expect(result.power.map(({ name }) => name)).toEqual(["pdu-a", "pump"]);
});

test("A list is known by its columns where its file is called otherwise", () => {
  const feeds = "name,power_panel,status,phase,voltage,amperage\na,RPP,active,three-phase,480,800\n";
  expect(imported({ "export (3).csv": feeds }).power.at(-1)).toMatchObject({ name: "a" });
});

test("Files that cannot be read are refused, all of them", () => {
  expect(() => imported({ "racks.json": '{"results": [', "sites.csv": 'name\n"x' })).toThrow(
    /racks\.json {2}not valid JSON[\s\S]*sites\.csv:\d+ {2}not valid CSV/,
  );
});
