import type { Zone } from "../site/schema/site-document.ts";
import { type Demand, domainRacks } from "./demand.ts";
import type { FailureDomains } from "./failure-domains.ts";
import type { DomainShare, Request } from "./model.ts";
import { type Part, racksOf } from "./part.ts";

/** Whether racks of a demand in a zone stand apart from the racks that the same tenant has, where either asks for it. */
export function keptApart(
  demand: Demand,
  zone: Zone,
  tenant: readonly Request[],
  domains: FailureDomains,
): boolean {
  return tenant.every(({ demand: other, kept }) => {
    const relations = [
      ...demand.apartFrom.filter(({ demand: name }) => name === other.name),
      ...other.apartFrom.filter(({ demand: name }) => name === demand.name),
    ];
    return relations.every(({ domain }) => !kept.some((part) => domains.share(zone, part.zone, domain)));
  });
}

/**
 * What each failure domain may still take of a demand that is spread: its share of all scale-up domains, rounded up,
 * less what it has.
 */
export function sharesOf(
  demand: Demand,
  kept: readonly Part[],
  zones: readonly Zone[],
  domains: FailureDomains,
): DomainShare[] {
  const { spread } = demand;
  if (spread === undefined) return [];
  const unit = domainRacks(demand.rackType);
  const share = Math.ceil(demand.racks / unit / spread.into);
  const names = new Set(zones.flatMap((zone) => [...domains.of(zone, spread.over)]));
  return [...names].map((name) => {
    const within = (zone: Zone) => domains.of(zone, spread.over).has(name);
    const has = racksOf(kept.filter(({ zone }) => within(zone))) / unit;
    const members = zones.flatMap((zone, index) => (within(zone) ? [index] : []));
    return { zones: new Set(members), most: Math.max(0, share - has) };
  });
}

/**
 * What is wrong between the racks that a tenant's demands have, in words; nothing where they stand as they ask.
 *
 * @param complete whether all racks stand: what is alone so far may still be joined by what it is to be near.
 */
export function relationProblems(
  stands: readonly Standing[],
  domains: FailureDomains,
  complete = true,
): string[] {
  return stands.flatMap((one) => [
    ...spreadProblems(one, domains),
    ...stands.flatMap((other) => [
      ...apartProblems(one, other, domains),
      ...(complete ? nearProblems(one, other, domains) : []),
    ]),
  ]);
}

/** A demand with the racks that it has. */
type Standing = Pick<Request, "demand" | "kept">;

function spreadProblems({ demand, kept }: Standing, domains: FailureDomains): string[] {
  const { spread } = demand;
  if (spread === undefined) return [];
  const unit = domainRacks(demand.rackType);
  const most = Math.ceil(demand.racks / unit / spread.into) * unit;
  const racks = new Map<string, number>();
  for (const { zone, positions } of kept) {
    for (const name of domains.of(zone, spread.over)) {
      racks.set(name, (racks.get(name) ?? 0) + positions.length);
    }
  }
  return [...racks]
    .filter(([, count]) => count > most)
    .map(
      ([name, count]) =>
        `"${demand.name}" has ${count} racks on ${spread.over} "${name}", and is to be spread over ${spread.into}: at most ${most} on each`,
    );
}

function apartProblems({ demand, kept }: Standing, other: Standing, domains: FailureDomains): string[] {
  return demand.apartFrom
    .filter(({ demand: name }) => name === other.demand.name)
    .flatMap(({ domain }) => {
      const meeting = kept.find((a) => other.kept.some((b) => domains.share(a.zone, b.zone, domain)));
      if (meeting === undefined) return [];
      return [
        `"${demand.name}" stands in "${meeting.zone.name}", which shares its ${domain} with "${other.demand.name}", from which it is to stand apart`,
      ];
    });
}

function nearProblems({ demand, kept }: Standing, other: Standing, domains: FailureDomains): string[] {
  return demand.near
    .filter(({ demand: name }) => name === other.demand.name)
    .flatMap(({ domain }) => {
      const far = kept.find((a) => !other.kept.some((b) => domains.share(a.zone, b.zone, domain)));
      if (far === undefined) return [];
      return [
        `"${demand.name}" stands in "${far.zone.name}", which shares no ${domain} with "${other.demand.name}", near which it is to stand`,
      ];
    });
}
