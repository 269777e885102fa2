import { Assignment } from "./assignment.ts";
import type { Choice, Model, ModelRequest } from "./model.ts";

/** How much work the search may do: it is counted, never timed, so that every machine finds the same. */
export interface Effort {
  /** How often demands are taken out and placed again. */
  readonly rounds: number;
  /** After how many rounds without anything better it stops. */
  readonly patience: number;
}

/**
 * A good assignment: demands one after the other, each where it adds least to the objective; then, over and over, a
 * few are taken out and placed again in another order, and what is better is kept. The same model gives the same
 * assignment.
 */
export function search(model: Model, effort: Effort = effortFor(model)): Assignment {
  let best: Assignment | undefined;
  for (const order of orders(model)) {
    const attempt = new Assignment(model);
    for (const request of order) insert(attempt, request);
    if (best === undefined || attempt.cost < best.cost - tolerance) best = attempt;
    if (model.requests.length > largeModel && best.missingDomains === 0) break;
  }
  const found = best ?? new Assignment(model);
  if (model.requests.some(({ domains }) => domains > 0)) improve(found, effort);
  return found;
}

const tolerance = 1e-7;
/** Beyond so many demands one order of placing them has to do, unless it leaves some out. */
const largeModel = 60;
const noZone: ReadonlySet<number> = new Set();

/** What is proportionate: many rounds where one costs little, and few where there is little to choose. */
function effortFor({ choices, segments, requests }: Model): Effort {
  const open = requests.filter(({ domains }) => domains > 0).length;
  const work = Math.max(1, (choices.length / Math.max(1, requests.length)) * segments);
  const rounds = Math.max(4, Math.min(1200, Math.floor(20_000 / work)));
  return { rounds: Math.min(rounds, open * open * 20), patience: open * 60 };
}

/** The orders in which demands are placed at first. Those that others are to be near come before these. */
function orders({ requests }: Model): ModelRequest[][] {
  const wanted = requests.filter(({ domains }) => domains > 0);
  const by = (...keys: ((request: ModelRequest) => number)[]) =>
    [...wanted].sort((a, b) => {
      for (const key of keys) {
        const difference = key(a) - key(b);
        if (difference !== 0) return difference;
      }
      return a.index - b.index;
    });
  const awaits = (request: ModelRequest) => (request.near.length > 0 ? 1 : 0);
  const size = ({ racks }: ModelRequest) => -racks;
  const watts = ({ racks, demand }: ModelRequest) => -demand.critical.watts * (racks / demand.racks);
  const freedom = ({ choices }: ModelRequest) => choices.length;
  const start = ({ span }: ModelRequest) => span.start;
  return [by(awaits, start, size), by(awaits, watts), by(awaits, freedom, watts), by(awaits, freedom, size)];
}

// --- Placing one demand.

/**
 * Places what is missing of a request at the least cost found, or as much of it as fits.
 *
 * @param avoid the zones that it is not to stand in.
 * @param prefer the zone in which it is to stand if all of it fits there, whatever that costs.
 */
export function insert(
  assignment: Assignment,
  request: ModelRequest,
  avoid: ReadonlySet<number> = noZone,
  prefer?: number,
): void {
  const missing = assignment.missing[request.index] ?? 0;
  if (missing <= 0) return;
  const preferred = request.choices.find(({ zone }) => zone === prefer);
  if (
    preferred !== undefined &&
    assignment.used(request).length === 0 &&
    assignment.room(preferred) >= missing
  ) {
    assignment.add(preferred, missing);
    return;
  }
  let best: { readonly cost: number; readonly plan: Plan } | undefined;
  const groups = groupsOf(assignment, request);
  const seen = new Set<string>();
  for (const group of groups) {
    const open = group.filter(({ zone }) => !avoid.has(zone));
    for (const plan of plansFor(assignment, open, missing, seen)) {
      const cost = costWith(assignment, plan);
      if (best === undefined || cost < best.cost - tolerance) best = { cost, plan };
    }
  }
  for (const { choice, domains } of best?.plan ?? []) assignment.add(choice, domains);
}

type Plan = readonly { readonly choice: Choice; readonly domains: number }[];

/** On one fabric, what is missing goes where the rest is. */
function groupsOf(assignment: Assignment, request: ModelRequest): readonly (readonly Choice[])[] {
  const used = assignment.used(request);
  if (used.length === 0) return request.groups;
  return request.groups.filter((group) => used.every((choice) => group.includes(choice)));
}

/** Ways to place so many domains: all in one zone; else filled up from each of the roomiest zones on. */
function plansFor(
  assignment: Assignment,
  group: readonly Choice[],
  wanted: number,
  seen: Set<string>,
): Plan[] {
  const rooms = group
    .filter((choice) => !seen.has(kindOf(assignment, choice)))
    .map((choice) => ({ choice, room: assignment.room(choice) }))
    .filter(({ room }) => room > 0);
  const whole = rooms.filter(({ room }) => room >= wanted);
  const { zones } = assignment.model;
  const isOpen = ({ choice }: (typeof rooms)[number]) =>
    choice.continues || zones[choice.zone]?.open === true || !assignment.isEmpty(choice.zone);
  const single = singles(assignment, whole, wanted, seen);
  if (whole.some(isOpen)) return single;
  // Filling up open zones may be better than one zone that has to be opened for all; where it is as good, it is.
  const open = rooms.filter(isOpen);
  const byRoom = (list: typeof rooms) =>
    [...list].sort((a, b) => b.room - a.room || a.choice.zone - b.choice.zone);
  const first = whole.length > 0 ? open : rooms;
  const seeds = [...new Set([...byRoom(first).slice(0, 6), ...byRoom(open).slice(0, 4)])];
  const choices = rooms.map(({ choice }) => choice);
  return [...seeds.map(({ choice }) => filledFrom(assignment, choice, choices, wanted)), ...single];
}

/**
 * Every single zone that takes all; of empty ones that are alike to the objective only the first, since a campus has
 * hundreds of them.
 *
 * @param seen the kinds of empty zones of which one takes all, on this fabric or another.
 */
function singles(
  assignment: Assignment,
  rooms: readonly { readonly choice: Choice; readonly room: number }[],
  wanted: number,
  seen: Set<string>,
): Plan[] {
  const tightest = [...rooms].sort((a, b) => a.room - b.room || a.choice.zone - b.choice.zone);
  return tightest
    .filter(({ choice }) => {
      const kind = kindOf(assignment, choice);
      if (seen.has(kind)) return false;
      if (assignment.isUnused(choice.zone)) seen.add(kind);
      return true;
    })
    .map(({ choice }) => [{ choice, domains: wanted }]);
}

/** What the objective sees of an empty zone; nothing that two have in common where racks stand. */
function kindOf(assignment: Assignment, choice: Choice): string {
  const zone = assignment.model.zones[choice.zone];
  if (zone === undefined || !assignment.isUnused(choice.zone)) return "";
  return zone.feeders.reduce((kind, feeder) => `${kind} ${assignment.feederLoad(feeder)}`, zone.kind);
}

/** Fills one zone, then others: one that takes all the rest at the least cost if there is one, else the roomiest. */
function filledFrom(assignment: Assignment, seed: Choice, choices: readonly Choice[], wanted: number): Plan {
  const plan: { choice: Choice; domains: number }[] = [];
  let missing = wanted;
  const take = (choice: Choice) => {
    const domains = Math.min(missing, assignment.room(choice));
    if (domains <= 0) return;
    assignment.add(choice, domains);
    plan.push({ choice, domains });
    missing -= domains;
  };
  take(seed);
  while (missing > 0) {
    const rooms = choices
      .filter((choice) => !plan.some((part) => part.choice === choice))
      .map((choice) => ({ choice, room: assignment.room(choice) }))
      .filter(({ room }) => room > 0);
    const finishing = rooms.filter(({ room }) => room >= missing);
    const next = finishing.length > 0 ? cheapest(assignment, finishing, missing) : roomiest(rooms);
    if (next === undefined) break;
    take(next.choice);
  }
  for (const { choice, domains } of plan) assignment.add(choice, -domains);
  return plan;
}

function roomiest<R extends { readonly room: number }>(rooms: readonly R[]): R | undefined {
  return rooms.reduce<R | undefined>((a, b) => (a === undefined || b.room > a.room ? b : a), undefined);
}

function cheapest<R extends { readonly choice: Choice }>(
  assignment: Assignment,
  rooms: readonly R[],
  domains: number,
): R | undefined {
  let best: { readonly room: R; readonly cost: number } | undefined;
  for (const room of rooms) {
    const cost = costWith(assignment, [{ choice: room.choice, domains }]);
    if (best === undefined || cost < best.cost - tolerance) best = { room, cost };
  }
  return best?.room;
}

function costWith(assignment: Assignment, plan: Plan): number {
  for (const { choice, domains } of plan) assignment.add(choice, domains);
  const { cost } = assignment;
  for (const { choice, domains } of plan) assignment.add(choice, -domains);
  return cost;
}

// --- Making it better.

/** Takes a few demands out and places them again, and keeps what is no worse. */
function improve(assignment: Assignment, { rounds, patience }: Effort): void {
  const { requests } = assignment.model;
  const random = generator();
  const movable = requests.filter(({ domains, choices }) => domains > 0 && choices.length > 0);
  if (movable.length === 0) return;
  let best = { counts: assignment.counts.slice(), cost: assignment.cost, round: 0 };
  for (let round = 0; round < rounds && round - best.round <= patience; round += 1) {
    const { removed, avoid, prefer } = withRelated(
      assignment,
      removals[round % removals.length],
      movable,
      random,
    );
    const taken = removed.flatMap((request) => assignment.clear(request));
    const order = random() < 0.5 ? shuffled(removed, random) : largestFirst(removed);
    for (const request of order) insert(assignment, request, avoid, prefer);
    if (round % 2 === 0) for (const request of removed) level(assignment, request);
    if (assignment.cost < best.cost - tolerance) {
      best = { counts: assignment.counts.slice(), cost: assignment.cost, round };
    }
    // A detour over what is somewhat worse leads out of dead ends; ever less so towards the end.
    if (assignment.cost <= best.cost + detour * (1 - round / rounds)) continue;
    for (const request of removed) assignment.clear(request);
    for (const { choice, domains } of taken) assignment.add(choice, domains);
  }
  restore(assignment, best.counts);
}

/** How much worse than the best a round may leave things: the weight of a zone, and a little. */
const detour = 120;

function largestFirst(requests: readonly ModelRequest[]): ModelRequest[] {
  const watts = ({ racks, demand }: ModelRequest) => demand.critical.watts * (racks / demand.racks);
  return [...requests].sort((a, b) => watts(b) - watts(a) || a.index - b.index);
}

function restore(assignment: Assignment, counts: Int32Array): void {
  for (const request of assignment.model.requests) assignment.clear(request);
  for (const choice of assignment.model.choices) assignment.add(choice, counts[choice.index] ?? 0);
}

/** What is taken out in a round, the zones that it does not go back to, and the one that it goes to if it fits. */
interface Removal {
  readonly removed: readonly ModelRequest[];
  readonly avoid: ReadonlySet<number>;
  readonly prefer: number | undefined;
}

type Remove = (assignment: Assignment, movable: readonly ModelRequest[], random: () => number) => Removal;

const removals: readonly Remove[] = [emptied, scattered, gathered, closed];

/** At most so many demands are taken out in a round. */
const mostRemoved = 16;

/** A zone is emptied, and avoided. */
function emptied(assignment: Assignment, movable: readonly ModelRequest[], random: () => number): Removal {
  const request = pick(movable, random);
  const zone = request && pick(assignment.used(request), random)?.zone;
  const there = movable.filter((other) => assignment.used(other).some((choice) => choice.zone === zone));
  const others = scattered(assignment, movable, random).removed;
  const removed = [...new Set([...there, ...others])];
  return { removed, avoid: zone === undefined ? noZone : new Set([zone]), prefer: undefined };
}

/** All that can be taken out goes back into the zones that are used, but one. */
function closed(assignment: Assignment, movable: readonly ModelRequest[], random: () => number): Removal {
  const used = new Set(movable.flatMap((request) => assignment.used(request).map(({ zone }) => zone)));
  const one = pick([...used], random);
  const avoid = new Set(
    [...assignment.model.zones.keys()].filter(
      (zone) => zone === one || (assignment.isUnused(zone) && !used.has(zone)),
    ),
  );
  const there = movable.filter((other) => assignment.used(other).some(({ zone }) => zone === one));
  return { removed: [...new Set([...there, ...shuffled(movable, random)])], avoid, prefer: undefined };
}

/** A few demands at random go wherever is best then. */
function scattered(_: Assignment, movable: readonly ModelRequest[], random: () => number): Removal {
  const many = 1 + Math.floor(random() * Math.min(5, movable.length));
  const removed = new Set(Array.from({ length: many }, () => pick(movable, random)));
  return { removed: [...removed].filter((one) => one !== undefined), avoid: noZone, prefer: undefined };
}

/** All of two demands' zones, together in one zone as far as that takes them. */
function gathered(assignment: Assignment, movable: readonly ModelRequest[], random: () => number): Removal {
  const zones = new Set(
    [pick(movable, random), pick(movable, random)].flatMap((request) =>
      request === undefined ? [] : assignment.used(request).map(({ zone }) => zone),
    ),
  );
  const removed = movable.filter((other) => assignment.used(other).some(({ zone }) => zones.has(zone)));
  const some = pick(removed, random);
  return { removed, avoid: noZone, prefer: some && pick(some.choices, random)?.zone };
}

/** A removal with those that lack racks, for which room is made in every round, and those that stand near others. */
function withRelated(
  assignment: Assignment,
  remove: Remove = scattered,
  movable: readonly ModelRequest[],
  random: () => number,
): Removal {
  const { requests } = assignment.model;
  const removal = remove(assignment, movable, random);
  const lacking = movable.filter(({ index }) => (assignment.missing[index] ?? 0) > 0);
  const removed = new Set([...lacking.slice(0, mostRemoved / 2), ...removal.removed.slice(0, mostRemoved)]);
  const isNear = (a: ModelRequest, b: ModelRequest) => a.near.some(({ other }) => requests[other] === b);
  for (const request of [...removed]) {
    for (const other of movable) if (isNear(other, request) || isNear(request, other)) removed.add(other);
  }
  return { ...removal, removed: [...removed] };
}

function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Moves domains of a request from one of its zones to another, as long as that is better. */
function level(assignment: Assignment, request: ModelRequest): void {
  const used = assignment.used(request);
  const [group] = groupsOf(assignment, request);
  if (group === undefined || used.length === 0) return;
  for (const from of used) {
    for (const to of used) {
      if (from === to) continue;
      for (const share of [1, 2, 4]) {
        const domains = Math.min(
          Math.max(1, Math.floor((assignment.counts[from.index] ?? 0) / share)),
          assignment.room(to),
        );
        if (domains <= 0 || domains > (assignment.counts[from.index] ?? 0)) continue;
        const before = assignment.cost;
        assignment.add(from, -domains);
        const fits = assignment.room(to) >= domains;
        if (fits) assignment.add(to, domains);
        if (fits && assignment.cost < before - tolerance) break;
        if (fits) assignment.add(to, -domains);
        assignment.add(from, domains);
      }
    }
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [result[index], result[other]];
    if (a !== undefined && b !== undefined) [result[index], result[other]] = [b, a];
  }
  return result;
}

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32, by T. Ettinger, public domain). */
function generator(): () => number {
  let state = 0x5eed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
