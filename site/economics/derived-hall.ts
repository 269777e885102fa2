import { aiCapacity } from "../ai-capacity.ts";
import { figuresIn } from "../figure.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import type { Hall } from "./ai-side.ts";
import type { Evidence } from "./evidence.ts";

/** The AI hall of a zone, as it stands or as it is planned, without its leases; undefined where none is planned. */
export function derivedHall(site: Site, zone: Zone, evidence: Evidence): Omit<Hall, "leases"> | undefined {
  const { ai, name } = zone;
  if (ai === undefined) return undefined;
  const figures = [...figuresIn(ai), ...figuresIn(site.document.power)].map(({ figure }) => figure);
  return {
    critical: evidence.planned(
      `plan.zones.${name}.critical`,
      "critical load of the hall",
      aiCapacity(zone, site.powerNetwork),
      "the site's plan: what the zone's feeds carry and its cooling removes",
      figures,
    ),
    grossToCritical: evidence.figure(
      `zones.${name}.ai.grossToCritical`,
      "gross per critical",
      ai.grossToCritical,
    ),
  };
}
