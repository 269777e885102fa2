import { count, figure, quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { type AsicNetworks, asicNetworks } from "./asic-networks.ts";
import type { HallPlan } from "./halls.ts";
import type { MiningSite } from "./miners.ts";
import { type Pools, poolSets, pools, proxyKindOf } from "./pools.ts";
import type { Judgement } from "./refused.ts";

/** What a site is asked about its mining as a whole. */
export const miningAnswers = {
  pools,
  asicNetworks,
  overhead: figure(quantity(Percentage))
    .optional()
    .describe("Fans, pumps and losses of all miners. Default: what is usual for how they are cooled."),
  serviceNodes: count
    .min(2, { error: "at least 2: the two replicas of a proxy never share a node" })
    .max(1000)
    .default(2)
    .describe("How many CPU nodes carry proxies and telemetry. Default 2."),
};

interface MiningAnswers {
  readonly pools: Pools;
  readonly asicNetworks: AsicNetworks;
  readonly overhead?: MiningSite["overhead"];
  readonly serviceNodes: number;
}

/** The group of service nodes that every proxy runs on. */
const serviceNodes = "edge";

/** What the halls' mining blocks need to know of the site. */
export function miningSite({ pools, asicNetworks, overhead }: MiningAnswers): MiningSite {
  return {
    asicNetworks,
    overhead,
    serviceNodes,
    proxyKindOf: (poolSet) => proxyKindOf(pools, poolSet),
    defaultPoolSet: pools.sets[0]?.name ?? "",
  };
}

/** The pool sets and service nodes of a site's document. */
export function miningParts(answers: MiningAnswers, source: string) {
  return {
    poolSets: poolSets(answers.pools),
    serviceNodes: [{ name: serviceNodes, count: answers.serviceNodes, source }],
  };
}

/** Refuses numberings that leave the VLANs or the addresses that there are, and names that stand for two things. */
export function judgeMining(
  { pools, asicNetworks }: MiningAnswers,
  halls: readonly HallPlan[],
  judge: Judgement,
): void {
  judge.distinct(
    "pool set",
    pools.sets.map(({ name }, index) => ({ name, path: ["pools", "sets", index, "name"] })),
  );
  const mining = halls.filter(({ miners }) => miners !== undefined).length;
  const last = asicNetworks.firstVlan + (mining - 1) * asicNetworks.vlanStep;
  if (last > 4094)
    judge.refuse(
      ["asicNetworks"],
      `the last of ${mining} mining zones would have VLAN ${last}: there are 4094; begin lower or take smaller steps`,
    );
}
