import fc from "fast-check";
import { expect, test } from "vitest";
import { scalableUnits } from "../../../review/page/fabric/units.ts";
import { occupancies } from "../../../review/page/floor/occupancy.ts";
import { alikeRows, runsOf } from "../../../review/page/floor/runs.ts";
import type { SitePlanDocument } from "../../../review/result/site-plan-document.ts";
import { exampleFolder } from "../../support/examples.ts";
import { planOf } from "../../support/reviews.ts";

const example = planOf(exampleFolder("prince-george"));

type Tenant = SitePlanDocument["tenants"][number];

/** Prince George with a hall of 2 × 4 positions and one tenant. */
function planWith(
  allocations: readonly Partial<Tenant["allocations"][number]>[],
  options: Tenant["options"] = [],
): SitePlanDocument {
  const [tenant, zone] = [example.tenants[0], example.zones[0]];
  const allocation = tenant?.allocations[0];
  if (tenant === undefined || zone === undefined || allocation === undefined) throw new Error("no tenant");
  return {
    ...example,
    day: "2026-08-15",
    zones: [{ ...zone, name: "hall", rows: 2, positionsPerRow: 4 }],
    tenants: [
      {
        ...tenant,
        name: "acme",
        allocations: allocations.map((each) => ({ ...allocation, zone: "hall", ...each })),
        options,
      },
    ],
  };
}

function when(plan: SitePlanDocument): (string | undefined)[] | undefined {
  return occupancies(plan)[0]?.positions.map((racks) => racks?.when);
}

test("A position shows who is there on the day, else who comes next, else whom it is held for", () => {
  const plan = planWith(
    [
      { positions: ["r01p01-p02"], from: "2026-01-01", to: "2026-12-31" },
      { positions: ["r01p02-p03"], from: "2027-01-01", to: "2027-12-31" },
      { positions: ["r01-r02p04"], from: "2025-01-01", to: "2025-12-31" },
    ],
    [
      {
        demand: "more",
        zone: "hall",
        rackType: "b200",
        racks: 2,
        positions: ["r01p03", "r02p01"],
        criticalKilowatts: 1,
        from: "2026-01-01",
        to: "2030-12-31",
      },
    ],
  );
  expect(when(plan)).toEqual(["now", "now", "later", undefined, "held", undefined, undefined, undefined]);
});

test("A range outside of the hall, or that is none, is nowhere", () => {
  expect(
    when(
      planWith([
        { positions: ["r03p01", "r01p03-p05", "somewhere", "r00p01"], from: "2026-01-01", to: "2027-01-01" },
      ]),
    ),
  ).toEqual(new Array(8).fill(undefined));
});

test("A plan's racks are as many as positions that show them", () => {
  for (const { zone, positions } of occupancies(example))
    expect(positions.filter((racks) => racks?.when === "now")).toHaveLength(zone.racks);
});

test("Runs are the floor again, and no two of one row could be one", () => {
  const floors = fc
    .integer({ min: 1, max: 12 })
    .chain((perRow) =>
      fc.tuple(
        fc.constant(perRow),
        fc.array(fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }), { maxLength: 60 }),
      ),
    );
  fc.assert(
    fc.property(floors, ([perRow, cells]) => {
      const floor = cells.slice(0, cells.length - (cells.length % perRow));
      const runs = runsOf(floor, perRow);
      const again = new Array<string | undefined>(floor.length).fill(undefined);
      for (const { row, place, length, value } of runs)
        again.fill(value, row * perRow + place, row * perRow + place + length);
      expect(again).toEqual(floor);
      for (const [index, run] of runs.entries()) {
        const before = runs[index - 1];
        if (before?.row === run.row && before.place + before.length === run.place)
          expect(before.value).not.toBe(run.value);
      }
      const groups = alikeRows(runs, floor.length / perRow);
      expect(groups.reduce((total, { rows: [first, last] }) => total + last - first + 1, 0)).toBe(
        floor.length / perRow,
      );
    }),
  );
});

test("A scalable unit is so many positions of one zone, with the tenants that are in it", () => {
  const plan = planWith([{ positions: ["r01p01-p04"], from: "2026-01-01", to: "2027-01-01" }]);
  const fabric = {
    name: "f",
    kind: "infiniband",
    zones: ["hall"],
    leaves: 1,
    leafDownlinks: 1,
    scalableUnit: 3,
  };
  const halls = new Map(occupancies(plan).map((hall) => [hall.zone.name, hall]));
  expect(scalableUnits(fabric, halls)).toEqual([
    { zone: "hall", positions: 3, tenants: ["acme"] },
    { zone: "hall", positions: 3, tenants: ["acme"] },
    { zone: "hall", positions: 2, tenants: [] },
  ]);
});
