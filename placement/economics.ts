import type { Day } from "../site/day.ts";
import { type AiSide, aiSide } from "../site/economics/ai-side.ts";
import { type Comparison, compare } from "../site/economics/comparison.ts";
import { demandResponseShares } from "../site/economics/demand-response.ts";
import { derivedHall } from "../site/economics/derived-hall.ts";
import { type MiningSide, miningSide, type NotApplicable } from "../site/economics/mining-side.ts";
import type { Terms } from "../site/economics/terms.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { stateOn } from "../site/zone-state.ts";
import { type HardwareIncluded, hardwareIncluded } from "./economics-hardware.ts";
import { leasesOn, nextLeased } from "./economics-leases.ts";
import { type QuarterMix, quarterMix } from "./economics-quarters.ts";
import { type SiteEarnings, siteEarnings } from "./economics-site.ts";
import { termsFor } from "./economics-terms.ts";
import type { Placement } from "./place.ts";

/** What a site earns, and would earn, zone by zone: what `economics` shows. */
export interface Economics {
  readonly site: string;
  readonly title: string | undefined;
  readonly operator: string | undefined;
  readonly day: Day;
  readonly scenario: string | undefined;
  readonly hashprice: Terms["hashprice"];
  readonly energyPrice: Terms["energyPrice"];
  readonly zones: readonly ZoneEconomics[];
  /** What the zones earn as they are used on the day. */
  readonly asUsed: SiteEarnings;
  readonly quarters: readonly QuarterMix[];
  /** Tenants whose rent pays for servers as well, whose cost is in no number here. */
  readonly hardwareIncluded: HardwareIncluded;
}

/** A zone as a mine and as an AI hall, each for a year as on the day. */
export interface ZoneEconomics {
  readonly zone: string;
  readonly state: string;
  readonly mining: MiningSide | NotApplicable;
  readonly ai: (AiSide & { readonly leasesFrom: Day | undefined }) | NotApplicable;
  /** Undefined where the zone has but one side. */
  readonly comparison: Comparison | undefined;
}

export interface EconomicsOptions {
  /** @default - the site's effective date */
  readonly at?: Day | undefined;
  /** The name of the scenario that the site was changed by. */
  readonly scenario?: string | undefined;
}

/** What each zone of a site earns as a mine and as an AI hall, and what the site earns as it is used. */
export function economics(site: Site, placement: Placement, options: EconomicsOptions = {}): Economics {
  const day = options.at ?? site.document.effectiveDate;
  const terms = termsFor(site, placement, day);
  const payments = demandResponseShares(site, day, terms.evidence);
  const zones = site.zones.map((zone): ZoneEconomics => {
    const mining = miningSide(site, zone, terms, payments.get(zone.name));
    const ai = asHall(site, placement, zone, day, terms);
    const both = !("notApplicable" in mining) && !("notApplicable" in ai);
    const state = stateOn(zone, day)?.state ?? "not yet built";
    return { zone: zone.name, state, mining, ai, comparison: both ? compare(mining, ai, terms) : undefined };
  });
  return {
    site: site.name,
    title: site.document.title,
    operator: site.document.operator,
    day,
    scenario: options.scenario,
    hashprice: terms.hashprice,
    energyPrice: terms.energyPrice,
    zones,
    asUsed: siteEarnings(site, placement, day, terms),
    quarters: quarterMix(site, placement, day),
    hardwareIncluded: hardwareIncluded(site, zones, terms),
  };
}

function asHall(site: Site, placement: Placement, zone: Zone, day: Day, terms: Terms): ZoneEconomics["ai"] {
  const hall = derivedHall(site, zone, terms.evidence);
  if (hall === undefined) return { notApplicable: "no AI hall is planned there" };
  if (hall.critical.value.base.isZero) return { notApplicable: "its hall takes no load" };
  // Of a hall that is still to come, or stands empty, what is leased first is what it will earn.
  const from = nextLeased(site, placement, zone.name, day);
  const leases = from === undefined ? [] : leasesOn(site, placement, zone.name, from, terms);
  return { ...aiSide({ ...hall, leases }, terms), leasesFrom: from };
}
