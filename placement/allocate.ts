import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { criticalOf, type Demand } from "./demand.ts";
import type { Bound, Entry, Ledger } from "./ledger.ts";
import { suitableFabrics, unsuitable } from "./suitability.ts";

/** Racks of a demand in one zone. */
export interface Part {
  readonly zone: Zone;
  readonly fabric: FabricDocument | undefined;
  readonly positions: readonly number[];
}

/** What an attempt came to: its parts, and how many racks found no place and why. */
export interface Attempt {
  readonly parts: readonly Part[];
  readonly missing: number;
  /** By zone name, what stopped the next rack there. */
  readonly bounds: ReadonlyMap<string, Bound>;
}

/** A part as the ledger books it. */
export function entryOf(demand: Demand, part: Part, ledger: Ledger): Entry {
  return {
    zone: part.zone,
    rackType: demand.rackType,
    critical: criticalOf(demand, part.positions.length),
    positions: part.positions,
    span: ledger.span(demand.period),
    fabric: part.fabric,
  };
}

/**
 * Places so many more racks of a demand, and books them if all found a place. Zones are chosen in this order: where
 * the tenant already stands; the tightest zone that takes all that is left; the roomiest. Names break ties, so the
 * same input gives the same result.
 *
 * @param kept the parts that the demand already has: on one fabric, growth stays on it.
 * @param home the zones in which the tenant already stands.
 */
export function allocate(
  site: Site,
  ledger: Ledger,
  demand: Demand,
  racks: number,
  kept: readonly Part[],
  home: ReadonlySet<string>,
): Attempt {
  const zones = site.zones.filter((zone) => unsuitable(zone, demand) === undefined);
  const attempts: Booking[] = [];
  for (const option of options(site, demand, zones, kept)) {
    const attempt = tryOption(ledger, demand, racks, option, home);
    for (const { entry } of attempt.parts) ledger.remove(entry);
    attempts.push(attempt);
    // Nothing beats all racks in one zone: the options after it need not be tried.
    if (attempt.missing === 0 && attempt.parts.length === 1) break;
  }
  attempts.sort((a, b) => a.missing - b.missing || a.parts.length - b.parts.length);
  const best = attempts[0] ?? { parts: [], missing: racks, bounds: new Map<string, Bound>() };
  if (best.missing === 0) for (const { entry } of best.parts) ledger.enter(entry);
  return { parts: best.parts.map(({ part }) => part), missing: best.missing, bounds: best.bounds };
}

/** A zone with the fabric that its racks would be cabled to. */
interface Candidate {
  readonly zone: Zone;
  readonly fabric: FabricDocument | undefined;
}

/** The sets of zones that a demand may be spread over: one a fabric where it needs one fabric. */
function options(site: Site, demand: Demand, zones: readonly Zone[], kept: readonly Part[]): Candidate[][] {
  if (demand.fabric === "none") return [zones.map((zone) => ({ zone, fabric: undefined }))];
  const fabrics = suitableFabrics(site, demand);
  const reached = (fabric: FabricDocument) => zones.filter((zone) => fabric.zones.includes(zone.name));
  if (demand.fabric === "any") {
    return [fabrics.flatMap((fabric) => reached(fabric).map((zone) => ({ zone, fabric })))];
  }
  const bound = kept[0]?.fabric;
  return fabrics
    .filter((fabric) => bound === undefined || fabric.name === bound.name)
    .map((fabric) => reached(fabric).map((zone) => ({ zone, fabric })));
}

interface Booked {
  readonly part: Part;
  readonly entry: Entry;
}

/** An attempt whose parts are in the ledger. */
interface Booking {
  readonly parts: readonly Booked[];
  readonly missing: number;
  readonly bounds: ReadonlyMap<string, Bound>;
}

function tryOption(
  ledger: Ledger,
  demand: Demand,
  racks: number,
  candidates: readonly Candidate[],
  home: ReadonlySet<string>,
): Booking {
  const unit = demand.rackType.scaleUp?.racks.value ?? 1;
  const span = ledger.span(demand.period);
  const each = demand.critical.dividedBy(demand.racks);
  const parts: Booked[] = [];
  const bounds = new Map<string, Bound>();
  const open = new Set(candidates);
  let missing = racks;
  while (missing > 0) {
    const rooms = [...open].map((candidate) => {
      const room = ledger.room(candidate.zone, demand.rackType, each, span, candidate.fabric);
      bounds.set(candidate.zone.name, room.bound);
      return { candidate, racks: Math.floor(room.racks / unit) * unit };
    });
    const chosen = choose(rooms, missing, home);
    if (chosen === undefined) break;
    const take = Math.min(missing, chosen.racks);
    const { zone, fabric } = chosen.candidate;
    const part = { zone, fabric, positions: ledger.freePositions(zone, take, span, unit) };
    const entry = entryOf(demand, part, ledger);
    ledger.enter(entry);
    parts.push({ part, entry });
    open.delete(chosen.candidate);
    missing -= take;
  }
  // What stopped the next rack where some were put is what they left over.
  for (const { part } of missing > 0 ? parts : []) {
    bounds.set(part.zone.name, ledger.room(part.zone, demand.rackType, each, span, part.fabric).bound);
  }
  return { parts, missing, bounds };
}

interface CandidateRoom {
  readonly candidate: Candidate;
  readonly racks: number;
}

function choose(
  rooms: readonly CandidateRoom[],
  missing: number,
  home: ReadonlySet<string>,
): CandidateRoom | undefined {
  const roomy = rooms.filter(({ racks }) => racks > 0);
  const better = (a: CandidateRoom, b: CandidateRoom): CandidateRoom => {
    const rank = ({ candidate, racks }: CandidateRoom) => [
      home.has(candidate.zone.name) ? 0 : 1,
      racks >= missing ? 0 : 1,
      racks >= missing ? racks : -racks,
    ];
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    if (at === -1) return a.candidate.zone.name <= b.candidate.zone.name ? a : b;
    return (left[at] ?? 0) < (right[at] ?? 0) ? a : b;
  };
  return roomy.length === 0 ? undefined : roomy.reduce(better);
}
