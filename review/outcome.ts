import { isChanged } from "./changed.ts";
import type { Outcome, Review } from "./review.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/** Whether two results are the same, differ, or differ by breaking what must hold. */
export function outcomeOf(review: Judged): Outcome {
  const { newly, still } = review.policies;
  const isBroken =
    newly.some(({ level }) => level !== "advisory") || still.some(({ level }) => level === "hard");
  return isBroken ? "policy" : isSame(review) ? "nothing" : "changes";
}

/** Whether nothing at all differs. What both sides break, and what both suppress, is no difference. */
export function isSame(review: Judged): boolean {
  const { base, head, power, mining, money, policies, resources } = review;
  const isCounted = Object.values(resources.counts).some((count) => count > 0);
  const changes = [power.tightest, mining.margin, money.unpriced, money.figures, policies.judged];
  return (
    base.day === head.day &&
    base.site === undefined &&
    !isCounted &&
    !changes.some(isChanged) &&
    listsOf(review).every((list) => list.length === 0)
  );
}

/** Every list of a review that holds what differs. */
function listsOf(review: Judged): readonly (readonly unknown[])[] {
  const { losses, power, capacity, network, mining, money, security, policies, resources } = review;
  return [
    losses,
    ...[power.site, power.zones, power.nodes, power.interconnects, power.later],
    ...[capacity.tenants, capacity.zones, capacity.phases],
    ...[network.identifiers, network.fabrics, network.paths],
    ...[mining.site, mining.zones, mining.pools, mining.obligations],
    money.lines,
    security.items,
    ...[policies.newly, policies.mended, policies.newSuppressions, policies.lowered],
    ...[resources.groups, resources.drift, resources.outputs, resources.files],
    ...[resources.stacks.added, resources.stacks.removed],
    review.notUnderstood,
  ];
}
