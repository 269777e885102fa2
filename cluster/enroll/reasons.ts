import { ApiError } from "../live/api-error.ts";
import { nodeSiteKey } from "../nodes/keys.ts";
import type { PlannedNode, PlanOptions } from "./plan.ts";
import { podsInTheWay, type RunningPod } from "./pods.ts";
import { tenancyText } from "./tenancy.ts";

/** Why a node may not change; nothing where it may. */
export function reasonsAgainst(node: PlannedNode, { site, pods, force }: PlanOptions): string[] {
  const ofSite = node.live.labels[nodeSiteKey];
  if (ofSite !== undefined && ofSite !== site) {
    return [
      `it belongs to site "${ofSite}", which shares the cluster: give one of the sites other nodeNames, or release it there`,
    ];
  }
  return [...podReasons(node, pods.get(node.live.name) ?? []), ...(force ? [] : conflicts(node))];
}

/** Pods that run on for somebody whom the node is no longer to serve. */
export function podReasons({ declared, from }: PlannedNode, pods: readonly RunningPod[]): string[] {
  const inTheWay = podsInTheWay(pods, declared ?? {});
  if (inTheWay.length === 0) return [];
  const owners = from.length > 0 ? from : [...new Set(inTheWay.map(ownerOf))];
  return [
    `pods of ${owners.join(" and ")} still run on it: ${named(inTheWay)}; end them before it goes to ${tenancyText(declared ?? {})}`,
  ];
}

function conflicts({ difference }: PlannedNode): string[] {
  return difference.labels.flatMap(({ key, found, declared, owner }) => {
    if (owner === undefined) return [];
    const wish = declared === undefined ? "is to go" : `is to be "${declared}"`;
    return [
      `label ${key} is "${found}", set by "${owner}", and ${wish}: have it changed there, or take it over with --force-conflicts`,
    ];
  });
}

/** An error of the API server about one node, as a reason. Others are not about the node, and are thrown on. */
export function failureReason(error: unknown, node: string): string {
  if (!(error instanceof ApiError)) throw error;
  // Without its name, so that the same of many nodes can be said once.
  return `it was not written: ${error.message.replace(`nodes "${node}" is `, "")}`;
}

function ownerOf({ tenant, bears }: RunningPod): string {
  return tenant ?? bears.tenants[0] ?? bears.roles[0] ?? "";
}

/** The first few; a node may run a hundred. */
function named(pods: readonly RunningPod[]): string {
  const shown = pods.slice(0, 3).map(({ namespace, name }) => `${namespace}/${name}`);
  const more = pods.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
