import type { Pool } from "../schema/mining.ts";
import type { PoolSet } from "../schema/site-document.ts";
import type { Percentage } from "../units/index.ts";
import { can, type Firmware, firmwareCapabilities } from "./firmware.ts";
import { parsePoolUrl } from "./pool-url.ts";
import { filledUser, type UserNames } from "./pool-user.ts";
import { quotasOf } from "./shares.ts";

/** A pool as a miner is given it. */
export interface MinerPool {
  readonly url: string;
  readonly user: string;
  /** Where its password is kept, where it asks for one. */
  readonly passwordSecret?: Pool["passwordSecret"];
}

/** Pools in order of failover, as a miner is given them. */
export interface MinerPoolGroup {
  readonly name: string;
  /** Relative to the other groups. */
  readonly quota: number;
  /** Where the document states a fixed share. */
  readonly share?: Percentage | undefined;
  readonly pools: readonly MinerPool[];
}

export interface MinerPoolsProps {
  readonly names: UserNames;
  readonly firmware: Firmware;
  /** Where the zone's proxy is reached; undefined while the zone is drained, when miners must not depend on it. */
  readonly proxyUrl: string | undefined;
  /** The pools that miners are given themselves: those of `directSet`. */
  readonly direct: PoolSet;
}

/** Miners try three pools, in this order, and no more. Source: Proto Fleet's UpdateMiningPoolsRequest. */
const slots = 3;

/** The set whose pools the miners of a zone are given directly: the zone's own, unless that names another. */
export function directSet(own: PoolSet, sets: readonly PoolSet[]): PoolSet {
  return sets.find(({ name }) => name === own.fallback) ?? own;
}

/**
 * What the miners of a zone are given, by their firmware. Behind a proxy: the proxy first, since it splits the hashrate,
 * then two pools for the time when no proxy answers. Without one: the pools themselves, in groups where the firmware has
 * such; one list cannot keep the split, so then each provider once, in order.
 */
export function minerPools(props: MinerPoolsProps): readonly MinerPoolGroup[] {
  const { names, firmware, proxyUrl, direct } = props;
  if (proxyUrl !== undefined) {
    const proxy = { url: proxyUrl, user: names.zone };
    return [{ name: names.zone, quota: 1, pools: [proxy, ...providers(props, slots - 1)] }];
  }
  if (direct.groups.length > 1 && can(firmware, "groups")) return ownGroups(props);
  return [{ name: names.zone, quota: 1, pools: providers(props, slots) }];
}

/** The groups of a set, of which those are left out that the firmware speaks to no pool of. */
function ownGroups({ names, firmware, direct }: MinerPoolsProps): readonly MinerPoolGroup[] {
  const quotas = quotasOf(direct.groups);
  const groups = direct.groups.map(({ name, share, pools }, index) => ({
    name,
    quota: quotas[index] ?? 1,
    share,
    pools: pools.filter(({ url }) => speaks(firmware, url)).map((pool) => minerPool(pool, names)),
  }));
  const used = groups.filter(({ pools }) => pools.length > 0);
  // What is left of fixed shares is not the whole any more; quotas still stand in the right ratio.
  return used.length === groups.length ? groups : used.map(({ share: _, ...group }) => group);
}

/** The first pool of each host, so that one provider's outage takes one slot. */
function providers({ names, firmware, direct }: MinerPoolsProps, most: number): MinerPool[] {
  const hosts = new Map<string, Pool>();
  for (const pool of direct.groups.flatMap(({ pools }) => pools)) {
    const host = hostOf(pool.url);
    if (host !== undefined && speaks(firmware, pool.url) && !hosts.has(host)) hosts.set(host, pool);
  }
  return [...hosts.values()].slice(0, most).map((pool) => minerPool(pool, names));
}

/**
 * Whether a firmware speaks to a pool by itself. All speak Stratum V1. What each makes of TLS no source says, but one that
 * is given URLs without their scheme cannot even be told to.
 */
export function speaks(firmware: Firmware, url: string): boolean {
  if (url.startsWith("stratum2+")) return can(firmware, "stratumV2");
  return !url.startsWith("stratum+ssl://") || firmwareCapabilities[firmware].scheme.value !== "no";
}

function minerPool({ url, user, passwordSecret }: Pool, names: UserNames): MinerPool {
  return { url, user: filledUser(user, names), ...(passwordSecret !== undefined && { passwordSecret }) };
}

function hostOf(url: string): string | undefined {
  const parsed = parsePoolUrl(url);
  return "value" in parsed ? parsed.value.host.toLowerCase() : undefined;
}
