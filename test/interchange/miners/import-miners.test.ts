import fc from "fast-check";
import { expect, test } from "vitest";
import { minerColumns } from "../../../interchange/miners/columns.ts";
import { fleetZones } from "../../../interchange/miners/fleet-site.ts";
import { importMiners } from "../../../interchange/miners/import-miners.ts";
import { minersText } from "../../../interchange/miners/import-text.ts";
import { addressNumber } from "../../../interchange/miners/networks.ts";
import { ipv4Number } from "../../../site/mining/miner-address.ts";
import { Refusal } from "../../../site/problem.ts";
import { mine, siteOf, siteWith } from "../../support/sites.ts";
import { imported, linesFrom, tenTen, unknownSite } from "./fleets.ts";

const header = "IP,MAC Address,Model,Firmware,Building,Rack,Hashrate (TH/s),Power (kW),Worker,Password";

function lineOf(
  rack: (index: number) => number,
  model = "Antminer S21 Pro (234T)",
  firmware = "Braiins OS+ 24.09",
) {
  return (address: string, index: number) =>
    `${address},02:00:00:00:00:01,${model},${firmware},Hall 5,R${rack(index)},231.5,3.48,acct.x,hunter2`;
}

test("Miners of one model on one network are one group, with their addresses and the racks they share", () => {
  const { groups, tally } = imported(
    header,
    linesFrom(
      tenTen + 11,
      100,
      lineOf((index) => Math.floor(index / 24)),
    ),
  );
  expect(groups.map(({ zone, part }) => ({ zone, ...part }))).toEqual([
    {
      zone: "hall-5",
      name: "antminer-s21-pro",
      model: "antminer-s21-pro",
      count: 100,
      firmware: "braiins-os",
      addresses: { first: "10.10.0.11", perRack: 24 },
      network: { cidr: "10.10.0.0/24" },
    },
  ]);
  expect(groups[0]?.hashrate.total.terahashes).toBeCloseTo(23150, 9);
  expect(groups[0]?.power.total.kilowatts).toBeCloseTo(348, 9);
  expect(tally.counts).toEqual({ rows: 100, used: 100, notUnderstood: 0, cells: 0 });
});

test("Adjoining blocks of the same miners are one network, unless it would take in another's", () => {
  const three = linesFrom(
    tenTen + 1,
    700,
    lineOf(() => 1),
  );
  expect(imported(header, three).groups.map(({ part }) => part.network.cidr)).toEqual(["10.10.0.0/22"]);
  const other = linesFrom(
    tenTen + 3 * 256 + 1,
    5,
    lineOf(() => 1, "M60S VK30", "stock"),
  );
  expect(
    imported(header, [...three, ...other]).groups.map(({ part }) => [
      part.network.cidr,
      part.model,
      part.firmware,
    ]),
  ).toEqual([
    ["10.10.0.0/23", "antminer-s21-pro", "braiins-os"],
    ["10.10.2.0/24", "antminer-s21-pro", "braiins-os"],
    ["10.10.3.0/24", "whatsminer-m60s", "whatsminer"],
  ]);
});

test("A network that is stated has its VLAN, and one that rows state as well", () => {
  const stated = { ...unknownSite, networks: [{ cidr: "10.10.0.0/20", vlan: 110 }] };
  const lines = linesFrom(
    tenTen + 11,
    3,
    lineOf(() => 1),
  );
  expect(imported(header, lines, stated).groups[0]?.part.network).toEqual({
    vlan: 110,
    cidr: "10.10.0.0/20",
  });
  const own = imported("ip,type,zone,subnet,vlan", [
    "10.10.0.5,S21,a,10.10.0.0/26,77",
    "10.10.0.6,S21,a,10.10.0.0/26,77",
  ]);
  expect(own.groups[0]?.part).toMatchObject({
    network: { vlan: 77, cidr: "10.10.0.0/26" },
    firmware: "stock",
  });
  expect(own.assumedFirmware).toBe(2);
});

test("Miners that are unlike most of their network are left out, and said", () => {
  const lines = [
    ...linesFrom(
      tenTen + 1,
      3,
      lineOf(() => 1),
    ),
    ...linesFrom(
      tenTen + 9,
      1,
      lineOf(() => 1, "S19 XP"),
    ),
  ];
  const { groups, tally } = imported(header, lines);
  expect(groups.map(({ part }) => part.count)).toEqual([3]);
  expect(tally.notUnderstood).toEqual([
    {
      where: "miners.csv:5",
      found: "antminer-s19-xp with braiins-os in hall-5",
      expected:
        "one zone, model and firmware a network: most of 10.10.0.0/24 are antminer-s21-pro with braiins-os in hall-5",
      rowLeftOut: true,
    },
  ]);
});

test("Addresses with holes between them are not stated, and neither is one that the network keeps for itself", () => {
  const lines = [
    ...linesFrom(
      tenTen + 1,
      3,
      lineOf(() => 1),
    ),
    ...linesFrom(
      tenTen + 9,
      3,
      lineOf(() => 1),
    ),
  ];
  expect(imported(header, lines).groups[0]?.part.addresses).toBeUndefined();
  expect(
    imported(
      header,
      linesFrom(
        tenTen,
        3,
        lineOf(() => 1),
      ),
    ).groups[0]?.part.addresses,
  ).toBeUndefined();
});

test.each([
  ["no address", "ip: found nothing, expected an IPv4 address", ",02:00:00:00:00:01,S21,stock,Hall 5"],
  [
    "what is no address",
    'ip: found "10.10.0.300", expected an IPv4 address',
    "10.10.0.300,,S21,stock,Hall 5",
  ],
  [
    "a MAC address where the address should be",
    "ip: found a MAC address, expected an IPv4 address",
    "02:00:00:00:00:01,10.10.0.9,S21,stock,Hall 5",
  ],
  [
    "a model that nobody knows",
    'model: found "S21 Pr", expected a model .*did you mean "antminer-',
    "10.10.0.9,,S21 Pr,stock,Hall 5",
  ],
  [
    "another firmware",
    'firmware: found "ePIC", expected a firmware: stock, braiins-os',
    "10.10.0.9,,S21,ePIC,Hall 5",
  ],
  ["no zone", "expected a zone: in one of the columns zone, building", "10.10.0.9,,S21,stock,"],
  ["a cell too many", "found 1 cells too many", "10.10.0.9,,S21,stock,Hall 5,R1,1,2,acct.x,hun,ter2"],
  [
    "an address that another has",
    "an address of its own: miners.csv:2 has it already",
    "10.10.0.1,,S21,stock,Hall 5",
  ],
])("A row with %s is left out, with its line", (_, expected, line) => {
  const result = imported(header, [
    linesFrom(
      tenTen + 1,
      1,
      lineOf(() => 1),
    )[0] ?? "",
    line,
  ]);
  expect(result.tally.counts).toMatchObject({ rows: 2, used: 1, notUnderstood: 1 });
  expect(minersText(result)).toMatch(new RegExp(`miners\\.csv:3 {2}.*${expected}`));
});

test("A cell that is no hashrate is not understood, and its row is used", () => {
  const line = "10.10.0.9,,S21,stock,Hall 5,R1,fast,3480 W,,";
  const { groups, tally } = imported(header, [line]);
  expect(tally.counts).toEqual({ rows: 1, used: 1, notUnderstood: 0, cells: 1 });
  expect(groups[0]?.hashrate.miners).toBe(0);
  expect(groups[0]?.power.total.watts).toBe(3480);
});

test.each([
  ["hashrate", "231.5", 231.5],
  ["Hash Rate (PH/s)", "0.2315", 231.5],
  ["Hashrate", "231.5 TH/s", 231.5],
  ["Hashrate", "231,500 GH/s", 231.5],
  ["GHS av", "231500", 231.5],
])("The hashrate of column %s with %s is read in its unit", (column, cell, expected) => {
  const { groups } = imported(`ip;model;zone;${column}`, [`10.1.0.1;S21;a;${cell}`]);
  expect(groups[0]?.hashrate.total.terahashes).toBeCloseTo(expected, 9);
});

test("MACs, serials, accounts and passwords are in nothing that is printed, whatever is not understood", () => {
  const lines = [
    ...linesFrom(
      tenTen + 1,
      3,
      lineOf(() => 1),
    ),
    "bad,02:00:00:00:00:01,S21,stock,Hall 5,R1,1,1,acct.x,hunter2",
    "10.10.0.9,02:00:00:00:00:01,?,stock,Hall 5,R1,1,1,acct.x,hunter2",
    "10.10.0.10,02:00:00:00:00:01,S21,stock,02:00:00:00:00:01,R1,1,1,acct.x,hunter2,more",
  ];
  const text = minersText(imported(header, lines));
  expect(text).not.toMatch(/02:00|hunter2|acct|ter2/);
  expect(text).toContain("Columns that were not read: MAC Address, Password.");
});

test("The pattern of workers' names is told where all follow it, and the account is not", () => {
  const named = (address: string) =>
    `${address},S21,a,bc1qexample.a.${address.split(".").slice(2).join("x")}`;
  const all = linesFrom(tenTen + 1, 20, named);
  expect([...imported("ip,model,zone,worker", all).workers]).toEqual([["a", "{zone}.{octet3}x{octet4}"]]);
  expect(minersText(imported("ip,model,zone,worker", all))).not.toContain("bc1q");
  expect(imported("ip,model,zone,worker", [...all, "10.10.0.99,S21,a,other.1"]).workers.size).toBe(0);
});

const site = siteOf(siteWith([mine("east", 110), mine("west", 120)]));
const known = { ...unknownSite, minerModels: site.catalog.minerModels, zones: fleetZones(site) };

test("In a network that the document has, the zone is known, and what differs is told", () => {
  const group = site.zones[0]?.mining?.asics[0];
  const lines = linesFrom(tenTen + 100 * 65536 + 11, 3, (address) => `${address},${group?.model}`);
  const { groups, present } = imported("ip,model", lines, known);
  expect(groups).toEqual([]);
  expect(present).toEqual([
    { zone: "east", name: group?.name, differences: ["count 1000 in the document, 3 in the file"] },
  ]);
  const elsewhere = imported("ip,model,zone", [`10.110.0.9,${group?.model},west`], known);
  expect(elsewhere.tally.notUnderstood[0]).toMatchObject({
    found: "zone west",
    expected: "zone east, whose network has the address",
  });
});

test("A zone that the site has not is not understood, until it is said which it is", () => {
  const line = ["10.1.0.1,S21,Building 5"];
  const [fault] = imported("ip,model,building", line, known).tally.notUnderstood;
  expect(fault).toMatchObject({
    column: "building",
    expected: expect.stringContaining('--zone "Building 5=NAME"'),
  });
  const called = { ...known, called: new Map([["Building 5", "west"]]) };
  expect(imported("ip,model,building", line, called).groups[0]?.zone).toBe("west");
  const usual = { ...known, usualZone: "east" };
  expect(imported("ip,model,building", line, usual).groups[0]?.zone).toBe("east");
});

test("A file without addresses or models is refused as another file, with the columns it has", () => {
  expect(() => imported("name,serial", ["a,b"])).toThrow(
    /miners\.csv:1 {2}found the columns name, serial, and none of a miner's address.*\n.*none of a miner's model/,
  );
});

const cell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "S21",
    "10.10.0.1",
    "10.10.1.2",
    "hall-5",
    "stock",
    "1e400",
    "a,b",
    '"',
    "10.0.0.0/8",
    "4095",
  ),
);
const columns = fc.uniqueArray(fc.constantFrom("note", ...Object.values(minerColumns).flat()), {
  maxLength: 8,
});

test("No table crashes the import, and every row is used or not understood", () => {
  fc.assert(
    fc.property(columns, fc.array(fc.array(cell, { maxLength: 10 })), (more, rows) => {
      const text = [["ip", "model", ...more], ...rows]
        .map((each) => each.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
        .join("\n");
      for (const of of [unknownSite, known]) {
        const result = importMiners({ file: "miners.csv", text }, of);
        const { rows: read, used, notUnderstood } = result.tally.counts;
        expect(used + notUnderstood).toBe(read);
        const counted = result.groups.reduce((sum, { miners }) => sum + miners.length, 0);
        expect(counted).toBeLessThanOrEqual(used);
        minersText(result);
      }
    }),
    { numRuns: 300 },
  );
});

test("No text crashes the import: it is read, or refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        importMiners({ file: "miners.csv", text: `ip,model\n${text}` }, known);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});

test("Addresses are read as the rest of the site's documents reads them", () => {
  const octet = fc.oneof(
    fc.nat({ max: 300 }).map(String),
    fc.constantFrom("00", "01", "", " 1", "1e1", "-1"),
  );
  fc.assert(
    fc.property(fc.array(octet, { minLength: 3, maxLength: 5 }), (octets) => {
      const text = octets.join(".");
      expect(addressNumber(text)).toBe(ipv4Number(text));
    }),
  );
});

test("The order of rows does not matter", () => {
  const lines = linesFrom(
    tenTen + 200,
    120,
    lineOf((index) => Math.floor(index / 40)),
  );
  const expected = imported(header, lines).groups.map(({ part }) => part);
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
      expect(imported(header, shuffled).groups.map(({ part }) => part)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test("A fleet of 50,000 miners in 100 containers is read", () => {
  const lines = linesFrom(
    tenTen,
    25_600 * 2,
    (address, index) =>
      `${address},02:00:00:00:00:01,S21 Pro,stock,Container ${Math.floor(index / 512)},R1,230,3.5,acct.x,y`,
  );
  const start = performance.now();
  const { groups, tally } = imported(header, lines);
  console.log(`${lines.length} miners read in ${Math.round(performance.now() - start)} ms`);
  expect(tally.counts).toMatchObject({ rows: 51_200, used: 51_200 });
  expect(groups).toHaveLength(100);
});
