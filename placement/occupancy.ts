import { phaseCapacity, phaseOf, rowCapacity, rowOf } from "../site/hall/rack-feeds.ts";
import type { Zone } from "../site/schema/site-document.ts";
import { Power } from "../site/units/index.ts";
import { positionCount } from "./positions.ts";

/** The days of a period as indexes into a list of days; the end is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the busway of one row, or one pair of its phases, carries: capacity and use in watts, by day. */
interface Busway {
  readonly capacity: number;
  readonly used: Float64Array;
}

/** What is to stand on positions: in domains of so many racks, of so many watts each, on all days of a span. */
export interface Wanted {
  readonly unit: number;
  readonly watts: number;
  readonly span: Span;
}

/** Which rack positions of a zone are taken on which days, and what the busways along its rows carry. */
export class Occupancy {
  readonly #taken: Span[][];
  readonly #busways: readonly (Busway | undefined)[];

  constructor(zone: Zone, days: number) {
    const count = positionCount(zone);
    this.#taken = Array.from({ length: count }, () => []);
    this.#busways = buswaysOf(zone, count, days);
  }

  enter(positions: readonly number[], span: Span, watts: number): void {
    for (const position of positions) this.#taken[position]?.push(span);
    this.#load(positions, span, watts);
  }

  remove(positions: readonly number[], span: Span, watts: number): void {
    for (const position of positions) {
      const spans = this.#taken[position];
      spans?.splice(spans.indexOf(span), 1);
    }
    this.#load(positions, span, -watts);
  }

  /** Whether each position is free on all days of a span. */
  areFree(positions: readonly number[], span: Span): boolean {
    return positions.every((position) => isFree(this.#taken[position], span));
  }

  /** How many positions are taken on a day. */
  takenOn(day: number): number {
    const one = { start: day, end: day + 1 };
    return this.#taken.reduce((count, spans) => count + (isFree(spans, one) ? 0 : 1), 0);
  }

  /** Whether the busways carry what they are loaded with, on every day. */
  isWithinBusways(): boolean {
    return this.#busways.every(
      (busway) => busway === undefined || leftOf(busway, everyDay) >= -slack(busway),
    );
  }

  /**
   * The domains of free neighbouring positions that can all be taken together, by their numbers along the zone: domain
   * n of u racks begins at position n × u.
   */
  freeDomains({ unit, watts, span }: Wanted): number[] {
    const added = new Map<Busway, number>();
    const domains: number[] = [];
    for (let domain = 0; (domain + 1) * unit <= this.#taken.length; domain += 1) {
      if (this.#isFree(domain, unit, span) && this.#carries(domain, unit, watts, span, added)) {
        domains.push(domain);
      }
    }
    return domains;
  }

  /** How many positions are free as such, in whole domains, whether or not the busways have power left for them. */
  freePositions({ unit, span }: Wanted): number {
    let free = 0;
    for (let domain = 0; (domain + 1) * unit <= this.#taken.length; domain += 1) {
      if (this.#isFree(domain, unit, span)) free += unit;
    }
    return free;
  }

  #isFree(domain: number, unit: number, span: Span): boolean {
    for (let index = 0; index < unit; index += 1) {
      if (!isFree(this.#taken[domain * unit + index], span)) return false;
    }
    return true;
  }

  /** Whether the busways of a domain have power left for it beside what was added already; if so, it is added. */
  #carries(domain: number, unit: number, watts: number, span: Span, added: Map<Busway, number>): boolean {
    const own = new Map<Busway, number>();
    for (let index = 0; index < unit; index += 1) {
      const busway = this.#busways[domain * unit + index];
      if (busway !== undefined) own.set(busway, (own.get(busway) ?? 0) + watts);
    }
    for (const [busway, load] of own) {
      if ((added.get(busway) ?? 0) + load > leftOf(busway, span) + slack(busway)) return false;
    }
    for (const [busway, load] of own) added.set(busway, (added.get(busway) ?? 0) + load);
    return true;
  }

  #load(positions: readonly number[], span: Span, watts: number): void {
    for (const position of positions) {
      const busway = this.#busways[position];
      if (busway === undefined) continue;
      for (let day = span.start; day < Math.min(span.end, busway.used.length); day += 1) {
        busway.used[day] = (busway.used[day] ?? 0) + watts;
      }
    }
  }
}

const everyDay: Span = { start: 0, end: Number.POSITIVE_INFINITY };

/** The busway of each position: one a row, or one for each pair of phases of a row where racks are single-phase. */
function buswaysOf(zone: Zone, count: number, days: number): (Busway | undefined)[] {
  const row = rowCapacity(zone);
  if (row === undefined) return [];
  const capacity = (phaseCapacity(zone) ?? row).watts;
  const known = new Map<string, Busway>();
  return Array.from({ length: count }, (_, position) => {
    const key = `${rowOf(zone, position)} ${phaseOf(zone, position) ?? ""}`;
    const busway = known.get(key) ?? { capacity, used: new Float64Array(days) };
    known.set(key, busway);
    return busway;
  });
}

/** In words what the busways of a zone's rows carry. */
export function buswayText(zone: Zone): string {
  const phase = phaseCapacity(zone);
  const row = rowCapacity(zone) ?? Power.zero;
  return phase === undefined ? `${row} a row` : `${phase} a row and pair of phases`;
}

function leftOf({ capacity, used }: Busway, span: Span): number {
  let left = capacity;
  for (let day = span.start; day < Math.min(span.end, used.length); day += 1) {
    left = Math.min(left, capacity - (used[day] ?? 0));
  }
  return left;
}

/** What rounding may explain. */
function slack({ capacity }: Busway): number {
  return capacity * 1e-9;
}

function isFree(spans: readonly Span[] | undefined, span: Span): boolean {
  if (spans === undefined) return false;
  for (const other of spans) if (other.start < span.end && span.start < other.end) return false;
  return true;
}
