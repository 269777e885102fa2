import { expect, test } from "vitest";
import { csvTable } from "../../../interchange/table/csv-table.ts";
import { reportLines } from "../../../interchange/table/report.ts";
import { Tally } from "../../../interchange/table/tally.ts";

function threeRows() {
  const tally = new Tally();
  const { rows } = csvTable({ file: "t.csv", text: "name,volts\na,1\nb,2\nc,three\n" });
  tally.read(rows);
  return { tally, rows };
}

test("A row is used or left out, and one that is left out is not used again", () => {
  const { tally, rows } = threeRows();
  for (const row of rows) tally.use(row);
  const [, , last] = rows;
  if (last === undefined) throw new Error("there is no third row");
  tally.leaveOut(last, { column: "volts", expected: "a number" });
  tally.use(last);
  expect(tally.counts).toEqual({ rows: 3, used: 2, notUnderstood: 1, cells: 0 });
});

test("The report says where, which column, what was found and what was expected", () => {
  const { tally, rows } = threeRows();
  for (const row of rows) tally.use(row);
  const [first, , last] = rows;
  if (first === undefined || last === undefined) throw new Error("there are no three rows");
  tally.leaveOut(last, { column: "volts", expected: "a number" });
  tally.skipCell(first, { column: "name", found: "a secret", expected: "another name" });
  expect(reportLines(tally)).toEqual([
    "3 rows: 2 used, 1 not understood, and 1 cell of used rows not understood.",
    '  t.csv:4  volts: found "three", expected a number',
    "  t.csv:2  name: found a secret, expected another name (the rest of the row is used)",
  ]);
});

test("Of many rows with one mistake the first are listed, and the others counted", () => {
  const tally = new Tally();
  const { rows } = csvTable({ file: "t.csv", text: `name\n${"x\n".repeat(12)}` });
  tally.read(rows);
  for (const row of rows) tally.leaveOut(row, { column: "name", expected: "y" });
  const lines = reportLines(tally);
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe("  and 2 more of the same");
});
