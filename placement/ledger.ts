import { coolingCapacity, heatShare, media } from "../site/cooling.ts";
import { addDays, type ClosedPeriod, type Day } from "../site/day.ts";
import { leafPorts, leafPortsOf } from "../site/fabric/fabric.ts";
import { floorCapacity } from "../site/hall/floor.ts";
import type { PowerLimit } from "../site/power/limits.ts";
import type { FabricDocument, RackType, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Mass, Power } from "../site/units/index.ts";
import { isAbove } from "../site/units/quantity.ts";
import { chooseDomains } from "./choose-positions.ts";
import { domainRacks, optionsOf } from "./demand.ts";
import { buswayText, Occupancy, type Span } from "./occupancy.ts";
import { positionCount } from "./positions.ts";

/** Why no more racks fit somewhere. */
export interface Bound {
  readonly text: string;
}

/** How many racks fit, and what stops the next one. */
export interface Room {
  readonly racks: number;
  readonly bound: Bound;
}

/** A capacity that racks use up, with its use between any two days on which something changes. */
export interface Account {
  readonly what: string;
  readonly kind: "power" | "cooling" | "built load" | "floor" | "leaf ports";
  /** The power limit that it is about. */
  readonly limit: PowerLimit | undefined;
  readonly capacity: Float64Array;
  readonly used: Float64Array;
}

/** What racks in a zone take of an account. */
export interface Draw {
  readonly account: Account;
  /** What one watt of critical load, or one rack, takes of the account. */
  readonly factor: (rackType: RackType) => number;
  readonly per: "critical watt" | "rack";
}

/** Racks to enter into the ledger, or to take out of it again. */
export interface Entry {
  readonly zone: Zone;
  readonly rackType: RackType;
  readonly critical: Power;
  readonly positions: readonly number[];
  readonly span: Span;
  readonly fabric: FabricDocument | undefined;
}

/**
 * What is used of every limit of a site, on every day on which anything changes. Kept in plain arrays of watts: a
 * campus asks it millions of questions a second.
 */
export class Ledger {
  readonly days: readonly Day[];
  readonly #draws = new Map<string, Draw[]>();
  readonly #ports = new Map<string, Account>();
  readonly #occupancy = new Map<string, Occupancy>();
  readonly #critical = new Map<string, Float64Array>();

  constructor(site: Site) {
    this.days = daysOf(site);
    for (const zone of site.zones) {
      this.#draws.set(zone.name, this.#hallDraws(zone));
      this.#occupancy.set(zone.name, new Occupancy(zone, this.days.length));
      this.#critical.set(zone.name, new Float64Array(this.days.length));
    }
    this.#addPowerLimits(site);
    for (const fabric of site.document.fabrics) {
      const ports = leafPorts(fabric);
      this.#ports.set(
        fabric.name,
        this.#account(`leaf ports of fabric "${fabric.name}"`, "leaf ports", () => ports),
      );
    }
  }

  span(period: ClosedPeriod): Span {
    const end = this.days.findIndex((day) => day > period.to);
    return { start: this.days.indexOf(period.from), end: end === -1 ? this.days.length : end };
  }

  /** The critical load that stands in a zone, in watts by day. */
  criticalIn(zone: Zone): Float64Array {
    return this.#critical.get(zone.name) ?? new Float64Array(this.days.length);
  }

  occupancy(zone: Zone): Occupancy {
    const occupancy = this.#occupancy.get(zone.name);
    if (occupancy === undefined) throw new RangeError(`the site has no zone "${zone.name}"`);
    return occupancy;
  }

  /** Every account that racks in a zone draw on, and that of the fabric they would be on. */
  draws(zone: Zone, fabric: FabricDocument | undefined): readonly Draw[] {
    const draws = this.#draws.get(zone.name) ?? [];
    const account = fabric && this.#ports.get(fabric.name);
    if (fabric === undefined || account === undefined) return draws;
    return [...draws, { account, per: "rack", factor: (rackType) => leafPortsOf(fabric, rackType) }];
  }

  /** How many racks, each of a critical load, still fit into a zone on all days of a span. */
  room(
    zone: Zone,
    rackType: RackType,
    critical: Power,
    span: Span,
    fabric: FabricDocument | undefined,
  ): Room {
    let best = this.#positionRoom(zone, rackType, critical, span);
    for (const draw of this.draws(zone, fabric)) {
      const each = draw.factor(rackType) * (draw.per === "rack" ? 1 : critical.watts);
      if (each <= 0) continue;
      const { left, day } = leftOf(draw.account, span);
      const racks = Math.max(0, Math.floor(left / each + 1e-9));
      if (racks < best.racks)
        best = { racks, bound: { text: boundText(draw.account, left, each, this.days[day]) } };
    }
    return best;
  }

  /** Positions for racks in a zone that are free on all days of a span, in whole domains; fewer where fewer are. */
  freePositions(
    zone: Zone,
    rackType: RackType,
    count: number,
    critical: Power,
    span: Span,
    fabric: FabricDocument | undefined,
  ): number[] {
    const unit = domainRacks(rackType);
    const free = this.occupancy(zone).freeDomains({ unit, watts: critical.watts, span });
    const perUnit = fabric && Math.max(1, Math.floor(fabric.scalableUnit.value / unit));
    return chooseDomains(free, Math.ceil(count / unit), perUnit)
      .flatMap((domain) => Array.from({ length: unit }, (_, index) => domain * unit + index))
      .slice(0, count);
  }

  enter(entry: Entry): void {
    this.occupancy(entry.zone).enter(entry.positions, entry.span, wattsEach(entry));
    this.#book(entry, 1);
  }

  remove(entry: Entry): void {
    this.occupancy(entry.zone).remove(entry.positions, entry.span, wattsEach(entry));
    this.#book(entry, -1);
  }

  /** Every account that is used beyond its capacity, in words, with the days on which it is. */
  exceeded(): string[] {
    const accounts = new Set(
      [...this.#draws.values()].flatMap((draws) => draws.map(({ account }) => account)),
    );
    for (const ports of this.#ports.values()) accounts.add(ports);
    const overloaded = [...accounts].flatMap((account) =>
      overloadedSpans(account).map((span) => this.#overloadText(account, span)),
    );
    const busways = [...this.#occupancy]
      .filter(([, occupancy]) => !occupancy.isWithinBusways())
      .map(([zone]) => `row busways of zone "${zone}": a row is loaded with more than it carries`);
    return [...overloaded, ...busways];
  }

  /** The worst of an account within a span, and from when to when it is exceeded. */
  #overloadText(account: Account, { start, end }: Span): string {
    const excess = (day: number) => (account.used[day] ?? 0) - (account.capacity[day] ?? 0);
    let worst = start;
    for (let day = start; day < end; day += 1) if (excess(day) > excess(worst)) worst = day;
    const [used, capacity] = [account.used[worst] ?? 0, account.capacity[worst] ?? 0];
    const after = this.days[end];
    const until = after === undefined ? "" : ` to ${addDays(after, -1)}`;
    return `${account.what}: ${amountText(account, used)} used, ${amountText(account, capacity)} allowed, ${amountText(account, used - capacity)} too much from ${this.days[start]}${until}`;
  }

  #book({ zone, rackType, critical, positions, span, fabric }: Entry, sign: 1 | -1): void {
    const add = (values: Float64Array, amount: number) => {
      for (let day = span.start; day < span.end; day += 1) values[day] = (values[day] ?? 0) + sign * amount;
    };
    for (const { account, factor, per } of this.draws(zone, fabric)) {
      add(account.used, factor(rackType) * (per === "rack" ? positions.length : critical.watts));
    }
    add(this.criticalIn(zone), critical.watts);
  }

  #hallDraws(zone: Zone): Draw[] {
    const draws: Draw[] = media.map((medium) => {
      const capacity = (day: Day) => coolingCapacity(zone, medium, day).watts;
      const account = this.#account(`${medium} cooling of zone "${zone.name}"`, "cooling", capacity);
      return { account, per: "critical watt", factor: (rackType) => heatShare(rackType, medium) };
    });
    const built = zone.ai?.critical?.value.watts;
    if (built !== undefined) {
      const what = `critical load that zone "${zone.name}" is built for`;
      const account = this.#account(what, "built load", () => built);
      draws.push({ account, per: "critical watt", factor: () => 1 });
    }
    const floor = floorCapacity(zone)?.kilograms;
    if (floor !== undefined) {
      const account = this.#account(`floor of zone "${zone.name}"`, "floor", () => floor);
      draws.push({ account, per: "rack", factor: (rackType) => rackType.mass.value.kilograms });
    }
    return draws;
  }

  #addPowerLimits(site: Site): void {
    const fleets = new Map(
      site.zones.map((zone) => [zone.name, this.days.map((day) => site.fleet(zone, day).gross.watts)]),
    );
    for (const limit of site.powerLimits) {
      const what =
        limit.kind === "load-approval"
          ? `load approval of "${limit.at}"`
          : `"${limit.at}" with ${limit.scenario}`;
      const account = this.#account(what, "power", (day) => limit.capacityOn(day).watts, limit);
      for (const [name, share] of limit.shares) {
        if (share.mining > 0) {
          for (const [index, watts] of (fleets.get(name) ?? []).entries()) {
            account.used[index] = (account.used[index] ?? 0) + watts * share.mining;
          }
        }
        if (share.ai > 0)
          this.#draws.get(name)?.push({ account, per: "critical watt", factor: () => share.ai });
      }
    }
  }

  #account(what: string, kind: Account["kind"], capacity: (day: Day) => number, limit?: PowerLimit): Account {
    const days = this.days;
    return {
      what,
      kind,
      limit,
      capacity: Float64Array.from(days, capacity),
      used: new Float64Array(days.length),
    };
  }

  #positionRoom(zone: Zone, rackType: RackType, critical: Power, span: Span): Room {
    const wanted = { unit: domainRacks(rackType), watts: critical.watts, span };
    const occupancy = this.occupancy(zone);
    const racks = occupancy.freeDomains(wanted).length * wanted.unit;
    const free = occupancy.freePositions(wanted);
    const text =
      racks < free
        ? `row busways of zone "${zone.name}": they carry ${buswayText(zone)}, enough for racks on ${racks} of ${free} free positions`
        : `rack positions of zone "${zone.name}": ${racks} of ${positionCount(zone)} free`;
    return { racks, bound: { text } };
  }
}

/** The site's days, and those on which the terms of expansion rights begin and end. */
function daysOf(site: Site): readonly Day[] {
  const days = new Set(site.changeDays());
  const rights = site.tenants.flatMap((tenant) => optionsOf(site, tenant));
  for (const { period } of rights) days.add(period.from).add(addDays(period.to, 1));
  return [...days].sort();
}

function wattsEach({ critical, positions }: Entry): number {
  return critical.watts / positions.length;
}

/** What is left of an account on the day of a span on which it is least. */
export function leftOf(account: Account, span: Span): { left: number; day: number } {
  let left = Number.POSITIVE_INFINITY;
  let day = span.start;
  for (let index = span.start; index < span.end; index += 1) {
    const here = (account.capacity[index] ?? 0) - (account.used[index] ?? 0);
    if (here < left) [left, day] = [here, index];
  }
  return { left, day };
}

/** The unbroken runs of days on which an account is used beyond its capacity. */
function overloadedSpans({ used, capacity }: Account): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < used.length; start += 1) {
    let end = start;
    while (end < used.length && isAbove(used[end] ?? 0, capacity[end] ?? 0)) end += 1;
    if (end === start) continue;
    spans.push({ start, end });
    start = end;
  }
  return spans;
}

function amountText(account: Account, value: number): string {
  if (account.kind === "leaf ports") return `${value} ports`;
  return String(account.kind === "floor" ? Mass.kilograms(value) : Power.watts(value));
}

function boundText(account: Account, left: number, each: number, day: Day | undefined): string {
  const free = left < 0 ? `exceeded by ${amountText(account, -left)}` : `${amountText(account, left)} left`;
  return `${account.what}: ${free} on ${day}, a rack takes ${amountText(account, each)}`;
}
