import { nearest } from "../../site/schema/closed.ts";
import type { RackType } from "../../site/schema/site-document.ts";
import { Mass } from "../../site/units/index.ts";
import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { isOfSite } from "./chosen-site.ts";
import { cellOf, choiceOf, measureOf } from "./object-row.ts";
import { type RackPlace, rackPlace } from "./rack-place.ts";

/** A rack, or the place of one, of NetBox. */
export interface Rack extends RackPlace {
  readonly name: string;
  /** As NetBox calls it. Undefined where the rack is in the site as such. */
  readonly location: string | undefined;
  /** A rack type of the catalog. */
  readonly type: string | undefined;
  /** What the rack may weigh with all that is in it. */
  readonly mass: Mass | undefined;
}

/** Kilograms in a unit of weight, by NetBox's names of them, without a plural (dcim/choices.py, WeightUnitChoices). */
const kilograms: ReadonlyMap<string, number> = new Map(
  [
    { names: ["kg", "kilogram"], mass: 1 },
    { names: ["g", "gram"], mass: 0.001 },
    { names: ["lb", "pound"], mass: 0.45359237 },
    { names: ["oz", "ounce"], mass: 0.028349523125 },
  ].flatMap(({ names, mass }) => names.map((name) => [name, mass] as const)),
);

/** The racks whose names tell where they stand. */
export function readRacks(
  rows: readonly Row[],
  site: string | undefined,
  rackTypes: ReadonlyMap<string, RackType>,
  tally: Tally,
): Rack[] {
  const taken = new Set<string>();
  const typeNamed = rackTypeNames(rackTypes);
  return rows.flatMap((row): Rack[] => {
    if (!isOfSite(row, site, tally)) return [];
    const name = cellOf(row, "name");
    const place = name === undefined ? undefined : rackPlace(name);
    if (name === undefined || place === undefined) {
      tally.leaveOut(row, {
        column: "name",
        expected: 'a name that ends in the place in its row, such as "r01p05"',
      });
      return [];
    }
    if (choiceOf(row, "status") === "deprecated") {
      tally.leaveOut(row, { column: "status", expected: "a rack that is not deprecated" });
      return [];
    }
    const location = cellOf(row, "location");
    const key = JSON.stringify([location, place]);
    if (taken.has(key)) {
      tally.leaveOut(row, { column: "name", expected: "a place that no rack of its location has yet" });
      return [];
    }
    taken.add(key);
    tally.use(row);
    return [{ ...place, name, location, type: typeOf(row, typeNamed, tally), mass: massOf(row, tally) }];
  });
}

function massOf(row: Row, tally: Tally): Mass | undefined {
  if (cellOf(row, "max_weight") === undefined) return undefined;
  const measure = measureOf(row, "max_weight");
  const written = measure?.unit === "" ? choiceOf(row, "weight_unit") : measure?.unit;
  const unit = kilograms.get(written?.replace(/s$/, "") ?? "");
  if (measure !== undefined && unit !== undefined) return Mass.kilograms(measure.number * unit);
  const column = measure?.unit === "" ? "weight_unit" : "max_weight";
  tally.skipCell(row, {
    column,
    expected: measure?.unit === "" ? "kg, g, lb or oz" : "a number, in kg, g, lb or oz",
  });
  return undefined;
}

/**
 * NetBox has types of racks since 4.1, in a column that its CSV calls `Type`; before, that was the form of the rack. There, and
 * in what busbar exports, a rack's role says what it is.
 */
function typeOf(row: Row, typeNamed: ReadonlyMap<string, string>, tally: Tally): string | undefined {
  const stated = cellOf(row, "rack_type");
  if (stated === undefined) {
    const [type, role] = ["type", "role"].map((column) => typeNamed.get(plain(cellOf(row, column) ?? "")));
    return type ?? role;
  }
  const found = typeNamed.get(plain(stated));
  if (found !== undefined) return found;
  const near = nearest(stated, [...new Set(typeNamed.values())]);
  tally.skipCell(row, {
    column: "rack_type",
    found: JSON.stringify(stated),
    expected: `a rack type of the catalog or of the site${near === undefined ? "" : `, of which "${near}" is nearest`}`,
  });
  return undefined;
}

/** Rack types by their names and titles, without marks: `GB300 NVL72` is `gb300-nvl72`. */
function rackTypeNames(rackTypes: ReadonlyMap<string, RackType>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, title } of rackTypes.values()) names.set(plain(title), name);
  for (const name of rackTypes.keys()) names.set(plain(name), name);
  return names;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
}
