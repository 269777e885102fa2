import type { SiteNode } from "../nodes/site-node.ts";
import type { LiveNode, LiveTaint } from "./live-node.ts";
import { reservedLabels, tenancyKeys } from "./tenancy.ts";

/** A label that is not as declared; without `declared` it is not to be there. */
export interface LabelDifference {
  readonly key: string;
  readonly found?: string;
  readonly declared?: string;
  /** Who else set what was found. */
  readonly owner?: string;
}

/** A taint that is not as declared: either one too many or one missing. */
export interface TaintDifference {
  readonly key: string;
  readonly found?: LiveTaint;
  readonly declared?: LiveTaint;
}

/** How a live node differs from what is declared of it. */
export interface NodeDifference {
  readonly labels: readonly LabelDifference[];
  readonly taints: readonly TaintDifference[];
}

/** What a node that is nobody's is to have of busbar's: nothing. */
export const undeclared: Pick<SiteNode, "labels" | "taints"> = { labels: {}, taints: [] };

/**
 * Only what is busbar's is looked at: the labels that are declared, those that enroll set earlier, and the keys that
 * are reserved for it.
 */
export function differenceOf(
  live: LiveNode,
  { labels, taints }: Pick<SiteNode, "labels" | "taints">,
): NodeDifference {
  const keys = new Set([...Object.keys(labels), ...reservedLabels, ...live.ownLabels]);
  return {
    labels: [...keys].flatMap((key) => labelDifference(live, key, labels[key])),
    taints: [
      ...live.taints
        .filter((found) => isOurs(found) && !taints.some((declared) => suits(found, declared)))
        .map((found) => ({ key: found.key, found })),
      ...taints
        .filter((declared) => !live.taints.some((found) => isSame(found, declared)))
        .map((declared) => ({ key: declared.key, declared })),
    ],
  };
}

export function isDifferent({ labels, taints }: NodeDifference): boolean {
  return labels.length > 0 || taints.length > 0;
}

function labelDifference(live: LiveNode, key: string, declared: string | undefined): LabelDifference[] {
  const found = live.labels[key];
  if (found === declared) return [];
  const owner = found === undefined ? undefined : live.otherOwners.get(key);
  return [
    {
      key,
      ...(found !== undefined && { found }),
      ...(declared !== undefined && { declared }),
      ...(owner !== undefined && { owner }),
    },
  ];
}

function isOurs({ key }: LiveTaint): boolean {
  return tenancyKeys.includes(key);
}

function isSame(a: LiveTaint, b: LiveTaint): boolean {
  return a.key === b.key && a.value === b.value && a.effect === b.effect;
}

/** A stricter effect beside the declared one, such as NoExecute, is somebody's own care for the same tenancy. */
function suits(found: LiveTaint, declared: LiveTaint): boolean {
  return found.key === declared.key && found.value === declared.value;
}

/** A taint as kubectl writes it. */
export function taintText({ key, value, effect }: LiveTaint): string {
  return value === undefined || value === "" ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}
