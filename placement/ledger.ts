import { coolingCapacity, heatShare, media } from "../site/cooling.ts";
import type { ClosedPeriod, Day } from "../site/day.ts";
import type { FabricDocument, RackType, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Power } from "../site/units/index.ts";
import { isAbove } from "../site/units/quantity.ts";
import { positionCount } from "./positions.ts";

/** The days of a period as indexes into the ledger's days; the end is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

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
interface Account {
  readonly what: string;
  readonly unit: "W" | "ports";
  readonly capacity: Float64Array;
  readonly used: Float64Array;
}

interface Draw {
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
  readonly #days: readonly Day[];
  readonly #draws = new Map<string, Draw[]>();
  readonly #ports = new Map<string, Account>();
  readonly #occupied = new Map<string, Span[][]>();

  constructor(site: Site) {
    this.#days = site.changeDays();
    for (const zone of site.zones) {
      this.#draws.set(zone.name, this.#hallDraws(zone));
      this.#occupied.set(
        zone.name,
        Array.from({ length: positionCount(zone) }, () => []),
      );
    }
    this.#addPowerLimits(site);
    for (const fabric of site.document.fabrics) {
      const ports = fabric.leaves.count.value * fabric.leaves.downlinks.value;
      this.#ports.set(
        fabric.name,
        this.#account(`leaf ports of fabric "${fabric.name}"`, "ports", () => ports),
      );
    }
  }

  span(period: ClosedPeriod): Span {
    const end = this.#days.findIndex((day) => day > period.to);
    return { start: this.#days.indexOf(period.from), end: end === -1 ? this.#days.length : end };
  }

  /** How many racks, each of a critical load, still fit into a zone on all days of a span. */
  room(
    zone: Zone,
    rackType: RackType,
    critical: Power,
    span: Span,
    fabric: FabricDocument | undefined,
  ): Room {
    let best: Room = this.#positionRoom(zone, rackType, span);
    for (const draw of this.#drawsOn(zone, fabric)) {
      const each = draw.factor(rackType) * (draw.per === "rack" ? 1 : critical.watts);
      if (each <= 0) continue;
      const { left, day } = this.#left(draw.account, span);
      const racks = Math.max(0, Math.floor(left / each + 1e-9));
      if (racks < best.racks)
        best = { racks, bound: { text: boundText(draw.account, left, each, this.#days[day]) } };
    }
    return best;
  }

  /** The lowest positions of a zone that are free on all days of a span, in whole scale-up domains, adjoining if possible. */
  freePositions(zone: Zone, count: number, span: Span, unit: number): number[] {
    const chunks = this.#freeChunks(zone, span, unit);
    const wanted = Math.ceil(count / unit);
    const run = adjoining(chunks, wanted) ?? chunks.slice(0, wanted);
    return run
      .flatMap((chunk) => Array.from({ length: unit }, (_, index) => chunk * unit + index))
      .slice(0, count);
  }

  /** Whether each position is free on all days of a span. */
  areFree(zone: Zone, positions: readonly number[], span: Span): boolean {
    const occupied = this.#occupied.get(zone.name) ?? [];
    return positions.every((position) => isFree(occupied[position], span));
  }

  enter(entry: Entry): void {
    const occupied = this.#occupied.get(entry.zone.name);
    for (const position of entry.positions) occupied?.[position]?.push(entry.span);
    this.#book(entry, 1);
  }

  remove(entry: Entry): void {
    const occupied = this.#occupied.get(entry.zone.name);
    for (const position of entry.positions) {
      const spans = occupied?.[position];
      spans?.splice(spans.indexOf(entry.span), 1);
    }
    this.#book(entry, -1);
  }

  /** Every account that is used beyond its capacity, in words, on the first such day. */
  exceeded(): string[] {
    const accounts = new Set(
      [...this.#draws.values()].flatMap((draws) => draws.map(({ account }) => account)),
    );
    for (const ports of this.#ports.values()) accounts.add(ports);
    return [...accounts].flatMap((account) => {
      const day = account.used.findIndex((used, index) => isAbove(used, account.capacity[index] ?? 0));
      if (day === -1) return [];
      const [used, capacity] = [account.used[day] ?? 0, account.capacity[day] ?? 0];
      const text = `${account.what}: ${amountText(account, used)} used, ${amountText(account, capacity)} allowed`;
      return [`${text}, ${amountText(account, used - capacity)} too much from ${this.#days[day]}`];
    });
  }

  #book({ zone, rackType, critical, positions, span, fabric }: Entry, sign: 1 | -1): void {
    for (const { account, factor, per } of this.#drawsOn(zone, fabric)) {
      const amount = sign * factor(rackType) * (per === "rack" ? positions.length : critical.watts);
      for (let day = span.start; day < span.end; day += 1)
        account.used[day] = (account.used[day] ?? 0) + amount;
    }
  }

  #drawsOn(zone: Zone, fabric: FabricDocument | undefined): readonly Draw[] {
    const draws = this.#draws.get(zone.name) ?? [];
    const account = fabric && this.#ports.get(fabric.name);
    if (account === undefined) return draws;
    return [...draws, { account, per: "rack", factor: (rackType) => rackType.fabric?.ports.value ?? 0 }];
  }

  #hallDraws(zone: Zone): Draw[] {
    const draws: Draw[] = media.map((medium) => {
      const capacity = coolingCapacity(zone, medium).watts;
      const account = this.#account(`${medium} cooling of zone "${zone.name}"`, "W", () => capacity);
      return { account, per: "critical watt", factor: (rackType) => heatShare(rackType, medium) };
    });
    const built = zone.ai?.critical?.value.watts;
    if (built !== undefined) {
      const account = this.#account(`critical load that zone "${zone.name}" is built for`, "W", () => built);
      draws.push({ account, per: "critical watt", factor: () => 1 });
    }
    return draws;
  }

  #addPowerLimits(site: Site): void {
    const fleets = new Map(
      site.zones.map((zone) => [zone.name, this.#days.map((day) => site.fleet(zone, day).gross.watts)]),
    );
    for (const limit of site.powerLimits) {
      const what =
        limit.kind === "load-approval"
          ? `load approval of "${limit.at}"`
          : `"${limit.at}" with ${limit.scenario}`;
      const account = this.#account(what, "W", (day) => limit.capacityOn(day).watts);
      for (const [name, share] of limit.shares) {
        for (const [index, watts] of (fleets.get(name) ?? []).entries()) {
          account.used[index] = (account.used[index] ?? 0) + watts * share;
        }
        const factor = share * (site.zone(name).ai?.grossToCritical.value ?? 1);
        this.#draws.get(name)?.push({ account, per: "critical watt", factor: () => factor });
      }
    }
  }

  #account(what: string, unit: Account["unit"], capacity: (day: Day) => number): Account {
    return {
      what,
      unit,
      capacity: Float64Array.from(this.#days, capacity),
      used: new Float64Array(this.#days.length),
    };
  }

  #left(account: Account, span: Span): { left: number; day: number } {
    let left = Number.POSITIVE_INFINITY;
    let day = span.start;
    for (let index = span.start; index < span.end; index += 1) {
      const here = (account.capacity[index] ?? 0) - (account.used[index] ?? 0);
      if (here < left) [left, day] = [here, index];
    }
    return { left, day };
  }

  #positionRoom(zone: Zone, rackType: RackType, span: Span): Room {
    const unit = rackType.scaleUp?.racks.value ?? 1;
    const racks = this.#freeChunks(zone, span, unit).length * unit;
    return {
      racks,
      bound: { text: `rack positions of zone "${zone.name}": ${racks} of ${positionCount(zone)} free` },
    };
  }

  #freeChunks(zone: Zone, span: Span, unit: number): number[] {
    const occupied = this.#occupied.get(zone.name) ?? [];
    const chunks: number[] = [];
    for (let chunk = 0; (chunk + 1) * unit <= occupied.length; chunk += 1) {
      let free = true;
      for (let index = 0; free && index < unit; index += 1)
        free = isFree(occupied[chunk * unit + index], span);
      if (free) chunks.push(chunk);
    }
    return chunks;
  }
}

function isFree(spans: readonly Span[] | undefined, span: Span): boolean {
  if (spans === undefined) return false;
  for (const other of spans) if (other.start < span.end && span.start < other.end) return false;
  return true;
}

/** The first run of so many consecutive numbers. */
function adjoining(numbers: readonly number[], length: number): number[] | undefined {
  let start = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    if (index > start && numbers[index] !== (numbers[index - 1] ?? 0) + 1) start = index;
    if (index - start + 1 === length) return numbers.slice(start, index + 1);
  }
  return undefined;
}

function amountText(account: Account, value: number): string {
  return account.unit === "ports" ? `${value} ports` : String(Power.watts(value));
}

function boundText(account: Account, left: number, each: number, day: Day | undefined): string {
  const free = left < 0 ? `exceeded by ${amountText(account, -left)}` : `${amountText(account, left)} left`;
  return `${account.what}: ${free} on ${day}, a rack takes ${amountText(account, each)}`;
}
