import type { Assignment } from "./assignment.ts";
import type { Ledger } from "./ledger.ts";
import type { Choice, ModelRequest } from "./model.ts";
import { entryOf, type Part } from "./part.ts";

/** Racks of a request that were given positions. */
export interface Realised {
  readonly request: ModelRequest;
  readonly part: Part;
}

/** A choice for which fewer positions were found than were counted on, because domains of several sizes share a zone. */
export interface Shortage {
  readonly choice: Choice;
  readonly domains: number;
}

/** Gives an assignment positions, zone by zone, and books them; nothing is booked where some find none. */
export function realise(
  ledger: Ledger,
  assignment: Assignment,
): { readonly parts: readonly Realised[] } | { readonly shortage: Shortage } {
  const done: Realised[] = [];
  for (const stands of standsByZone(assignment)) {
    const attempts = orders.map((order) => [...stands].sort(order));
    let shortage: Shortage | undefined;
    const found = attempts.some((attempt) => {
      const result = realiseZone(ledger, attempt);
      if ("shortage" in result) shortage ??= result.shortage;
      else done.push(...result.parts);
      return "parts" in result;
    });
    if (!found && shortage !== undefined) {
      unbook(ledger, done);
      return { shortage };
    }
  }
  return { parts: done };
}

export function unbook(ledger: Ledger, parts: readonly Realised[]): void {
  for (const { request, part } of parts) ledger.remove(entryOf(request.demand, part, ledger));
}

interface Stand {
  readonly request: ModelRequest;
  readonly choice: Choice;
  readonly domains: number;
  readonly part: { readonly zone: Part["zone"]; readonly fabric: Part["fabric"] };
}

/** What stands in each zone in which anything does. */
function standsByZone({ model, counts }: Assignment): Stand[][] {
  const byZone = new Map<number, Stand[]>();
  for (const choice of model.choices) {
    const domains = counts[choice.index] ?? 0;
    const request = model.requests[choice.request];
    const zone = model.zones[choice.zone]?.zone;
    if (domains === 0 || request === undefined || zone === undefined) continue;
    const stands = byZone.get(choice.zone) ?? [];
    stands.push({ request, choice, domains, part: { zone, fabric: choice.fabric } });
    byZone.set(choice.zone, stands);
  }
  return [...byZone].sort(([a], [b]) => a - b).map(([, stands]) => stands);
}

/** Who is given positions first: the earliest, and of these the most racks. Else the largest domains, the longest terms. */
const orders: readonly ((a: Stand, b: Stand) => number)[] = [
  (a, b) => a.request.span.start - b.request.span.start || racks(b) - racks(a) || byName(a, b),
  (a, b) => b.request.unit - a.request.unit || length(b) - length(a) || racks(b) - racks(a) || byName(a, b),
  (a, b) => length(b) - length(a) || b.request.unit - a.request.unit || racks(b) - racks(a) || byName(a, b),
  (a, b) => b.request.unit - a.request.unit || a.request.span.end - b.request.span.end || byName(a, b),
];

function racks({ request, domains }: Stand): number {
  return request.unit * domains;
}

function length({ request: { span } }: Stand): number {
  return span.end - span.start;
}

function byName(a: Stand, b: Stand): number {
  const name = ({ request: { demand } }: Stand) => `${demand.tenant.name}/${demand.name}`;
  return name(a) < name(b) ? -1 : 1;
}

function realiseZone(
  ledger: Ledger,
  stands: readonly Stand[],
): { readonly parts: readonly Realised[] } | { readonly shortage: Shortage } {
  const parts: Realised[] = [];
  for (const stand of stands) {
    const { request, choice, part } = stand;
    const { demand } = request;
    const positions = ledger.freePositions(
      part.zone,
      demand.rackType,
      racks(stand),
      demand.critical.dividedBy(demand.racks),
      ledger.span(demand.period),
      part.fabric,
    );
    if (positions.length < racks(stand)) {
      unbook(ledger, parts);
      return { shortage: { choice, domains: Math.floor(positions.length / request.unit) } };
    }
    const realised = { request, part: { ...part, positions } };
    ledger.enter(entryOf(demand, realised.part, ledger));
    parts.push(realised);
  }
  return { parts };
}
