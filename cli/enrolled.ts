import type { Enrollment } from "../cluster/enroll/enroll.ts";
import { changeLines, changeText, groupNodes, type NodeGroup } from "../cluster/enroll/groups.ts";
import type { EnrollmentPlan, PlannedNode, RefusedNode } from "../cluster/enroll/plan.ts";
import { tenancyText } from "../cluster/enroll/tenancy.ts";
import type { Site } from "../site/site.ts";

/** What enrolling changes in one cluster, and what became of it where it was carried out. */
export interface EnrolledCluster {
  /** By the site document. */
  readonly name: string;
  /** The kubeconfig context that it was reached by. */
  readonly context: string;
  readonly plan: EnrollmentPlan;
  readonly enrollment?: Enrollment;
}

/** Nodes that stayed as they were: refused when it was planned, or when it was carried out. */
export function refusedNodes({ plan, enrollment }: EnrolledCluster): readonly RefusedNode[] {
  return [...plan.refused, ...(enrollment?.refused ?? [])];
}

/** The nodes of each cluster, a line for racks of which the same is to be said. */
export function enrolledText(
  site: Site,
  clusters: readonly EnrolledCluster[],
  { verbose }: { readonly verbose: boolean },
): string {
  return clusters.flatMap((enrolled) => [...clusterLines(site, enrolled, verbose), ""]).join("\n");
}

function clusterLines(site: Site, enrolled: EnrolledCluster, verbose: boolean): string[] {
  const { name, context, plan, enrollment } = enrolled;
  const changes = enrollment?.done ?? plan.changes;
  const refused = refusedNodes(enrolled);
  return [
    `${name} (context ${context}): ${counts(enrolled)}`,
    ...table(
      groupNodes(
        site,
        changes.map((node) => member(node, changeText(node))),
      ),
      verbose,
    ),
    ...(verbose ? changes.flatMap(nodeLines) : []),
    ...section(
      "Refused:",
      groupNodes(
        site,
        refused.map((node) => member(node, node.reasons.join("; "))),
      ),
      verbose,
    ),
    ...section(
      "Missing: declared, and no node of that name is live",
      groupNodes(
        site,
        plan.missing.map((node) => ({ name: node.name, node, what: "" })),
      ),
      verbose,
    ),
    ...(plan.unknown.length === 0 ? [] : [`Not the site's: ${names(plan.unknown, verbose)}`]),
  ];
}

function counts(enrolled: EnrolledCluster): string {
  const { plan, enrollment } = enrolled;
  const refused = refusedNodes(enrolled).length;
  const changed =
    enrollment === undefined ? `${plan.changes.length} to change` : `${enrollment.done.length} changed`;
  const parts = [
    [changed, true],
    [`${plan.unchanged} as declared`, true],
    [`${refused} refused`, refused > 0],
    [`${plan.missing.length} missing`, plan.missing.length > 0],
    [`${plan.unknown.length} not the site's`, plan.unknown.length > 0],
  ] as const;
  return parts.flatMap(([text, shown]) => (shown ? [text] : [])).join(", ");
}

function member(node: PlannedNode, what: string) {
  return { name: node.live.name, node: node.declared, what };
}

function section(title: string, groups: readonly NodeGroup[], verbose: boolean): string[] {
  return groups.length === 0 ? [] : [title, ...table(groups, verbose)];
}

function table(groups: readonly NodeGroup[], verbose: boolean): string[] {
  const rows = groups.map(({ what, whose, zone = "", racks, nodes }) => {
    // A few nodes are better known by their names than by their racks.
    const where =
      racks.length === 0 || nodes.length <= 2 ? names(nodes, verbose) : `${zone} ${racks.join(", ")}`;
    return [whose, `${nodes.length} node${nodes.length === 1 ? "" : "s"}`, where, what];
  });
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd());
}

function names(all: readonly string[], verbose: boolean): string {
  const shown = verbose ? all : all.slice(0, 5);
  const more = all.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function nodeLines(node: PlannedNode): string[] {
  return [`  ${node.live.name}`, ...changeLines(node).map((line) => `    ${line}`)];
}

/** The same for programs, node by node. */
export function enrolledJson(
  { site, day, applied }: { readonly site: string; readonly day: string; readonly applied: boolean },
  clusters: readonly EnrolledCluster[],
): string {
  const json = {
    site,
    day,
    applied,
    clusters: clusters.map((enrolled) => ({
      name: enrolled.name,
      context: enrolled.context,
      unchanged: enrolled.plan.unchanged,
      changes: (enrolled.enrollment?.done ?? enrolled.plan.changes).map(nodeJson),
      refused: refusedNodes(enrolled).map((node) => ({ ...nodeJson(node), reasons: node.reasons })),
      missing: enrolled.plan.missing.map(({ name, zone, rack, ...node }) => ({
        node: name,
        for: tenancyText(node),
        zone,
        rack,
      })),
      unknown: enrolled.plan.unknown,
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function nodeJson({ live, declared, difference, from }: PlannedNode) {
  return {
    node: live.name,
    for: declared === undefined ? null : tenancyText(declared),
    from,
    zone: declared?.zone,
    rack: declared?.rack,
    labels: difference.labels,
    taints: difference.taints,
  };
}
