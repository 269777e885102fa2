import { stringify } from "smol-toml";
import type { MinerPool, MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { jsonFile, type MinerFile } from "./miner-file.ts";

/** The version of the file's format that its documentation describes. Source: Braiins OS, configuration of bosminer. */
const formatVersion = "1.2+";

/** `SaveAction` of bos/v1/common.proto: what is set is used at once, for which bosminer restarts. */
const saveAndApply = "SAVE_ACTION_SAVE_AND_APPLY";

/** For Braiins OS: the pools of /etc/bosminer.toml, and the request that sets them over the network. */
export function braiinsOsFiles(model: string, groups: readonly MinerPoolGroup[]): MinerFile[] {
  return [
    { suffix: "bosminer.toml", text: bosminerToml(model, groups) },
    jsonFile("set-pool-groups.json", setPoolGroups(groups)),
  ];
}

/**
 * The pools of /etc/bosminer.toml. The key of a fixed share is nowhere documented, so shares stand as quotas in the same
 * ratio, which splits the hashrate alike while all groups can be reached.
 */
function bosminerToml(model: string, groups: readonly MinerPoolGroup[]): string {
  const shares = groups.flatMap(({ name, share, quota }) =>
    share === undefined ? [] : [`${name} ${share} as ${quota}`],
  );
  const notes = [
    "Written by busbar: the pools alone. Other sections of the file stay as they are on the miner.",
    ...(shares.length === 0 ? [] : [`Fixed shares are written as quotas: ${shares.join(", ")}.`]),
    ...groups.flatMap(({ name, pools }) =>
      pools.flatMap(({ passwordSecret }, index) =>
        passwordSecret === undefined
          ? []
          : [
              `The password of ${name}/${index + 1} is in Secret ${passwordSecret.name}, key ${passwordSecret.key}.`,
            ],
      ),
    ),
  ];
  const content = {
    format: { version: formatVersion, model },
    group: groups.map(({ name, quota, pools }) => ({ name, quota, pool: pools.map(enabled) })),
  };
  return `${notes.map((note) => `# ${note}\n`).join("")}\n${stringify(content)}`;
}

/** The body of `PoolService/SetPoolGroups`, in the JSON form of its message: all groups anew. Source: bos/v1/pool.proto. */
function setPoolGroups(groups: readonly MinerPoolGroup[]): object {
  return {
    save_action: saveAndApply,
    pool_groups: groups.map(({ name, quota, share, pools }) => ({
      name,
      ...(share === undefined
        ? { quota: { value: quota } }
        : { fixed_share_ratio: { value: share.fraction } }),
      pools: pools.map(enabled),
    })),
  };
}

/** Without the password, which both formats let out. */
function enabled({ url, user }: MinerPool) {
  return { enabled: true, url, user };
}
