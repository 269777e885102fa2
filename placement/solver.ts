import { createRequire } from "node:module";
import type { Highs } from "highs";
import type { Assignment } from "./assignment.ts";
import { assignmentOf, linearProgram } from "./milp.ts";
import type { Model } from "./model.ts";

/** What an exact solver found out about a model. */
export type Answer =
  | { readonly is: "optimal" | "feasible"; readonly assignment: Assignment; readonly objective: number }
  | { readonly is: "infeasible" | "undecided" };

/** Solves a model exactly, within limits that are counted and not timed. */
export type Solver = (model: Model, limits: SolverLimits) => Answer;

export interface SolverLimits {
  /** Nodes of the branch-and-bound tree. */
  readonly nodes: number;
  /** How far from the optimum it may stop, as a share of the objective. */
  readonly gap: number;
}

/**
 * The HiGHS solver, compiled to WebAssembly: the same on every machine. It takes a tenth of a second to load, and most
 * placements need none, so it is loaded where it is wanted.
 */
export async function loadSolver(): Promise<Solver> {
  const load = createRequire(import.meta.url)("highs") as () => Promise<Highs>;
  const highs = await load();
  return (model, { nodes, gap }) => {
    const solution = highs.solve(linearProgram(model), {
      output_flag: false,
      random_seed: 0,
      mip_rel_gap: gap,
      mip_max_nodes: nodes,
    });
    if (solution.Status === "Infeasible") return { is: "infeasible" };
    const columns: Readonly<Record<string, { readonly Primal?: number }>> = solution.Columns;
    if (!Number.isFinite(solution.ObjectiveValue)) return { is: "undecided" };
    const assignment = assignmentOf(model, (name) => columns[name]?.Primal ?? 0);
    if (assignment === undefined) return { is: "undecided" };
    const proven = solution.Status === "Optimal";
    return { is: proven ? "optimal" : "feasible", assignment, objective: solution.ObjectiveValue };
  };
}
