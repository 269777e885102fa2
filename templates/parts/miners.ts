import { z } from "zod";
import { catalog } from "../../site/catalog/catalog.ts";
import { closed } from "../../site/schema/closed.ts";
import { asicGroup, firmwares } from "../../site/schema/mining.ts";
import { count, figure, name, quantity, text } from "../../site/schema/values.ts";
import { asWritten } from "../../site/template/as-written.ts";
import { Percentage, Power, sum } from "../../site/units/index.ts";
import { type AsicNetworks, networksOf } from "./asic-networks.ts";
import type { Judgement } from "./refused.ts";

const { addresses, network } = asicGroup.shape;

const group = closed({
  name: name.optional().describe("Default: what they stand in, rows, containers or tanks."),
  model: name.describe("A miner model of the catalog."),
  count: figure(count).describe("How many."),
  containers: figure(count).optional().describe("In how many containers."),
  firmware: z.enum(firmwares).optional().describe("What runs on them. Default: the maker's own."),
  addresses: asWritten(addresses)
    .optional()
    .describe("Where each is found, for what configures them one by one."),
  network: asWritten(network).optional().describe("Default: the next of `asicNetworks`."),
});

/** What mines in a hall. */
export const miners = closed({
  asics: z
    .array(group)
    .min(1, { error: "a mining hall needs at least one group of miners" })
    .describe("The miners, group by group; the first to be shed is the least efficient."),
  overhead: figure(quantity(Percentage))
    .optional()
    .describe("Fans, pumps and losses. Default: the site's, else what is usual for how they are cooled."),
  poolSet: name.optional().describe("Where the hashrate goes. Default: the first of `pools`."),
  address: text.optional().describe("Where the miners find their proxy. Default: its Service."),
  owner: name.optional().describe("Whose hashrate it is, where the site hosts others' miners."),
});

export type Miners = z.output<typeof miners>;

export type MinerCooling = "air" | "hydro" | "immersion";

/** By how miners are cooled: what they stand in, and what else they draw. The shares are assumed. */
const habits = {
  air: { stand: "rows", overhead: Percentage.percent(5) },
  hydro: { stand: "containers", overhead: Percentage.percent(3) },
  immersion: { stand: "tanks", overhead: Percentage.percent(4) },
} as const;

/** How the miners of a hall are cooled, whose models were judged before. */
export function coolingOf({ asics }: Miners): MinerCooling {
  return modelOf(asics[0]?.model ?? "").cooling;
}

/** Refuses models that the catalog does not have, and miners of one hall that are cooled in several ways. */
export function judgeMiners({ asics }: Miners, path: readonly (string | number)[], judge: Judgement): void {
  const { minerModels } = catalog();
  const known = asics.map(({ model }, index) =>
    judge.oneOf([...path, "asics", index, "model"], "miner model", model, minerModels.keys()),
  );
  if (known.includes(false)) return;
  const cooling = coolingOf({ asics });
  for (const [index, { model }] of asics.entries()) {
    const other = modelOf(model).cooling;
    if (other !== cooling)
      judge.refuse(
        [...path, "asics", index, "model"],
        `"${model}" is cooled by ${other}, and the hall's first miners by ${cooling}: a hall has one cooling; make it two halls`,
      );
  }
}

/** The most that the miners draw from the site: nameplate × (1 + overhead). */
export function miningLoad(miners: Miners, site: { readonly overhead?: Miners["overhead"] }): Power {
  const nameplate = miners.asics.map(({ model, count }) => modelOf(model).power.value.times(count.value));
  return sum(Power.zero, nameplate).times(1 + overheadOf(miners, site).fraction);
}

function overheadOf(miners: Miners, site: { readonly overhead?: Miners["overhead"] }): Percentage {
  return (miners.overhead ?? site.overhead)?.value ?? habits[coolingOf(miners)].overhead;
}

/** What a site's miners have in common: how their networks are numbered, and where their proxies run. */
export interface MiningSite {
  readonly asicNetworks: AsicNetworks;
  readonly overhead?: Miners["overhead"];
  readonly serviceNodes: string;
  /** Of a pool set, the kind of proxy that speaks to its pools. */
  proxyKindOf(poolSet: string): "farm-proxy" | "sv2-translator";
  readonly defaultPoolSet: string;
}

/** A zone's mining block: its miners on networks of their own, behind the proxy that speaks what their pools speak. */
export function miningBlock(miners: Miners, position: number, site: MiningSite) {
  const { stand, overhead } = habits[coolingOf(miners)];
  const groups = miners.asics.map(({ count }) => ({ miners: count.value }));
  const networks = networksOf(site.asicNetworks, position, groups);
  const poolSet = miners.poolSet ?? site.defaultPoolSet;
  return {
    asics: miners.asics.map(({ name, network, ...group }, index) => ({
      ...group,
      firmware: group.firmware ?? makersFirmware(group.model),
      name: name ?? (miners.asics.length === 1 ? stand : `${stand}-${index + 1}`),
      network: network ?? networks[index] ?? { vlan: 1, cidr: "" },
    })),
    overhead: miners.overhead ?? site.overhead ?? overhead,
    poolSet,
    proxy: {
      kind: site.proxyKindOf(poolSet),
      serviceNodes: site.serviceNodes,
      address: miners.address,
    },
    owner: miners.owner,
  };
}

/** The firmware of a model's maker: the catalog's names of models begin with it, but for the one that is called stock. */
function makersFirmware(model: string): (typeof firmwares)[number] {
  return firmwares.find((firmware) => model.startsWith(`${firmware}-`)) ?? "stock";
}

function modelOf(name: string) {
  const model = catalog().minerModels.get(name);
  if (model === undefined) throw new RangeError(`the catalog has no miner model "${name}"`);
  return model;
}
