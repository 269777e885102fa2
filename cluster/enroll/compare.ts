import type { SiteNode } from "../nodes/site-node.ts";
import { differenceOf, type LabelDifference, type TaintDifference, taintText } from "./difference.ts";
import type { LiveNode } from "./live-node.ts";
import { matchNodes, type SiteScope } from "./match.ts";
import { formerTenancies, tenancyKeys } from "./tenancy.ts";

/** One thing in which a live node is not as declared. */
export interface NodeFinding {
  readonly node: string;
  /**
   * `missing`: declared, not live. `wrong-tenant`: it says that it is another's. `unknown-tenancy`: it says that it is
   * somebody's of the site, and is nobody's on that day. `label`, `taint`: another difference.
   */
  readonly kind: "missing" | "wrong-tenant" | "unknown-tenancy" | "label" | "taint";
  /** Of the label or taint. */
  readonly key?: string;
  /** Absent where there is nothing. */
  readonly found?: string;
  /** Absent where there is to be nothing. */
  readonly declared?: string;
  /** Of the node as declared. */
  readonly tenant?: string;
  readonly zone?: string;
}

/** How the live nodes of a cluster differ from those that a site declares there, in order of name. */
export function compareNodes(
  live: readonly LiveNode[],
  declared: readonly SiteNode[],
  scope: SiteScope,
): NodeFinding[] {
  const { both, missing, claimed } = matchNodes(live, declared, scope);
  const findings = [
    ...missing.map((node) => ({ ...placeOf(node), kind: "missing" as const })),
    ...both.flatMap(differences),
    ...claimed.map((node) => {
      const [found] = formerTenancies(node, {});
      return {
        node: node.name,
        kind: "unknown-tenancy" as const,
        ...(found !== undefined && { found }),
      };
    }),
  ];
  return findings.sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
}

function differences({ live, declared }: { live: LiveNode; declared: SiteNode }): NodeFinding[] {
  const place = placeOf(declared);
  const { labels, taints } = differenceOf(live, declared);
  return [
    ...labels.map(
      ({ key, found, declared }): NodeFinding => ({
        ...place,
        kind: isAnothers({ key, ...(found !== undefined && { found }) }) ? "wrong-tenant" : "label",
        key,
        ...(found !== undefined && { found }),
        ...(declared !== undefined && { declared }),
      }),
    ),
    ...taints.map((taint) => ({ ...place, ...taintFinding(taint) })),
  ];
}

/** A node that says nothing yet was not enrolled; only one that names somebody else is another's. */
function isAnothers({ key, found }: LabelDifference): boolean {
  return found !== undefined && tenancyKeys.includes(key);
}

function taintFinding({
  key,
  found,
  declared,
}: TaintDifference): Pick<NodeFinding, "kind" | "key" | "found"> {
  return {
    kind: "taint",
    key,
    ...(found !== undefined && { found: taintText(found) }),
    ...(declared !== undefined && { declared: taintText(declared) }),
  };
}

function placeOf({ name, tenant, zone }: SiteNode): Pick<NodeFinding, "node" | "tenant" | "zone"> {
  return { node: name, ...(tenant !== undefined && { tenant }), ...(zone !== undefined && { zone }) };
}
