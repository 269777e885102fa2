import type { Allocation } from "../placement/lock.ts";
import type { Solver } from "../placement/solver.ts";
import { type Conversion, type Room, roomFor } from "../placement/what-if.ts";
import { compareText } from "../site/compare-text.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { RackType } from "../site/schema/site-document.ts";
import type { Fleet, PlacedSite } from "./fleet.ts";
import { type Offer, offerOf } from "./offer.ts";
import { probe, rackTypesFor, usualRackType, type Wanted } from "./probe.ts";
import { accepts } from "./site-checks.ts";

/** A site where a wanted tenant finds room, with what that takes. */
export interface Fit extends Offer {
  readonly is: "fits";
  readonly site: string;
  readonly region: string;
  readonly rackType: string;
  readonly allocations: readonly Allocation[];
  /** Zones that have to be converted for it. */
  readonly conversions: readonly Conversion[];
}

/** A site where it does not, and what stands in the way. */
export interface NoFit {
  readonly is: "excluded" | "refused";
  readonly site: string;
  readonly region: string;
  readonly why: string;
}

export type Candidate = Fit | NoFit;

/**
 * The sites of a fleet for a tenant that none has yet, the best first: in time before late, and of those the one with the
 * least cost a year, of its energy and of what mining would have earned that ends for it. Nobody is moved and nothing is
 * written: each site is asked by placing a tenant of that size beside those that it has.
 *
 * @throws Refusal where no site's catalog has the racks.
 */
export function placeInFleet(fleet: Fleet, wanted: Wanted, solver?: Solver): readonly Candidate[] {
  refuseUnknown(fleet, wanted);
  return fleet.sites.map((member) => candidateAt(member, wanted, solver)).sort(inOrder);
}

function refuseUnknown({ sites }: Fleet, wanted: Wanted): void {
  const types = sites.flatMap(({ site }) => [...site.catalog.rackTypes.values()]);
  const refuse = (where: string, what: string, found: string, known: readonly string[]) => {
    if (known.includes(found)) return;
    const message = `no site's catalog has ${what} "${found}": ${suggestion(found, [...new Set(known)])}`;
    throw new Refusal("It is not clear what is wanted.", [{ where, message }]);
  };
  const { rackType, accelerator } = wanted;
  const models = types.flatMap((type) => type.accelerator?.model ?? []);
  if (accelerator !== undefined) refuse("--accelerator", "an accelerator", accelerator, models);
  if (rackType !== undefined || accelerator === undefined)
    refuse(
      "--rack-type",
      "a rack type",
      rackType ?? usualRackType,
      types.map(({ name }) => name),
    );
}

function candidateAt(member: PlacedSite, wanted: Wanted, solver: Solver | undefined): Candidate {
  const { name, region, site, lock } = member;
  const no = (is: NoFit["is"], why: string): NoFit => ({ is, site: name, region: region.name, why });
  const outside = excludedBy(member, wanted);
  if (outside !== undefined) return no("excluded", outside);
  const known = rackTypesFor(site, wanted);
  if (known.length === 0) return no("excluded", "its catalog has no such racks");
  const types = known.filter((type) => accepts(member.entry, site, type.name));
  if (types.length === 0) return no("excluded", 'its "accepts" in fleet.yaml leaves out such racks');
  const reasons: string[] = [];
  const fits = types.flatMap((type): Fit[] => {
    try {
      const found = roomFor(site, lock, probe(site, wanted, type), solver);
      if (found.is === "placed") return [fitOf(member, wanted, type, found)];
      reasons.push(...found.refusal.problems.map(({ message }) => message));
    } catch (error) {
      // Such as its racks and those of others on one row: no lack of room, and yet no place.
      if (!(error instanceof Refusal)) throw error;
      reasons.push(...error.problems.map(({ message }) => message));
    }
    return [];
  });
  return fits.sort(inOrder)[0] ?? no("refused", reasons.join("\n"));
}

function excludedBy({ region }: PlacedSite, { latency, maxCarbon }: Wanted): string | undefined {
  if (latency !== undefined && !region.latency.includes(latency)) {
    const offered = region.latency.length === 0 ? "none" : `only ${region.latency.join(" and ")}`;
    return `its region offers ${offered} of the latency classes, and ${latency} is wanted`;
  }
  if (maxCarbon === undefined) return undefined;
  if (region.carbon === undefined)
    return `what its grid emits is not stated, and at most ${maxCarbon} is wanted`;
  const { value } = region.carbon;
  return value.exceeds(maxCarbon) ? `its grid emits ${value}, and at most ${maxCarbon} is wanted` : undefined;
}

function fitOf(member: PlacedSite, wanted: Wanted, type: RackType, room: Room): Fit {
  return {
    is: "fits",
    site: member.name,
    region: member.region.name,
    rackType: type.name,
    allocations: room.tenant.allocations,
    conversions: room.conversions,
    ...offerOf(member, wanted, room),
  };
}

const turns: readonly Candidate["is"][] = ["fits", "refused", "excluded"];

function inOrder(a: Candidate, b: Candidate): number {
  if (a.is === "fits" && b.is === "fits")
    return (
      Number(a.isLate) - Number(b.isLate) ||
      a.costPerYear.compare(b.costPerYear) ||
      compareText(a.site, b.site)
    );
  return turns.indexOf(a.is) - turns.indexOf(b.is) || compareText(a.site, b.site);
}
