import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { additionsTo } from "../../../interchange/netbox/additions.ts";
import { importText } from "../../../interchange/netbox/import-text.ts";
import { csvTable } from "../../../interchange/table/csv-table.ts";
import { csvText } from "../../../interchange/table/csv-text.ts";
import { imported } from "./imported.ts";

/** What is right in each column, so that most rows come far enough to be used. */
const right = {
  site: ["Dallas"],
  location: ["Hall 1", "Hall 2", ""],
  parent: ["Building", ""],
  name: ["A1", "A2", "B1", "PDU", "RPP", "Hall 1", "Hall 2", "Building"],
  rack: ["", "A1", "A2", "B1"],
  power_panel: ["PDU", "RPP", "A1"],
  status: ["active"],
  type: ["primary", "redundant"],
  supply: ["ac"],
  phase: ["three-phase", "single-phase"],
  voltage: ["415"],
  amperage: ["32", "63"],
  max_utilization: ["80", "100"],
  device_type: ["GB300 tray"],
  rack_type: ["gb300-nvl72", ""],
  max_weight: ["1500", ""],
  weight_unit: ["kg"],
  description: ["", "zone", "zone; feeds A=pdu"],
  comments: [
    "",
    'busbar: {"name":"pdu","kind":"pdu","from":"poi","rating":"1 MVA"}',
    'busbar: "interconnect"',
  ],
} as const;

const columns = Object.keys(right) as (keyof typeof right)[];

/** What is almost right, and anything. */
const wrong = fc.oneof(
  fc.constantFrom("Active", "planned", "deprecated", "dc", "0", "-1", "1e9", "lb", "stone", "", "NULL", "—"),
  fc.constantFrom("busbar: {", 'busbar: {"name":"pdu"}', "constructor", "Cage", "zone; feeds E=pdu"),
  fc.string(),
);

const row = fc.record(
  Object.fromEntries(
    columns.map((column) => [
      column,
      fc.oneof(
        { weight: 15, arbitrary: fc.constantFrom<string>(...right[column]) },
        { weight: 1, arbitrary: wrong },
      ),
    ]),
  ),
);

const rows = fc.array(row, { maxLength: 8 });
const files = fc.record({
  "sites.csv": fc.constant([{ name: "Dallas" }]),
  "locations.csv": rows,
  "racks.csv": rows,
  "power-panels.csv": rows,
  "power-feeds.csv": rows,
  "devices.csv": rows,
  "cables.csv": rows,
});

test("Whatever stands in the lists, every row is used or counted as not understood, and what is proposed is YAML", () => {
  fc.assert(
    fc.property(files, (lists) => {
      const texts = Object.fromEntries(
        Object.entries(lists).map(([file, list]) => {
          // The site is the same in all: several are refused before anything is read.
          const ofOne = list.map((row) => ("site" in row ? { ...row, site: "Dallas" } : row));
          return [file, csvText(columns, ofOne)];
        }),
      );
      const expected = Object.entries(texts).reduce(
        (sum, [file, text]) => sum + csvTable({ file, text }).rows.length,
        0,
      );
      const result = imported(texts);
      const { rows: read, used, notUnderstood } = result.tally.counts;
      expect(read).toBe(expected);
      expect(used + notUnderstood).toBe(read);
      const names = [...result.power, ...result.zones].map(({ name }) => name);
      for (const name of names) expect(name).toMatch(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/);
      expect(new Set(result.power.map(({ name }) => name)).size).toBe(result.power.length);
      const additions = additionsTo(undefined, result);
      const proposed: unknown = parse(importText(result, additions));
      expect(proposed ?? {}).toEqual(
        JSON.parse(
          JSON.stringify({
            ...(additions.power.length > 0 && { power: additions.power }),
            ...(additions.zones.length > 0 && { zones: additions.zones }),
          }),
        ),
      );
    }),
    { numRuns: 300 },
  );
});

test("Any JSON is read or refused", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { rows: read, used, notUnderstood } = imported({ "racks.json": `[${text}]` }).tally.counts;
      expect(used + notUnderstood).toBe(read);
    }),
  );
});
