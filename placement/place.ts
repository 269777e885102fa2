import type { Problem } from "../site/problem.ts";
import { Refusal } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { rowAndPhaseProblems } from "./hall-check.ts";
import { inputsDigest } from "./inputs.ts";
import { keepLocked } from "./keep.ts";
import { Ledger } from "./ledger.ts";
import { type Lock, type LockedTenant, lockFile } from "./lock.ts";
import { networksOf } from "./networks.ts";
import { placeMissing } from "./place-missing.ts";
import { allocationsOf, plansOf } from "./plan.ts";
import type { Solver } from "./solver.ts";

/** A lock before its checksum is put on. */
export type Placement = Omit<Lock, "checksum">;

/**
 * Puts every tenant's racks on AI-ready positions. What the previous lock holds stays where it is; tenants that are
 * gone free theirs, tenants that shrank give up the last they got, and only then is anything new placed, all of it
 * together. The result depends on nothing but the site and the previous lock.
 *
 * @param solver betters what is small, and where the search leaves something out, tells for certain whether it has to;
 * without it, a refusal may be of what an exact solver would place. `placeExactly` loads one.
 * @throws Refusal where racks find no place, or a locked tenant no longer fits, with every such case, the limit that
 * binds with its numbers, and what would free it.
 */
export function place(site: Site, previous?: Lock, solver?: Solver): Placement {
  const ledger = new Ledger(site);
  const plans = plansOf(site);
  const locked = new Map(previous?.tenants.map((tenant) => [tenant.tenant, tenant]));
  const problems = keepLocked(site, ledger, plans, locked);
  problems.push(...ledger.exceeded().map((message) => overloadProblem(message, locked.size > 0)));
  refuse(problems);
  refuse(placeMissing(site, ledger, plans, solver), "no room");
  const { networks, problems: exhausted } = networksOf(plans, locked);
  refuse(exhausted);
  const tenants = [...plans].map(([tenant, own]): LockedTenant => {
    const of = (isOption: boolean) =>
      own.filter(({ demand }) => demand.isOption === isOption).flatMap((plan) => allocationsOf(site, plan));
    const options = of(true);
    return {
      tenant,
      networks: [...(networks.get(tenant) ?? [])],
      allocations: of(false),
      ...(options.length > 0 ? { options } : {}),
    };
  });
  refuse(rowAndPhaseProblems(site, { tenants }));
  return { version: 1, site: site.name, inputs: inputsDigest(site), tenants };
}

/** A refusal because racks found no place: with other days, other zones or a conversion they might. */
export class NoRoom extends Refusal {}

/** Before anything new is placed, only mining and what the lock holds can overload the site. */
function overloadProblem(message: string, hasLock: boolean): Problem {
  return hasLock
    ? {
        where: lockFile,
        message: `${message}: mining and the locked racks do not fit together; undo the change, or shed mining`,
      }
    : { where: "site.yaml", message: `${message} by mining alone: mine less there, or strengthen it` };
}

function refuse(problems: readonly Problem[], why?: "no room"): void {
  if (problems.length === 0) return;
  const title = "The placement is refused; the lock is left as it was.";
  throw why === "no room" ? new NoRoom(title, problems) : new Refusal(title, problems);
}
