import type { MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { jsonFile, type MinerFile, passwordOf } from "./miner-file.ts";

/**
 * For LuxOS: the commands of its API on TCP port 4028, one after the other, for a miner whose own pools and groups were
 * removed. Group 0 is always there, so the first is that one. Source: LuxOS tooling, and cgminer's API, whose form it has.
 */
export function luxosFiles(groups: readonly MinerPoolGroup[]): MinerFile[] {
  const [first, ...others] = groups;
  if (first === undefined) return [];
  const commands = [
    ...(others.length === 0 ? [] : [command("groupquota", "0", String(first.quota))]),
    ...others.map(({ name, quota }) => command("addgroup", name, String(quota))),
    ...groups.flatMap(({ pools }, group) =>
      pools.map((pool) => command("addpool", pool.url, pool.user, passwordOf(pool), String(group))),
    ),
  ];
  return [jsonFile("luxos.json", commands)];
}

/** Parameters are separated by commas; no name, URL or user has one. */
function command(name: string, ...parameters: readonly string[]) {
  return { command: name, parameter: parameters.join(",") };
}
