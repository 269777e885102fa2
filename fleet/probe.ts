import { addDays, type Day } from "../site/day.ts";
import type { RackType } from "../site/schema/site-document.ts";
import { type TenantDocument, tenantDocument } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import type { Power } from "../site/units/index.ts";
import type { CarbonIntensity } from "./carbon-intensity.ts";
import type { LatencyClass } from "./fleet-document.ts";

/** A tenant that is looked for a place for. */
export interface Wanted {
  readonly critical: Power;
  /** The first day of its lease. */
  readonly by: Day;
  /** Its last day. @default - five years */
  readonly to?: Day | undefined;
  /** A rack type of the sites' catalogs. @default 'gb300-nvl72', or those with the accelerator */
  readonly rackType?: string | undefined;
  /** The model of the accelerators, where any rack with them will do. */
  readonly accelerator?: string | undefined;
  /** @default 'N' */
  readonly redundancy?: "N" | "2N" | undefined;
  readonly latency?: LatencyClass | undefined;
  readonly maxCarbon?: CarbonIntensity | undefined;
}

export const usualRackType = "gb300-nvl72";

/** Five years, one of them a leap year: what leases of GPUs are written for. */
const usualDays = 5 * 365 + 1;

export function lastDay({ by, to }: Wanted): Day {
  return to ?? addDays(by, usualDays - 1);
}

/** The rack types of a site that it could come with. */
export function rackTypesFor(site: Site, { rackType, accelerator }: Wanted): readonly RackType[] {
  const all = [...site.catalog.rackTypes.values()];
  if (accelerator !== undefined)
    return all.filter(
      ({ name, accelerator: own }) =>
        own?.model === accelerator && (rackType === undefined || rackType === name),
    );
  return all.filter(({ name }) => name === (rackType ?? usualRackType));
}

/** A tenant of that size that no site has, so that placing it changes nobody's racks. */
export function probe(site: Site, wanted: Wanted, rackType: RackType): TenantDocument {
  const taken = new Set(site.tenants.map(({ name }) => name));
  let name = "wanted";
  for (let number = 2; taken.has(name); number += 1) name = `wanted-${number}`;
  return tenantDocument.parse({
    version: 1,
    name,
    offering: "bare-metal",
    lease: { from: wanted.by, to: lastDay(wanted) },
    demand: [
      {
        name: "all",
        rackType: rackType.name,
        critical: wanted.critical.exact(),
        redundancy: wanted.redundancy ?? "N",
      },
    ],
  });
}
