import type { SiteNode } from "../nodes/site-node.ts";
import { differenceOf, isDifferent, type NodeDifference, undeclared } from "./difference.ts";
import type { LiveNode } from "./live-node.ts";
import { matchNodes, type SiteScope } from "./match.ts";
import type { PodsByNode } from "./pods.ts";
import { reasonsAgainst } from "./reasons.ts";
import { formerTenancies, tenancyKeys } from "./tenancy.ts";

/** A live node that is to change. */
export interface PlannedNode {
  readonly live: LiveNode;
  /** What it is to be; absent where it is nobody's any more and is released. */
  readonly declared?: SiteNode;
  readonly difference: NodeDifference;
  /** Tenants and roles that it is taken from. It is cordoned while it changes hands. */
  readonly from: readonly string[];
}

/** A node that stays as it is, and why. */
export interface RefusedNode extends PlannedNode {
  readonly reasons: readonly string[];
}

/** What enrolling a site's nodes changes in a cluster. */
export interface EnrollmentPlan {
  /** In order of the declaration; then those that are released, by name. */
  readonly changes: readonly PlannedNode[];
  readonly refused: readonly RefusedNode[];
  /** Declared, and not live. */
  readonly missing: readonly SiteNode[];
  /** Live, and nothing to the site. */
  readonly unknown: readonly string[];
  /** How many nodes are as declared. */
  readonly unchanged: number;
}

/** A plan before anybody looked which pods run on the nodes that change hands. */
export type EnrollmentDraft = Omit<EnrollmentPlan, "refused">;

/** Compares the live nodes of a cluster with those declared there. */
export function draftEnrollment(
  live: readonly LiveNode[],
  declared: readonly SiteNode[],
  scope: SiteScope,
): EnrollmentDraft {
  const { both, missing, claimed, unknown } = matchNodes(live, declared, scope);
  const known = both.map(({ live, declared }) => ({ ...planned(live, declared), declared }));
  const changes = [...known, ...claimed.map((node) => planned(node, undefined))].filter(
    ({ live, difference }) => isDifferent(difference) || live.cordonedByUs,
  );
  return {
    changes,
    missing,
    unknown: unknown.map(({ name }) => name),
    unchanged: both.length + claimed.length - changes.length,
  };
}

function planned(live: LiveNode, declared: SiteNode | undefined): PlannedNode {
  return {
    live,
    ...(declared !== undefined && { declared }),
    difference: differenceOf(live, declared ?? undeclared),
    from: formerTenancies(live, declared ?? {}),
  };
}

/** Whether it matters who runs on a node while it changes. */
export function changesTenancy({ live, difference }: PlannedNode): boolean {
  return (
    live.cordonedByUs ||
    difference.taints.length > 0 ||
    difference.labels.some(({ key }) => tenancyKeys.includes(key))
  );
}

export interface PlanOptions {
  /** The site's name. */
  readonly site: string;
  /** The pods of the nodes whose tenancy changes. */
  readonly pods: PodsByNode;
  /** Whether labels that others set are taken over. */
  readonly force: boolean;
}

/** Divides what would change into what may and what may not, each node by itself. */
export function planEnrollment(draft: EnrollmentDraft, options: PlanOptions): EnrollmentPlan {
  const changes: PlannedNode[] = [];
  const refused: RefusedNode[] = [];
  for (const node of draft.changes) {
    const reasons = reasonsAgainst(node, options);
    if (reasons.length === 0) changes.push(node);
    else refused.push({ ...node, reasons });
  }
  return { ...draft, changes, refused };
}
