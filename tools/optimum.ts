import { Ledger } from "../placement/ledger.ts";
import { modelOf } from "../placement/model-builder.ts";
import { solved } from "../placement/place-missing.ts";
import { plansOf } from "../placement/plan.ts";
import { search } from "../placement/search.ts";
import type { Solver } from "../placement/solver.ts";
import { loadSolver } from "../placement/solver.ts";
import { smallSite } from "./small-sites.ts";

/** What the search came to on one site, beside the proven optimum of the same model. */
export interface Comparison {
  readonly site: number;
  /** The least objective there is; undefined where the site has no room for all. */
  readonly optimum: number | undefined;
  /** What the search alone found; undefined where it left something out. */
  readonly found: number | undefined;
  /** What a placement is: the search, bettered by the solver within its limits. */
  readonly placed: number | undefined;
  readonly searchMilliseconds: number;
  readonly solverMilliseconds: number;
}

/** Compares the search with the optimum on the small sites of some numbers. */
export function compare(numbers: Iterable<number>, solver: Solver): Comparison[] {
  return [...numbers].map((number) => {
    const site = smallSite(number);
    const requests = [...plansOf(site).values()]
      .flat()
      .map(({ demand }) => ({ demand, racks: demand.racks, kept: [] }));
    const model = modelOf(site, new Ledger(site), requests);
    const begun = performance.now();
    const found = search(model);
    const searched = performance.now();
    const answer = solver(model, { nodes: 1_000_000, gap: 0 });
    const proven = performance.now();
    if (answer.is === "undecided" || answer.is === "feasible") {
      throw new Error(`the optimum of small site ${number} was not proven`);
    }
    const placed = solved(model, solver);
    const worth = (assignment: typeof found) =>
      assignment.missingDomains === 0 && assignment.unmet() === 0 ? assignment.objective : undefined;
    return {
      site: number,
      optimum: "objective" in answer ? answer.objective : undefined,
      found: worth(found),
      placed: worth(placed),
      searchMilliseconds: searched - begun,
      solverMilliseconds: proven - searched,
    };
  });
}

/** How much worse than the optimum something is, as a share of it; undefined where either is. */
export function gapOf({ optimum }: Comparison, objective: number | undefined): number | undefined {
  return optimum === undefined || objective === undefined
    ? undefined
    : Math.max(0, objective - optimum) / Math.max(optimum, 1);
}

/** Prints how far the search, and a placement, is from the optimum, over many sites. */
export async function reportOptimum(count: number): Promise<void> {
  const comparisons = compare(
    Array.from({ length: count }, (_, index) => index + 1),
    await loadSolver(),
  );
  const solvable = comparisons.filter(({ optimum }) => optimum !== undefined);
  console.log(
    `${count} small sites; on ${solvable.length} there is room for all, with an optimum that HiGHS proves.`,
  );
  console.log("                    average gap   worst gap   optimal   left something out");
  for (const [name, key] of [
    ["the search alone", "found"],
    ["what place gives", "placed"],
  ] as const) {
    const gaps = solvable.flatMap((comparison) => gapOf(comparison, comparison[key]) ?? []);
    const optimal = gaps.filter((gap) => gap < 1e-5).length;
    const left = solvable.filter((comparison) => comparison[key] === undefined).length;
    console.log(
      `  ${name}  ${percent(mean(gaps)).padStart(11)} ${percent(Math.max(...gaps)).padStart(11)} ${String(optimal).padStart(9)} ${String(left).padStart(20)}`,
    );
  }
  for (const [name, key] of [
    ["search", "searchMilliseconds"],
    ["HiGHS to the optimum", "solverMilliseconds"],
  ] as const) {
    const times = comparisons.map((comparison) => comparison[key]);
    console.log(
      `  ${name}: ${mean(times).toFixed(0)} ms a site on average, ${Math.max(...times).toFixed(0)} ms at most`,
    );
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
