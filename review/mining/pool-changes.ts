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
  readonly pools: readonly Pool[];
}

interface Pool {
  readonly url: string;
  /** A digest; undefined where an older busbar did not write it. */
  readonly account?: string | undefined;
}

/** Whom miners work for, where it differs: which pools, in which order, and for what share of the hashrate. */
export function poolChanges(base: Plan, head: Plan): readonly Pools[] {
  const nameOf = ({ zone, group }: Group) => JSON.stringify([zone, group]);
  const groups = groupsOf(base);
  return paired(groups, groupsOf(head), nameOf).flatMap(({ before, after }) => {
    const one = after ?? before;
    const urls = changeOf(before?.urls, after?.urls);
    const quotaPercent = changeOf(before?.quotaPercent, after?.quotaPercent);
    const paid = after !== undefined && paysOthers(after, groups) ? { otherAccounts: true as const } : {};
    return one !== undefined && ([urls, quotaPercent].some(isChanged) || paid.otherAccounts)
      ? [{ zone: one.zone, group: one.group, urls, quotaPercent, ...paid }]
      : [];
  });
}

/**
 * Whether an account is paid that was not. At a pool that was there before, that is the one that it had, so that two accounts
 * which change places are told; at another pool, any that the zone had. Whom a new zone pays is new as all of it is.
 */
function paysOthers({ zone, group, pools }: Group, base: readonly Group[]): boolean {
  const ofZone = base.filter((one) => one.zone === zone);
  const known = ofZone.flatMap((one) => one.pools);
  const own = ofZone.filter((one) => one.group === group).flatMap((one) => one.pools);
  if (known.length === 0 || known.some(({ account }) => account === undefined)) return false;
  return pools.some(({ url, account }) => {
    const there = [own, known].map((some) => some.filter((one) => one.url === url));
    const before = there.find((some) => some.length > 0) ?? known;
    return account !== undefined && before.every((one) => one.account !== account);
  });
}

function groupsOf(plan: Plan): readonly Group[] {
  return (plan?.zones ?? []).flatMap(({ name: zone, poolGroups }) =>
    poolGroups.map(({ name, quotaPercent, pools }) => ({
      zone,
      group: name,
      urls: pools.map(({ url }) => url),
      quotaPercent,
      pools,
    })),
  );
}
