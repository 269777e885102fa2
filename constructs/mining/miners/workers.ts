import type { MinerPlace } from "../../../site/mining/miner-address.ts";
import type { MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { userOfWorker } from "../../../site/mining/pool-user.ts";
import { workerNames } from "../../../site/mining/worker-name.ts";
import type { MinerFile } from "./miner-file.ts";

export interface WorkersProps {
  readonly site: string;
  readonly zone: string;
  /** The pool set's template. */
  readonly template: string;
  readonly places: readonly MinerPlace[];
  readonly groups: readonly MinerPoolGroup[];
  /** The proxy's URL, whose user is the worker alone: accounts are the proxy's business. */
  readonly proxyUrl: string | undefined;
}

/**
 * The miners of a group one by one: where each is, its worker's name, and its user at each pool in the order of the
 * group's file. No column can hold a comma or a quotation mark.
 */
export function workersFile(props: WorkersProps): MinerFile {
  const { site, zone, template, places, groups, proxyUrl } = props;
  const pools = groups.flatMap((group) => group.pools);
  const header = ["address", "rack", "worker", ...pools.map((_, index) => `user_${index + 1}`)];
  const nameOf = workerNames(template);
  const rows = places.map(({ address, rack }) => {
    const worker = nameOf({ site, zone, rack, address });
    const users = pools.map(({ url, user }) => (url === proxyUrl ? worker : userOfWorker(user, worker)));
    return [address, rack, worker, ...users];
  });
  return { suffix: "workers.csv", text: `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n` };
}
