import type { MinerPool, MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { jsonFile, type MinerFile, passwordOf } from "./miner-file.ts";

/** Slots that are filled or emptied, so that no pool of before is left in one. */
const slots = 3;

/**
 * For WhatsMiner: the command `update_pools` of API version 2, and `set.miner.pools` of version 3. Source: pyasic, what its
 * `rpc/btminer.py` sends; the arguments it takes itself are called `pool_1` and so on.
 */
export function whatsminerFiles(groups: readonly MinerPoolGroup[]): MinerFile[] {
  const filled = slotsOf(groups);
  const numbered = filled.flatMap(({ url, user, password }, index) => [
    [`pool${index + 1}`, url],
    [`worker${index + 1}`, user],
    [`passwd${index + 1}`, password],
  ]);
  return [
    jsonFile("update-pools.json", { cmd: "update_pools", ...Object.fromEntries(numbered) }),
    jsonFile("set-miner-pools.json", {
      cmd: "set.miner.pools",
      param: filled.map(({ url, user, password }) => ({ pool: url, worker: user, passwd: password })),
    }),
  ];
}

/**
 * For stock Antminers: the pools of `set_miner_conf.cgi`, which takes a whole configuration, so they are put into what
 * `get_miner_conf.cgi` returns. Source: pyasic.
 */
export function antminerFiles(groups: readonly MinerPoolGroup[]): MinerFile[] {
  const pools = slotsOf(groups).map(({ url, user, password }) => ({ url, user, pass: password }));
  return [jsonFile("set-miner-conf.json", { pools })];
}

/** For VNish: the pools of REST `/api/v1/settings`, whose URLs have no scheme. Source: pyasic. */
export function vnishFiles(groups: readonly MinerPoolGroup[]): MinerFile[] {
  const pools = slotsOf(groups).map(({ url, user, password }) => ({
    url: url.replace(/^[a-z0-9+]+:\/\//, ""),
    user,
    pass: password,
  }));
  return [jsonFile("settings.json", { miner: { pools } })];
}

/** For the rest: the pool groups that pyasic and asic-rs have in common, which write them as each miner takes them. */
export function poolGroupFiles(groups: readonly MinerPoolGroup[]): MinerFile[] {
  const neutral = groups.map(({ name, quota, pools }) => ({
    name,
    quota,
    pools: pools.map((pool) => ({ url: pool.url, user: pool.user, password: passwordOf(pool) })),
  }));
  return [jsonFile("pool-groups.json", { groups: neutral })];
}

function slotsOf(groups: readonly MinerPoolGroup[]) {
  const pools: readonly MinerPool[] = groups.flatMap((group) => group.pools);
  return Array.from({ length: slots }, (_, index) => {
    const pool = pools[index];
    return pool === undefined
      ? { url: "", user: "", password: "" }
      : { url: pool.url, user: pool.user, password: passwordOf(pool) };
  });
}
