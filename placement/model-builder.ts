import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { type Demand, domainRacks } from "./demand.ts";
import { FailureDomains } from "./failure-domains.ts";
import { type Account, type Draw, type Ledger, leftOf } from "./ledger.ts";
import { miningValues } from "./mining-value.ts";
import {
  type Choice,
  type Link,
  type Model,
  type ModelAccount,
  type ModelRequest,
  nameOfChoice,
  type Request,
} from "./model.ts";
import { nearby } from "./nearby.ts";
import type { Span } from "./occupancy.ts";
import { positionCount } from "./positions.ts";
import { keptApart, sharesOf } from "./relations.ts";
import { suitableFabrics, unsuitable } from "./suitability.ts";

/**
 * The model of what is to be placed beside what a ledger holds.
 *
 * @param offer which places each demand is offered, where there are many of both.
 * @param most by name of a choice, how many scale-up domains turned out to fit where more were counted on.
 */
export function modelOf(
  site: Site,
  ledger: Ledger,
  requests: readonly Request[],
  most: ReadonlyMap<string, number> = new Map(),
  offer: Offer = "all places",
): Model {
  return new ModelBuilder(site, ledger, requests, most, offer).build();
}

/** Whether demands are offered every place that could serve them, or on a large campus those nearby. */
export type Offer = "all places" | "nearby";

/** A zone by its number, on a fabric. */
interface Place {
  readonly zone: number;
  readonly fabric: FabricDocument | undefined;
}

/** A rack's load and term, with what was found out about it already. */
interface Shape {
  readonly unit: number;
  readonly watts: number;
  readonly span: Span;
  /** What a scale-up domain takes, by zone and by name of fabric. */
  readonly draws: Map<number, Map<string | undefined, Choice["draws"]>>;
  /** Free domains, by zone. */
  readonly free: number[];
}

class ModelBuilder {
  readonly #site: Site;
  readonly #ledger: Ledger;
  readonly #requests: readonly Request[];
  readonly #most: ReadonlyMap<string, number>;
  readonly #segments: Span[];
  readonly #domains: FailureDomains;
  readonly #offer: Offer;
  readonly #fabrics = new Map<string, readonly FabricDocument[]>();
  readonly #accounts: ModelAccount[] = [];
  readonly #numbers = new Map<Account, number>();
  readonly #positions: number[] = [];
  readonly #power: number[] = [];
  readonly #choices: Choice[] = [];
  readonly #zones: readonly Zone[];
  readonly #fabricZones = new Map<FabricDocument, readonly string[]>();
  readonly #free = new Map<string, number[]>();
  readonly #drawn = new Map<string, Shape["draws"]>();
  readonly #tenants: ReadonlyMap<string, readonly Request[]>;

  constructor(
    site: Site,
    ledger: Ledger,
    requests: readonly Request[],
    most: ReadonlyMap<string, number>,
    offer: Offer,
  ) {
    this.#offer = offer;
    this.#site = site;
    this.#most = most;
    this.#ledger = ledger;
    this.#requests = requests;
    this.#segments = segmentsOf(requests.map(({ demand }) => ledger.span(demand.period)));
    this.#domains = new FailureDomains(site);
    this.#zones = site.zones.filter(({ ai }) => ai !== undefined);
    const tenants = new Map<string, Request[]>();
    for (const request of requests) {
      const { name } = request.demand.tenant;
      tenants.set(name, [...(tenants.get(name) ?? []), request]);
    }
    this.#tenants = tenants;
  }

  build(): Model {
    const zones = this.#zones;
    for (const zone of zones) {
      this.#positions.push(this.#positionAccount(zone));
      this.#power.push(this.#powerAccount(zone));
    }
    const requests = this.#requests.map((request, index) => this.#request(request, index, zones));
    const { feeders, above } = this.#feeders(zones);
    const mining = miningValues(this.#site);
    const kinds = new Map<string, string>();
    return {
      site: this.#site,
      requests,
      choices: this.#choices,
      accounts: this.#accounts,
      zones: zones.map((zone, index) => {
        const resources = this.#resources(zone, index);
        const amounts = resources.map((number) => {
          const account = this.#accounts[number];
          return `${account?.capacity} ${account?.left}`;
        });
        return {
          zone,
          open: this.#ledger.criticalIn(zone).some((watts) => watts > 0),
          mining: mining.get(zone.name) ?? 0,
          resources,
          feeders: above[index] ?? [],
          kind: numbered(kinds, `${mining.get(zone.name)} ${amounts}`),
        };
      }),
      feeders,
      segments: this.#segments.length,
      domains: this.#domains,
    };
  }

  #request(request: Request, index: number, zones: readonly Zone[]): ModelRequest {
    const { demand, racks, kept } = request;
    const unit = domainRacks(demand.rackType);
    const span = this.#ledger.span(demand.period);
    const shape = this.#shape(demand, span);
    const groups = this.#places(request, index, zones).map((places) =>
      places.flatMap((place) => this.#choice(request, index, place, shape) ?? []),
    );
    return {
      ...request,
      index,
      unit,
      domains: Math.ceil(racks / unit),
      span: this.#segmentSpan(span),
      choices: groups.flat(),
      groups: groups.filter((group) => group.length > 0),
      apart: this.#apart(demand),
      near: this.#links(demand, demand.near),
      shares: sharesOf(demand, kept, zones, this.#domains),
    };
  }

  /** All; or some, and those where a demand has racks already. */
  #offered<T>(items: readonly T[], index: number, isHome: (item: T) => boolean): readonly T[] {
    if (this.#offer === "all places") return items;
    return [...new Set([...nearby(items, index, this.#requests.length), ...items.filter(isHome)])];
  }

  /** The zones and fabrics that may serve, one list a fabric where a demand needs one fabric. */
  #places({ demand, kept }: Request, index: number, zones: readonly Zone[]): (readonly Place[])[] {
    const fitting = new Map<string, Place>();
    for (const [zone, { name }] of zones.entries()) {
      const here = zones[zone];
      if (here !== undefined && unsuitable(here, demand) === undefined)
        fitting.set(name, { zone, fabric: undefined });
    }
    const isHome = ({ zone }: Place) => kept.some((part) => part.zone === zones[zone]);
    if (demand.fabric === "none") return [this.#offered([...fitting.values()], index, isHome)];
    const bound = kept[0]?.fabric;
    const fabrics = this.#fabrics.get(demand.rackType.name) ?? suitableFabrics(this.#site, demand);
    this.#fabrics.set(demand.rackType.name, fabrics);
    const joining = fabrics.filter(
      ({ name }) => demand.fabric === "any" || bound === undefined || name === bound.name,
    );
    const isAtHome = (fabric: FabricDocument) => kept.some(({ zone }) => fabric.zones.includes(zone.name));
    const lists = this.#offered(joining, index, isAtHome).map((fabric) => {
      const places = this.#reached(fabric, zones).flatMap((name) => {
        const place = fitting.get(name);
        return place === undefined ? [] : [{ zone: place.zone, fabric }];
      });
      return this.#offered(places, index, isHome);
    });
    return demand.fabric === "any" ? [lists.flat()] : lists;
  }

  /** The zones that a fabric reaches, in the site's order. */
  #reached(fabric: FabricDocument, zones: readonly Zone[]): readonly string[] {
    const known =
      this.#fabricZones.get(fabric) ??
      zones.map(({ name }) => name).filter((name) => fabric.zones.includes(name));
    this.#fabricZones.set(fabric, known);
    return known;
  }

  #choice({ demand, kept }: Request, request: number, place: Place, shape: Shape): Choice | undefined {
    const { zone: at, fabric } = place;
    const zone = this.#zones[at];
    const tenant = this.#tenants.get(demand.tenant.name) ?? [];
    if (zone === undefined || !keptApart(demand, zone, tenant, this.#domains)) return undefined;
    const found =
      this.#most.size === 0 ? undefined : this.#most.get(nameOfChoice(demand, zone.name, fabric?.name));
    const most = Math.min(found ?? Number.POSITIVE_INFINITY, this.#freeDomains(at, zone, shape));
    if (most === 0) return undefined;
    const choice: Choice = {
      index: this.#choices.length,
      request,
      zone: at,
      fabric,
      most,
      draws: this.#drawsOf(demand, zone, place, shape),
      continues: kept.some((part) => part.zone === zone && part.fabric?.name === fabric?.name),
    };
    this.#choices.push(choice);
    return choice;
  }

  /** What demands have in common that take the same: on a campus, most of them. */
  #shape(demand: Demand, span: Span): Shape {
    const unit = domainRacks(demand.rackType);
    const watts = demand.critical.dividedBy(demand.racks).watts;
    const drawing = `${demand.rackType.name} ${watts}`;
    const standing = `${span.start} ${span.end} ${unit} ${watts}`;
    const draws = this.#drawn.get(drawing) ?? new Map();
    this.#drawn.set(drawing, draws);
    const free = this.#free.get(standing) ?? [];
    this.#free.set(standing, free);
    return { unit, watts, span, draws, free };
  }

  /** What a scale-up domain takes. */
  #drawsOf(demand: Demand, zone: Zone, { zone: at, fabric }: Place, shape: Shape): Choice["draws"] {
    const byFabric = shape.draws.get(at) ?? new Map<string | undefined, Choice["draws"]>();
    shape.draws.set(at, byFabric);
    const known = byFabric.get(fabric?.name);
    if (known !== undefined) return known;
    const { unit, watts } = shape;
    const draws = this.#ledger
      .draws(zone, fabric)
      .map((draw) => ({ account: this.#number(draw.account), each: eachOf(draw, demand, watts) * unit }))
      .filter(({ each }) => each > 0);
    draws.push({ account: this.#positions[at] ?? 0, each: unit });
    draws.push({ account: this.#power[at] ?? 0, each: watts * unit });
    byFabric.set(fabric?.name, draws);
    return draws;
  }

  /** Free domains by position and busway alone. */
  #freeDomains(at: number, zone: Zone, { unit, watts, span, free }: Shape): number {
    const known = free[at] ?? this.#ledger.occupancy(zone).freeDomains({ unit, watts, span }).length;
    free[at] = known;
    return known;
  }

  #indexOf({ tenant }: Demand, name: string): number {
    return this.#requests.findIndex(
      ({ demand }) => demand.tenant.name === tenant.name && demand.name === name,
    );
  }

  /** Standing apart is mutual, whichever of the two says so. */
  #apart(demand: Demand): Link[] {
    const others = (this.#tenants.get(demand.tenant.name) ?? []).flatMap(({ demand: other }) =>
      other.apartFrom
        .filter(({ demand: name }) => name === demand.name)
        .map(({ domain }) => ({ demand: other.name, domain })),
    );
    return this.#links(demand, [...demand.apartFrom, ...others]);
  }

  #links(demand: Demand, relations: Demand["near"]): Link[] {
    return relations
      .map(({ demand: name, domain }) => ({ other: this.#indexOf(demand, name), kind: domain }))
      .filter(({ other }) => other !== -1);
  }

  #resources(zone: Zone, index: number): number[] {
    const cooling = this.#ledger
      .draws(zone, undefined)
      .filter(({ account }) => account.kind === "cooling")
      .map(({ account }) => this.#number(account));
    return [this.#power[index] ?? 0, ...cooling, this.#positions[index] ?? 0].filter((account) =>
      this.#accounts[account]?.capacity.some((capacity) => capacity > 0),
    );
  }

  #feeders(zones: readonly Zone[]) {
    const kinds = new Map(this.#site.document.power.map(({ name, kind }) => [name, kind]));
    const feeders = new Map<string, Set<number>>();
    const above = zones.map((zone) => {
      const names = new Set<string>();
      for (const { account } of this.#ledger.draws(zone, undefined)) {
        const { limit } = account;
        if (limit?.kind !== "continuous-rating" || kinds.get(limit.at) !== "feeder") continue;
        const own = feeders.get(limit.at) ?? new Set();
        feeders.set(limit.at, own.add(this.#number(account)));
        names.add(limit.at);
      }
      return names;
    });
    const order = [...feeders.keys()];
    return {
      feeders: [...feeders.values()].map((accounts) => [...accounts]),
      above: above.map((names) => [...names].map((name) => order.indexOf(name))),
    };
  }

  #number(account: Account): number {
    const known = this.#numbers.get(account);
    if (known !== undefined) return known;
    const worst = this.#segments.map((segment) => leftOf(account, segment));
    const number = this.#add(
      worst.map(({ left }) => left),
      worst.map(({ day }) => account.capacity[day] ?? 0),
      true,
    );
    this.#numbers.set(account, number);
    return number;
  }

  #positionAccount(zone: Zone): number {
    const capacity = positionCount(zone);
    const occupancy = this.#ledger.occupancy(zone);
    const taken = this.#segments.map((segment) => {
      let most = 0;
      for (let day = segment.start; day < segment.end; day += 1)
        most = Math.max(most, occupancy.takenOn(day));
      return most;
    });
    return this.#add(
      taken.map((positions) => capacity - positions),
      taken.map(() => capacity),
      true,
    );
  }

  /** The critical load that reaches a zone when nothing else draws on what is above it, and what it is built for. */
  #powerAccount(zone: Zone): number {
    const used = this.#ledger.criticalIn(zone);
    const draws = this.#ledger
      .draws(zone, undefined)
      .filter(({ account: { kind } }) => kind === "power" || kind === "built load");
    const worst = this.#segments.map((segment) => {
      let left = Number.POSITIVE_INFINITY;
      let capacity = 0;
      for (let day = segment.start; day < segment.end; day += 1) {
        const here = Math.min(
          ...draws.map(
            ({ account }) => (account.capacity[day] ?? 0) / (account.limit?.shares.get(zone.name)?.ai ?? 1),
          ),
        );
        if (here - (used[day] ?? 0) < left) [left, capacity] = [here - (used[day] ?? 0), here];
      }
      return { left, capacity };
    });
    const finite = worst.map(({ left, capacity }) =>
      Number.isFinite(capacity) ? { left, capacity } : { left: 0, capacity: 0 },
    );
    return this.#add(
      finite.map(({ left }) => left),
      finite.map(({ capacity }) => capacity),
      false,
    );
  }

  #add(left: readonly number[], capacity: readonly number[], limits: boolean): number {
    this.#accounts.push({ left: Float64Array.from(left), capacity: Float64Array.from(capacity), limits });
    return this.#accounts.length - 1;
  }

  #segmentSpan(span: Span): Span {
    const start = this.#segments.findIndex((segment) => segment.start >= span.start);
    const after = this.#segments.findIndex((segment) => segment.start >= span.end);
    return { start, end: after === -1 ? this.#segments.length : after };
  }
}

/** What one rack of a demand takes of an account. */
function eachOf({ factor, per }: Draw, { rackType }: Demand, watts: number): number {
  return factor(rackType) * (per === "rack" ? 1 : watts);
}

/** The days that any span covers, cut where a span begins or ends. */
function segmentsOf(spans: readonly Span[]): Span[] {
  const cuts = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => ({ start: cuts[index] ?? 0, end }));
}

/** A short name for what may be long, the same for the same. */
function numbered(known: Map<string, string>, text: string): string {
  const name = known.get(text) ?? `kind ${known.size}`;
  known.set(text, name);
  return name;
}
