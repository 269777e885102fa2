import { expect, test } from "vitest";
import { additions, faults, feedHeader, imported, table } from "./imported.ts";

const rackHeader = "site,location,name,status,role,max_weight,weight_unit";

/** Two rows of two racks in a hall. */
const racks = table(
  rackHeader,
  "Data Hall 1,A-01,active,GB300 NVL72,3000,lb",
  "Data Hall 1,A-02,available,,3100,lb",
  "Data Hall 1,B-01,active,GB300 NVL72,3000,lb",
  "Data Hall 1,B-02,planned,,3000,lb",
);

const locations = table(
  "site,parent,name,slug,status",
  ",Building 1,b1,active",
  "Building 1,Data Hall 1,dh1,active",
);

function feed(rack: string, path: "A" | "B", amperes = 63, number = ""): string {
  const type = path === "A" ? "primary" : "redundant";
  return `PDU ${path},Data Hall 1,${rack},${rack}-${path}${number},active,${type},ac,three-phase,415,${amperes},80`;
}

const feeds = table(
  feedHeader,
  ...["A-01", "A-02", "B-01", "B-02"].flatMap((rack) => [feed(rack, "A"), feed(rack, "B")]),
);

test("A location with racks is a zone, with rows and positions by their names, and the location around it is its hall", () => {
  const { zones, racks: counts, tally } = imported({ "racks.csv": racks, "locations.csv": locations });
  expect(zones).toEqual([
    {
      name: "data-hall-1",
      hall: "building-1",
      redundancy: "N",
      feeds: {},
      ai: { rows: 2, positionsPerRow: 2, rackMass: expect.stringMatching(/^1\.36\d* t$|^1360\.7\d* kg$/) },
    },
  ]);
  expect(counts).toEqual([
    { zone: "data-hall-1", type: "gb300-nvl72", count: 2 },
    { zone: "data-hall-1", type: undefined, count: 2 },
  ]);
  expect(tally.counts).toMatchObject({ rows: 6, used: 6 });
});

test("Feeds to racks are how the hall's racks are connected, and give its paths and redundancy", () => {
  const { zones, unsaid } = imported({ "racks.csv": racks, "power-feeds.csv": feeds });
  expect(zones[0]).toMatchObject({
    redundancy: "2N",
    feeds: { A: "pdu-a", B: "pdu-b" },
    ai: { rackFeeds: { voltage: "415 V", current: "63 A", phases: 3 } },
  });
  expect(unsaid).toEqual([]);
});

test("Several feeds of one path to each rack are told as such, and another kind of feed is left out", () => {
  const lines = ["A-01", "A-02", "B-01"].flatMap((rack) => [
    feed(rack, "A", 63, "1"),
    feed(rack, "A", 63, "2"),
  ]);
  const result = imported({
    "racks.csv": racks,
    "power-feeds.csv": table(feedHeader, ...lines, feed("B-02", "A", 32)),
  });
  expect(result.zones[0]?.ai?.rackFeeds).toMatchObject({ current: "63 A", perPath: 2 });
  expect(faults(result)).toEqual(["power-feeds.csv:8 row"]);
});

test("A feed to a rack that is not there is left out", () => {
  const result = imported({ "racks.csv": racks, "power-feeds.csv": table(feedHeader, feed("C-01", "A")) });
  expect(faults(result)).toEqual(["power-feeds.csv:2 rack"]);
});

test("Racks that tell no place, stand where one stands, or are gone are left out", () => {
  const lines = ["Hall,Cage,active,,,", "Hall,A1,active,,,", "Hall,a01,active,,,", "Hall,A2,deprecated,,,"];
  const result = imported({ "racks.csv": table(rackHeader, ...lines) });
  expect(faults(result)).toEqual(["racks.csv:2 name", "racks.csv:4 name", "racks.csv:5 status"]);
  expect(result.zones[0]?.ai).toMatchObject({ rows: 1, positionsPerRow: 1 });
});

test("A rack type that the catalog does not have is told with the nearest that it has", () => {
  const result = imported({ "racks.csv": "site,name,rack_type\nDallas,A1,GB300-NVL73\n" });
  expect(result.tally.notUnderstood).toEqual([
    {
      where: "racks.csv:2",
      column: "rack_type",
      found: '"GB300-NVL73"',
      expected: 'a rack type of the catalog or of the site, of which "gb300-nvl72" is nearest',
      rowLeftOut: false,
    },
  ]);
});

test("Rows of different lengths count as the longest, which is said", () => {
  const lines = ["Hall,A1,active,,,", "Hall,A2,active,,,", "Hall,B1,active,,,"];
  const { zones, assumed } = imported({ "racks.csv": table(rackHeader, ...lines) });
  expect(zones[0]?.ai).toMatchObject({ rows: 2, positionsPerRow: 2 });
  expect(assumed).toEqual([
    'zone "hall": every row as long as the longest, with 2 positions; the shortest has 1',
  ]);
});

test("A new zone states what is assumed of it as assumed, and has no cooling until somebody states it", () => {
  const { zones, unsaid } = additions({ "racks.csv": racks });
  expect(zones[0]).toMatchObject({ ai: { grossToCritical: { value: 1.3, source: "assumed" }, cooling: {} } });
  expect(unsaid).toContain('zone "data-hall-1": its states');
});

test("Lists of several sites are refused until one is chosen, and rows of the others are left out then", () => {
  const files = { "racks.csv": `${racks}Austin,Hall,A1,active,,,\n` };
  expect(() => imported(files)).toThrow("choose one of Austin, Dallas");
  expect(() => imported(files, { site: "Dalas" })).toThrow('did you mean "Dallas"?');
  const result = imported(files, { site: "dallas" });
  expect(faults(result)).toEqual(["racks.csv:6 site"]);
});

test("Devices are counted by zone and type, and left out in racks that are not there", () => {
  const devices = table(
    "site,location,rack,name,role,device_type",
    "Data Hall 1,A-01,n1,node,GB300 tray",
    "Data Hall 1,A-01,n2,node,GB300 tray",
    "Data Hall 1,Z-9,n3,node,GB300 tray",
  );
  const result = imported({ "racks.csv": racks, "devices.csv": devices });
  expect(result.devices).toEqual([{ zone: "data-hall-1", type: "GB300 tray", count: 2 }]);
  expect(faults(result)).toEqual(["devices.csv:4 rack"]);
});

test("Rows of lists that no part of a site is made of are counted, not passed over", () => {
  const result = imported({ "cables.csv": "label,length\nx,3\n" });
  expect(result.tally.counts).toMatchObject({ rows: 1, used: 0, notUnderstood: 1 });
});
