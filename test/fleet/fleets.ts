import fc from "fast-check";
import type { Fleet, PlacedSite } from "../../fleet/fleet.ts";
import { type FleetInput, fleetDocument } from "../../fleet/fleet-document.ts";
import { place } from "../../placement/place.ts";
import { addDays, day } from "../../site/day.ts";
import { fabricOf, gpuRacks, hall, mine, miners, siteOf, siteWith, tenantOf } from "../support/sites.ts";

/** A site of some halls and mines, by a few numbers. */
export interface SmallSite {
  readonly mines: number;
  readonly racks: number;
  readonly obligedKilowatts: number;
  readonly convertedAfterDays: number | undefined;
  readonly price: number;
}

export const smallSites: fc.Arbitrary<readonly SmallSite[]> = fc.array(
  fc.record({
    mines: fc.integer({ min: 0, max: 3 }),
    racks: fc.integer({ min: 0, max: 18 }),
    obligedKilowatts: fc.option(fc.integer({ min: 100, max: 3000 }), { nil: 0 }),
    convertedAfterDays: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
    price: fc.integer({ min: 10, max: 90 }),
  }),
  { minLength: 1, maxLength: 6 },
);

/** The fleet of some small sites, in two regions. */
export function fleetOf(sites: readonly SmallSite[], change: Partial<FleetInput> = {}): Fleet {
  const names = sites.map((_, index) => `site-${index}`);
  const regions = ["east", "west"].slice(0, Math.min(2, sites.length));
  const document = fleetDocument.parse({
    version: 1,
    name: "small",
    regions: regions.map((name) => ({
      name,
      country: "US",
      timeZone: "America/Chicago",
      gridOperator: "ERCOT",
    })),
    owners: [{ name: "us" }],
    sites: names.map((name, index) => ({
      name,
      folder: name,
      region: regions[index % regions.length] ?? "east",
      owner: "us",
    })),
    ...change,
  } satisfies FleetInput);
  return {
    document,
    sites: sites.flatMap((one, index): PlacedSite[] => {
      const entry = document.sites[index];
      const region = document.regions.find(({ name }) => name === entry?.region);
      if (entry === undefined || region === undefined) return [];
      const site = smallSiteOf(entry.name, one);
      return [{ name: entry.name, entry, region, site, lock: { ...place(site), checksum: "" } }];
    }),
  };
}

function smallSiteOf(name: string, { mines, racks, obligedKilowatts, convertedAfterDays, price }: SmallSite) {
  const start = day("2026-01-01");
  const zones = [hall("hall-1"), ...Array.from({ length: mines }, (_, index) => mineOf(index))];
  if (convertedAfterDays !== undefined) {
    const from = (days: number) => addDays(start, convertedAfterDays + days);
    zones.push(
      hall("later", {
        states: [
          { state: "construction", from: start },
          { state: "commissioning", from: from(0) },
          { state: "ai-ready", from: from(30) },
        ],
      }),
    );
  }
  return siteOf(
    siteWith(zones, {
      name,
      location: { country: "US", timeZone: "America/Chicago" },
      fabrics: [fabricOf("ib", ["hall-1"])],
      contracts: [
        { name: "grid", kind: "fixed", power: "500 MW", price: `${price} $/MWh`, from: "2025-01-01" },
      ],
      ...(mines === 0 || obligedKilowatts === 0
        ? {}
        : {
            demandResponse: [
              {
                name: "summer",
                programme: "ERCOT ERS-30",
                obligation: `${obligedKilowatts} kW`,
                notice: "30 min",
                maximumDuration: "8 h",
                payment: "60000 $/MW-year",
                from: "2025-06-01",
                to: "2028-06-01",
              },
            ],
          }),
    }),
    racks === 0
      ? []
      : [
          tenantOf("acme", gpuRacks(racks), {
            lease: { from: "2026-01-01", to: "2028-12-31", price: "120 $/kW-month" },
          }),
        ],
  );
}

/** Of two models, which earn unlike amounts for their energy. */
function mineOf(index: number): ReturnType<typeof mine> {
  const mining = miners(100 + index);
  const model = index % 2 === 0 ? "antminer-t21" : "antminer-s21-pro";
  return mine(`mine-${index}`, 100 + index, {
    mining: { ...mining, asics: mining.asics.map((group) => ({ ...group, model })) },
  });
}
