import fc from "fast-check";
import { expect, test } from "vitest";
import { csvTable } from "../../../interchange/table/csv-table.ts";
import { csvText } from "../../../interchange/table/csv-text.ts";
import { Refusal } from "../../../site/problem.ts";

test("A row is known by its line, and its cells by what the header calls them, without the unit", () => {
  const text = '﻿Name,Max Utilization (%),Power Panel\r\n\r\nA1,80,"PDU, left"\r\n';
  const { columns, rows } = csvTable({ file: "feeds.csv", text });
  expect(columns.map(({ key, unit }) => [key, unit])).toEqual([
    ["name", undefined],
    ["max_utilization", "%"],
    ["power_panel", undefined],
  ]);
  const [row] = rows;
  expect(row?.where).toBe("feeds.csv:3");
  expect(row?.cell("nothing", "max_utilization")).toBe("80");
  expect(row?.cell("power_panel")).toBe("PDU, left");
  expect(row?.cell("location")).toBeUndefined();
});

test("Semicolons and tabs part cells where the header is parted by them", () => {
  for (const mark of [";", "\t"]) {
    const { rows } = csvTable({ file: "t.csv", text: `name${mark}voltage\nA,1${mark}415\n` });
    expect([rows[0]?.cell("name"), rows[0]?.cell("voltage")]).toEqual(["A,1", "415"]);
  }
});

test("Rows may be shorter or longer than the header, and what is too much is counted", () => {
  const { rows } = csvTable({ file: "t.csv", text: "a,b\n1\n1,2,3,4\n" });
  expect(rows.map(({ surplus }) => surplus)).toEqual([0, 2]);
  expect(rows[0]?.cell("b")).toBeUndefined();
});

test("Of two columns of one name, the first is read", () => {
  expect(csvTable({ file: "t.csv", text: "a,A\n1,2\n" }).rows[0]?.cell("a")).toBe("1");
});

test("A quote that is never closed is refused with its line", () => {
  expect(() => csvTable({ file: "t.csv", text: 'a\n"1\n' })).toThrow(/t\.csv:\d+ {2}not valid CSV/);
});

test("Any text gives rows or a refusal", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", ",", ";", '"', "\n", "\r", "\t", " ", "﻿", "(") }),
      (text) => {
        try {
          expect(
            csvTable({ file: "t.csv", text }).rows.every(({ where }) => /^t\.csv:\d+$/.test(where)),
          ).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
  );
});

test("What is written as CSV reads back, whatever stands in it", () => {
  const cell = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.includes("﻿"));
  fc.assert(
    fc.property(fc.array(fc.record({ name: cell, note: cell }), { minLength: 1 }), (rows) => {
      const { rows: read } = csvTable({ file: "t.csv", text: csvText(["name", "note"], rows) });
      expect(read.map((row) => ({ name: row.cell("name"), note: row.cell("note") }))).toEqual(rows);
    }),
  );
});
