import type { Site } from "../site/site.ts";
import { Assignment } from "./assignment.ts";
import { groupedReasons } from "./grouped-reasons.ts";
import type { Ledger } from "./ledger.ts";
import type { Choice, ModelRequest } from "./model.ts";
import { type Terms, termNames, weighted } from "./objective.ts";
import type { Placement } from "./place.ts";
import { outOfReach, stopping } from "./refusal.ts";
import { assignmentOfStanding, type StandingDemand, standingDemands } from "./standing.ts";
import { unsuitable } from "./suitability.ts";

/** Why racks of a demand stand where they do. */
export interface Explanation {
  readonly standing: StandingDemand;
  /** What they add to the objective beside everything else that stands. */
  readonly terms: Terms;
  readonly cost: number;
  /** Where else all of them could stand now, cheapest first, with how much more that would cost, or less if negative. */
  readonly alternatives: readonly Alternative[];
  /** Why each other zone would not take all of them, zones alike together. */
  readonly impossible: readonly string[];
}

export interface Alternative {
  readonly zone: string;
  readonly fabric: string | undefined;
  readonly terms: Terms;
  readonly difference: number;
}

/** Explains every demand of a tenant, given everything else in a placement as it stands. */
export function explain(site: Site, placement: Placement, tenant: string): Explanation[] {
  const all = standingDemands(site, placement);
  return all
    .filter(({ demand }) => demand.tenant.name === tenant)
    .map((standing) => explainOne(site, all, standing));
}

function explainOne(site: Site, all: readonly StandingDemand[], standing: StandingDemand): Explanation {
  const { assignment, ledger } = assignmentOfStanding(site, all, [standing]);
  const { model } = assignment;
  const weights = site.document.placement;
  const nothing = new Assignment(model).terms;
  const terms = difference(assignment.terms, nothing);
  const cost = weighted(terms, weights);
  const request = model.requests.find(({ demand }) => demand === standing.demand);
  const used = new Set(standing.parts.map(({ zone }) => zone.name));
  const whole = (request?.choices ?? []).flatMap((choice) => {
    const zone = model.zones[choice.zone]?.zone.name ?? "";
    const alone = termsAlone(assignment, request, choice);
    if (alone === undefined || (used.size === 1 && used.has(zone))) return [];
    const own = difference(alone, nothing);
    return [{ zone, fabric: choice.fabric?.name, terms: own, difference: weighted(own, weights) - cost }];
  });
  const possible = new Set(whole.map(({ zone }) => zone));
  return {
    standing,
    terms,
    cost,
    alternatives: whole.sort((a, b) => a.difference - b.difference || (a.zone < b.zone ? -1 : 1)),
    impossible: impossible(site, ledger, standing, (zone) => !possible.has(zone) && !used.has(zone)),
  };
}

/** The terms with all of a request by one choice; undefined where not all of it fits. */
function termsAlone(
  { model }: Assignment,
  request: ModelRequest | undefined,
  choice: Choice,
): Terms | undefined {
  const alone = new Assignment(model);
  if (request === undefined || alone.room(choice) < request.domains) return undefined;
  alone.add(choice, request.domains);
  return alone.unmet() > 0 ? undefined : alone.terms;
}

function difference(a: Terms, b: Terms): Terms {
  return Object.fromEntries(termNames.map((name) => [name, a[name] - b[name]])) as unknown as Terms;
}

function impossible(
  site: Site,
  ledger: Ledger,
  { demand, parts }: StandingDemand,
  concerns: (zone: string) => boolean,
): string[] {
  const chosen = parts[0]?.fabric;
  return groupedReasons(
    site.zones
      .filter(({ name }) => concerns(name))
      .map((zone) => ({
        zone: zone.name,
        why:
          unsuitable(zone, demand) ??
          outOfReach(site, zone, demand, chosen) ??
          stopping(ledger, demand, zone, chosen, demand.racks),
      })),
  );
}
