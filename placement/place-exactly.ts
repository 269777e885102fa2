import type { Site } from "../site/site.ts";
import type { Lock } from "./lock.ts";
import { type Placement, place } from "./place.ts";
import { loadSolver } from "./solver.ts";

/**
 * As `place`, with the exact solver, which is loaded for it: what the command line does.
 *
 * @throws Refusal as `place` does.
 */
export async function placeExactly(site: Site, previous?: Lock): Promise<Placement> {
  return place(site, previous, await loadSolver());
}
