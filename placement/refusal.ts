import type { Problem } from "../site/problem.ts";
import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Assignment } from "./assignment.ts";
import { type Demand, domainRacks } from "./demand.ts";
import { groupedReasons } from "./grouped-reasons.ts";
import type { Ledger } from "./ledger.ts";
import type { Request } from "./model.ts";
import { modelOf } from "./model-builder.ts";
import { realise, unbook } from "./realise.ts";
import { insert } from "./search.ts";
import { fabricsReaching, suitableFabrics, unsuitable } from "./suitability.ts";
import { wayOut } from "./way-out.ts";

/**
 * Why a request finds no place beside what a ledger holds: how many of its racks are missing, what stops the next one
 * in each zone, and a way out.
 *
 * @param requests all that are to be placed; the others count only with the racks that they have.
 */
export function refusalOf(site: Site, ledger: Ledger, requests: readonly Request[], index: number): Problem {
  const alone = requests.map((request, at) => (at === index ? request : { ...request, racks: 0 }));
  const assignment = new Assignment(modelOf(site, ledger, alone));
  const request = assignment.model.requests[index];
  if (request === undefined) throw new RangeError(`there is no request ${index}`);
  insert(assignment, request, new Set());
  const result = realise(ledger, assignment);
  const parts = "parts" in result ? result.parts : [];
  const placed = parts.reduce((total, { part }) => total + part.positions.length, 0);
  const missing = request.racks - placed;
  const { demand, racks, kept } = request;
  const [placedPart] = [...kept, ...parts.map(({ part }) => part)];
  const chosen = placedPart?.fabric ?? suitableFabrics(site, demand)[0];
  const reasons = site.zones.map((zone) => ({
    zone: zone.name,
    why:
      unsuitable(zone, demand) ??
      outOfReach(site, zone, demand, chosen) ??
      stopping(ledger, demand, zone, chosen),
  }));
  unbook(ledger, parts);
  const found = parts.map(({ part }) => part);
  const message = [
    `${missing} of ${racks} ${demand.rackType.name} racks find no place from ${demand.period.from} to ${demand.period.to}.`,
    ...groupedReasons(reasons).map((line) => `    ${line}`),
    `    A way out: ${wayOut(site, ledger, demand, { racks, missing, kept, found })}.`,
  ].join("\n");
  return { where: `${demand.tenant.name}/${demand.name}`, message };
}

/** Why a zone that is suitable by itself has no fabric for a demand. */
export function outOfReach(
  site: Site,
  zone: Zone,
  demand: Demand,
  chosen: FabricDocument | undefined,
): string | undefined {
  if (demand.fabric === "none") return undefined;
  const reaching = fabricsReaching(site, demand, zone);
  if (reaching.length === 0) return `no ${demand.rackType.fabric?.kinds.join(" or ")} fabric reaches it`;
  if (demand.fabric === "any" || reaching.some(({ name }) => name === chosen?.name)) return undefined;
  return `it is on fabric ${reaching.map(({ name }) => `"${name}"`).join(", ")}, and all racks of the demand are to be on one`;
}

/** What stops the next racks of a demand in a zone that could serve it. */
export function stopping(
  ledger: Ledger,
  demand: Demand,
  zone: Zone,
  chosen: FabricDocument | undefined,
  racks = domainRacks(demand.rackType),
): string {
  const fabric = demand.fabric === "none" || !chosen?.zones.includes(zone.name) ? undefined : chosen;
  const each = demand.critical.dividedBy(demand.racks);
  const room = ledger.room(zone, demand.rackType, each, ledger.span(demand.period), fabric);
  if (room.racks < racks)
    return racks <= domainRacks(demand.rackType) || room.racks === 0
      ? room.bound.text
      : `${room.racks} would fit; ${room.bound.text}`;
  const { spread } = demand;
  const share = spread && `its share of a ${spread.over} is reached, since it is spread over ${spread.into}`;
  const others = [
    ...demand.apartFrom.map(({ demand: name, domain }) => `apart from "${name}" by ${domain}`),
    ...demand.near.map(({ demand: name, domain }) => `near "${name}" by ${domain}`),
  ];
  const related = others.length > 0 ? `it is to stand ${others.join(" and ")}` : undefined;
  const why = [share, related].filter((text) => text !== undefined).join(", or ");
  return `${room.racks} more would fit, but ${why === "" ? "not together with what else is to be placed" : why}`;
}
