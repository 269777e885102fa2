import type { Problem } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import type { Assignment } from "./assignment.ts";
import type { Ledger } from "./ledger.ts";
import { choiceKey, type Model, type Request } from "./model.ts";
import { modelOf, type Offer } from "./model-builder.ts";
import { areMany } from "./nearby.ts";
import type { Part } from "./part.ts";
import { addParts, missingRacks, type Plan } from "./plan.ts";
import { type Realised, realise } from "./realise.ts";
import { refusalOf } from "./refusal.ts";
import { search } from "./search.ts";
import type { Solver } from "./solver.ts";

/** How often a zone may turn out not to have the positions that were counted on, before that is reported. */
const attempts = 8;

/** Up to so many choices the exact solver takes a moment, and betters the search where that is not the best. */
const quickChoices = 150;

/** Up to so many choices it is asked whether what the search left out finds a place after all. */
const exactChoices = 2000;

/**
 * Places what plans still miss: all of it together, so that the order in which tenants are named decides nothing.
 *
 * @param solver betters small placements, and where the search leaves something out, tells whether it has to.
 */
export function placeMissing(
  site: Site,
  ledger: Ledger,
  plans: ReadonlyMap<string, readonly Plan[]>,
  solver: Solver | undefined,
): Problem[] {
  const wanted = wantedOf(plans);
  if (wanted.every((plan) => missingRacks(plan) === 0)) return [];
  const requests = wanted.map((plan) => requestOf(plan));
  const most = new Map<string, number>();
  let offer: Offer = areMany(requests.length, site.zones.length) ? "nearby" : "all places";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const model = modelOf(site, ledger, requests, most, offer);
    const assignment = solved(model, solver);
    if (!isComplete(assignment)) {
      if (offer === "all places") break;
      // What finds no place nearby may find one farther off.
      offer = "all places";
      continue;
    }
    const result = realise(ledger, assignment);
    if ("parts" in result) {
      take(wanted, result.parts);
      return [];
    }
    const { choice, domains } = result.shortage;
    most.set(choiceKey(model, choice), domains);
  }
  return refusalsOf(site, ledger, requests, most);
}

/** The plans that miss racks; of a tenant whose demands relate to one another, all. */
function wantedOf(plans: ReadonlyMap<string, readonly Plan[]>): Plan[] {
  return [...plans.values()].flatMap((own) => {
    const missing = own.filter((plan) => missingRacks(plan) > 0);
    const related = own.some(({ demand }) => demand.near.length + demand.apartFrom.length > 0);
    return related && missing.length > 0 ? own : missing;
  });
}

function requestOf(plan: Plan): Request {
  return { demand: plan.demand, racks: missingRacks(plan), kept: plan.parts };
}

function isComplete(assignment: Assignment): boolean {
  return assignment.missingDomains === 0 && assignment.unmet() === 0;
}

/** The search; and the solver, where the model is small or the search leaves something out. */
export function solved(model: Model, solver: Solver | undefined): Assignment {
  const found = search(model);
  const isSmall = model.choices.length <= quickChoices && model.requests.length > 1;
  if (solver === undefined || model.choices.length > exactChoices || (isComplete(found) && !isSmall)) {
    return found;
  }
  const answer = solver(model, isComplete(found) ? { nodes: 300, gap: 0.02 } : { nodes: 20_000, gap: 0.02 });
  return "assignment" in answer && answer.assignment.cost < found.cost - 1e-6 ? answer.assignment : found;
}

function take(plans: readonly Plan[], parts: readonly Realised[]): void {
  const byRequest = new Map<number, Part[]>();
  for (const { request, part } of parts)
    byRequest.set(request.index, [...(byRequest.get(request.index) ?? []), part]);
  for (const [index, plan] of plans.entries()) {
    const own = byRequest.get(index) ?? [];
    own.sort((a, b) => b.positions.length - a.positions.length || (a.zone.name < b.zone.name ? -1 : 1));
    if (own.length > 0) addParts(plan, own);
  }
}

/** Why some of the requests find no place: each tried by itself, beside those that do. */
function refusalsOf(
  site: Site,
  ledger: Ledger,
  requests: readonly Request[],
  most: ReadonlyMap<string, number>,
): Problem[] {
  const assignment = search(modelOf(site, ledger, requests, most));
  const { model } = assignment;
  const failed = model.requests.filter(
    (request) => (assignment.missing[request.index] ?? 0) > 0 || assignment.isUnmet(request),
  );
  for (const request of failed) assignment.clear(request);
  realise(ledger, assignment);
  const refused = failed.length > 0 ? failed : model.requests.filter(({ domains }) => domains > 0);
  return refused.map(({ index }) => refusalOf(site, ledger, requests, index));
}
