import { changeOf, isChanged, paired } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { MiningChanges } from "../review.ts";

type Plan = SitePlanDocument | undefined;
type Pools = MiningChanges["pools"][number];

/** The pools of a group, for a zone's miners. */
interface Group {
  readonly zone: string;
  readonly group: string;
  readonly urls: readonly string[];
  readonly quotaPercent: number | undefined;
}

/** Whom miners work for, where it differs: which pools, in which order, and for what share of the hashrate. */
export function poolChanges(base: Plan, head: Plan): readonly Pools[] {
  const nameOf = ({ zone, group }: Group) => JSON.stringify([zone, group]);
  return paired(groupsOf(base), groupsOf(head), nameOf).flatMap(({ before, after }) => {
    const one = after ?? before;
    const urls = changeOf(before?.urls, after?.urls);
    const quotaPercent = changeOf(before?.quotaPercent, after?.quotaPercent);
    return one !== undefined && (isChanged(urls) || isChanged(quotaPercent))
      ? [{ zone: one.zone, group: one.group, urls, quotaPercent }]
      : [];
  });
}

function groupsOf(plan: Plan): readonly Group[] {
  return (plan?.zones ?? []).flatMap(({ name: zone, poolGroups }) =>
    poolGroups.map(({ name, quotaPercent, pools }) => ({
      zone,
      group: name,
      urls: pools.map(({ url }) => url),
      quotaPercent,
    })),
  );
}
