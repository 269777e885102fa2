import { type SiteEarnings, siteEarnings } from "../placement/economics-site.ts";
import { termsFor } from "../placement/economics-terms.ts";
import { compareText } from "../site/compare-text.ts";
import type { Day } from "../site/day.ts";
import { demandResponsePerYear } from "../site/economics/demand-response.ts";
import type { Yearly } from "../site/economics/money-per-year.ts";
import type { Terms } from "../site/economics/terms.ts";
import { hoursPerYear } from "../site/economics/year.ts";
import { Money } from "../site/money.ts";
import { Range } from "../site/range.ts";
import { EnergyPrice, Power, sum } from "../site/units/index.ts";
import { drawsMiningLoad } from "../site/zone-state.ts";
import { fleetDay } from "./describe-fleet.ts";
import { byRegion, type Fleet, type PlacedSite } from "./fleet.ts";

/** US dollars a year: the least, the base and the greatest. */
export type Amount = Range<Money<"USD">>;

/** What sites earn and cost in a year that is all like the day. */
export type Earnings = Readonly<Record<keyof SiteEarnings, Amount>>;

/** What the sites of a fleet earn, and where its mining is kept longest: what `fleet economics` shows. */
export interface FleetEconomics {
  readonly fleet: string;
  readonly title: string | undefined;
  readonly day: Day;
  readonly earnings: Earnings;
  readonly regions: readonly {
    readonly name: string;
    readonly earnings: Earnings;
    readonly sites: readonly { readonly name: string; readonly earnings: Earnings }[];
  }[];
  /** The sites that mine, where mining is kept longest first. */
  readonly mining: readonly MiningPlace[];
}

/** How well a site suits miners. */
export interface MiningPlace {
  readonly site: string;
  readonly region: string;
  readonly mining: Power;
  readonly curtailable: Power;
  readonly energyPrice: EnergyPrice;
  /** What programmes pay for the mining that may be shed, by each MWh that all of it draws; undefined where none pays. */
  readonly flexibility: EnergyPrice | undefined;
  /** What is left of the price once flexibility is paid for: what sites are ranked by. */
  readonly netPrice: EnergyPrice;
}

export function fleetEconomics(fleet: Fleet, on: Day = fleetDay(fleet)): FleetEconomics {
  const sites = new Map(
    fleet.sites.map((member) => {
      const terms = termsFor(member.site, member.lock, on);
      const earnings = amounts(siteEarnings(member.site, member.lock, on, terms));
      return [member.name, { earnings, mining: miningPlace(member, on, terms) }] as const;
    }),
  );
  const of = (members: readonly PlacedSite[]) => members.flatMap(({ name }) => sites.get(name) ?? []);
  const total = (members: readonly PlacedSite[]) =>
    totalEarnings(of(members).map(({ earnings }) => earnings));
  return {
    fleet: fleet.document.name,
    title: fleet.document.title,
    day: on,
    earnings: total(fleet.sites),
    regions: byRegion(fleet).map(({ region, sites: members }) => ({
      name: region.name,
      earnings: total(members),
      sites: members.map((member) => ({ name: member.name, earnings: total([member]) })),
    })),
    mining: of(fleet.sites)
      .flatMap(({ mining }) => mining ?? [])
      .sort(
        (a, b) =>
          a.netPrice.compare(b.netPrice) ||
          b.curtailable.compare(a.curtailable) ||
          compareText(a.site, b.site),
      ),
  };
}

const kinds: readonly (keyof SiteEarnings)[] = [
  "hashing",
  "hosting",
  "leases",
  "demandResponse",
  "energy",
  "operations",
  "margin",
];

const nothing: Amount = Range.of(Money.usd(0));

function amounts(earnings: SiteEarnings): Earnings {
  const amount = (yearly: Yearly | undefined) => yearly?.value ?? nothing;
  return Object.fromEntries(kinds.map((kind) => [kind, amount(earnings[kind])])) as Earnings;
}

/** Exact sums, of the least, the bases and the greatest each. */
export function totalEarnings(all: readonly Earnings[]): Earnings {
  const total = (kind: keyof SiteEarnings) => {
    const of = (pick: "low" | "base" | "high") =>
      Money.sum(
        "USD",
        all.map((earnings) => earnings[kind][pick]),
      );
    return new Range(of("low"), of("base"), of("high"));
  };
  return Object.fromEntries(kinds.map((kind) => [kind, total(kind)])) as Earnings;
}

function miningPlace({ name, region, site }: PlacedSite, on: Day, terms: Terms): MiningPlace | undefined {
  const { zones, curtailable } = site.at(on);
  const mining = sum(
    Power.zero,
    zones.filter(({ state }) => drawsMiningLoad(state)).map(({ fleet }) => fleet.gross),
  );
  if (mining.isZero) return undefined;
  const energyPrice = terms.energyPrice.value.base;
  const paid = demandResponsePerYear(site, on, terms.evidence)?.value.base;
  const flexibility =
    paid &&
    EnergyPrice.dollarsPerMegawattHour(
      paid.amount.dividedBy(mining.megawatts).dividedBy(hoursPerYear).toNumber(),
    );
  const netPrice = flexibility === undefined ? energyPrice : energyPrice.minus(flexibility);
  return { site: name, region: region.name, mining, curtailable, energyPrice, flexibility, netPrice };
}
