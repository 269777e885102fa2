import type { Choice, Link, Model, ModelRequest } from "./model.ts";
import { feederCost, feederShare, strandedShare, type Terms, weighted } from "./objective.ts";

/** What an unplaced scale-up domain, or a demand that is not near the other, costs: more than all else together. */
const unplaced = 1e6;

/**
 * How many scale-up domains of each request stand where, with what that takes of every account, kept up to date as
 * domains come and go. Whatever fits the limits may be added; what is still missing is part of its cost.
 */
export class Assignment {
  readonly model: Model;
  readonly counts: Int32Array;
  readonly loads: readonly Float64Array[];
  readonly missing: Int32Array;
  readonly #nearing: readonly ModelRequest[];
  readonly #users: Int32Array;
  readonly #parts: Int32Array;
  readonly #stranded: Float64Array;
  readonly #feeders: Float64Array;
  #terms = { zones: 0, parts: 0, stranded: 0, balance: 0, mining: 0 };
  #missing = 0;

  constructor(model: Model) {
    this.model = model;
    this.counts = new Int32Array(model.choices.length);
    this.loads = model.accounts.map(() => new Float64Array(model.segments));
    this.missing = Int32Array.from(model.requests, ({ domains }) => domains);
    this.#missing = this.missing.reduce((total, count) => total + count, 0);
    this.#nearing = model.requests.filter(({ near }) => near.length > 0);
    this.#users = new Int32Array(model.zones.length);
    this.#parts = Int32Array.from(model.requests, ({ kept }) => kept.length);
    this.#stranded = Float64Array.from(model.zones, (_, zone) => strandedShare(model, zone, this.loads));
    this.#feeders = Float64Array.from(model.feeders, (_, feeder) =>
      feederCost(feederShare(model, feeder, this.loads)),
    );
    this.#terms.stranded = this.#stranded.reduce((total, share) => total + share, 0);
    this.#terms.balance = this.#feeders.reduce((total, cost) => total + cost, 0);
    this.#terms.parts = this.#parts.reduce((total, count) => total + Math.max(0, count - 1), 0);
  }

  get terms(): Terms {
    return { ...this.#terms };
  }

  /** The objective, without what is missing. */
  get objective(): number {
    return weighted(this.#terms, this.model.site.document.placement);
  }

  /** The objective, and what is missing: what the search makes as small as it can. */
  get cost(): number {
    return this.objective + unplaced * (this.#missing + this.unmet());
  }

  get missingDomains(): number {
    return this.#missing;
  }

  /** How many demands have racks that are not near another's, as they are to be. */
  unmet(): number {
    let count = 0;
    for (const request of this.#nearing) if (this.isUnmet(request)) count += 1;
    return count;
  }

  /** Whether a demand has racks that are not near another's, as they are to be. */
  isUnmet(request: ModelRequest): boolean {
    return !request.near.every((link) => this.#isNear(request, link));
  }

  used(request: ModelRequest): Choice[] {
    return request.choices.filter(({ index }) => (this.counts[index] ?? 0) > 0);
  }

  /** How many more scale-up domains fit. */
  room(choice: Choice): number {
    let room = choice.most - (this.counts[choice.index] ?? 0);
    const request = this.model.requests[choice.request];
    if (request === undefined || room <= 0) return 0;
    for (let at = choice.draws.length - 1; at >= 0 && room > 0; at -= 1) {
      const draw = choice.draws[at];
      const account = draw && this.model.accounts[draw.account];
      const load = draw && this.loads[draw.account];
      if (draw === undefined || account === undefined || load === undefined || !account.limits) continue;
      for (let segment = request.span.start; segment < request.span.end; segment += 1) {
        const left = (account.left[segment] ?? 0) - (load[segment] ?? 0);
        const fits = Math.floor(left / draw.each + 1e-9);
        if (fits < room) room = fits;
        if (room <= 0) return 0;
      }
    }
    if (room <= 0) return 0;
    for (const share of request.shares) {
      if (share.zones.has(choice.zone))
        room = Math.min(room, share.most - this.#within(request, share.zones));
    }
    return room > 0 && this.#relationsAllow(request, choice) ? room : 0;
  }

  /** Adds scale-up domains, or takes them away where there are fewer than none. */
  add(choice: Choice, domains: number): void {
    const { model, counts } = this;
    const request = model.requests[choice.request];
    const zone = model.zones[choice.zone];
    if (request === undefined || zone === undefined || domains === 0) return;
    const before = counts[choice.index] ?? 0;
    counts[choice.index] = before + domains;
    for (const { account, each } of choice.draws) {
      const load = this.loads[account];
      if (load === undefined) continue;
      for (let segment = request.span.start; segment < request.span.end; segment += 1) {
        load[segment] = (load[segment] ?? 0) + each * domains;
      }
    }
    this.missing[choice.request] = (this.missing[choice.request] ?? 0) - domains;
    this.#missing -= domains;
    if (before > 0 !== before + domains > 0) this.#use(choice, before === 0 ? 1 : -1);
    this.#weigh(choice.zone);
  }

  /** Takes away all that a request has, and says what it was. */
  clear(request: ModelRequest): { readonly choice: Choice; readonly domains: number }[] {
    return request.choices.flatMap((choice) => {
      const domains = this.counts[choice.index] ?? 0;
      if (domains === 0) return [];
      this.add(choice, -domains);
      return [{ choice, domains }];
    });
  }

  /** Whether all is placed, and no limit exceeded. */
  isWithinLimits(): boolean {
    if (this.#missing !== 0 || this.unmet() > 0) return false;
    return this.model.accounts.every(
      ({ left, capacity, limits }, number) =>
        !limits ||
        (this.loads[number] ?? []).every(
          (load, segment) => load <= 0 || load <= (left[segment] ?? 0) + 1e-9 * (capacity[segment] ?? 0),
        ),
    );
  }

  /** Whether no new racks stand in a zone. */
  isEmpty(zone: number): boolean {
    return this.#users[zone] === 0;
  }

  /** Whether no racks stand in a zone at all. */
  isUnused(zone: number): boolean {
    return this.isEmpty(zone) && this.model.zones[zone]?.open === false;
  }

  /** What a feeder's load costs. */
  feederLoad(feeder: number): number {
    return this.#feeders[feeder] ?? 0;
  }

  #use(choice: Choice, sign: 1 | -1): void {
    const zone = this.model.zones[choice.zone];
    const users = (this.#users[choice.zone] ?? 0) + sign;
    this.#users[choice.zone] = users;
    if (zone !== undefined && !zone.open && users === (sign === 1 ? 1 : 0)) {
      this.#terms.zones += sign;
      this.#terms.mining += sign * zone.mining;
    }
    if (choice.continues) return;
    const parts = (this.#parts[choice.request] ?? 0) + sign;
    this.#parts[choice.request] = parts;
    if (parts > (sign === 1 ? 1 : 0)) this.#terms.parts += sign;
  }

  #weigh(zone: number): void {
    const stranded = strandedShare(this.model, zone, this.loads);
    this.#terms.stranded += stranded - (this.#stranded[zone] ?? 0);
    this.#stranded[zone] = stranded;
    for (const feeder of this.model.zones[zone]?.feeders ?? []) {
      const cost = feederCost(feederShare(this.model, feeder, this.loads));
      this.#terms.balance += cost - (this.#feeders[feeder] ?? 0);
      this.#feeders[feeder] = cost;
    }
  }

  #within(request: ModelRequest, zones: ReadonlySet<number>): number {
    return request.choices.reduce(
      (total, { index, zone }) => total + (zones.has(zone) ? (this.counts[index] ?? 0) : 0),
      0,
    );
  }

  #relationsAllow(request: ModelRequest, choice: Choice): boolean {
    const zone = this.model.zones[choice.zone]?.zone;
    if (zone === undefined) return false;
    const { domains } = this.model;
    const meets = (link: Link) =>
      this.#zonesOf(link.other).some((other) => domains.share(zone, other, link.kind));
    if (request.apart.some(meets)) return false;
    const isAway = (link: Link) => this.#zonesOf(link.other).length > 0 && !meets(link);
    if (request.near.some(isAway)) return false;
    // Whoever is to be near this one and stands already wants it near, at least once.
    return this.#nearing.every(
      (other) =>
        this.#zonesOf(choice.request).length > 0 ||
        other.near.every(
          (link) =>
            link.other !== choice.request ||
            this.#zonesOf(other.index).every((stands) => domains.share(stands, zone, link.kind)),
        ),
    );
  }

  #isNear(request: ModelRequest, { other, kind }: Link): boolean {
    const others = this.#zonesOf(other);
    const own = this.#zonesOf(request.index);
    return own.every((zone) => others.some((target) => this.model.domains.share(zone, target, kind)));
  }

  /** Where a request has racks, kept and new. */
  #zonesOf(number: number) {
    const request = this.model.requests[number];
    if (request === undefined) return [];
    const zones = this.used(request).flatMap(({ zone }) => this.model.zones[zone]?.zone ?? []);
    return [...request.kept.map(({ zone }) => zone), ...zones];
  }
}
