import type { Day } from "../day.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import { approvalDays } from "./approvals.ts";

/** The days on which a capacity changes: approvals, and equipment that comes or goes. */
export function capacityDays(
  document: Pick<SiteDocument, "interconnects" | "power" | "generators" | "zones">,
): readonly Day[] {
  return [...document.interconnects.flatMap(approvalDays), ...serviceDays(document)];
}

/** The days on which power or cooling equipment comes or goes. */
export function serviceDays({
  power,
  generators,
  zones,
}: Pick<SiteDocument, "power" | "generators" | "zones">): readonly Day[] {
  const cooling = zones.flatMap(({ ai }) =>
    [ai?.cooling.air, ai?.cooling.liquid].flatMap((group) => group ?? []),
  );
  return [...power, ...generators, ...cooling].flatMap(({ installed, removed }) =>
    [installed, removed].filter((day) => day !== undefined),
  );
}
