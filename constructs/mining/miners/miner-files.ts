import type { Firmware } from "../../../site/mining/firmware.ts";
import type { MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { braiinsOsFiles } from "./braiins-os.ts";
import { luxosFiles } from "./luxos.ts";
import type { MinerFile } from "./miner-file.ts";
import { antminerFiles, poolGroupFiles, vnishFiles, whatsminerFiles } from "./pool-lists.ts";

/** What a fleet manager sends the miners of a group, in the formats of their firmware. */
export function minerFiles(
  firmware: Firmware,
  model: string,
  groups: readonly MinerPoolGroup[],
): readonly MinerFile[] {
  switch (firmware) {
    case "braiins-os":
      return braiinsOsFiles(model, groups);
    case "luxos":
      return luxosFiles(groups);
    case "whatsminer":
      return whatsminerFiles(groups);
    case "stock":
      return antminerFiles(groups);
    case "vnish":
      return vnishFiles(groups);
    default:
      return poolGroupFiles(groups);
  }
}
