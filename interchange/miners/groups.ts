import type { SiteInput } from "../../site/schema/site-document.ts";
import { Hashrate, Power, type Quantity, sum } from "../../site/units/index.ts";
import type { Tally } from "../table/tally.ts";
import type { OwnedBlock } from "./fleet-site.ts";
import type { MinerRow } from "./miner-row.ts";
import { dotted, mostAlike, type NetworkOfMiners } from "./networks.ts";

type AsicInput = NonNullable<SiteInput["zones"][number]["mining"]>["asics"][number];

/** A group as a site's document states it; without its VLAN, where nobody states that. */
export type GroupPart = Omit<AsicInput, "network"> & {
  readonly network: { readonly vlan?: number; readonly cidr: string };
};

/** A group of miners that a file has. */
export interface MinerGroup {
  readonly zone: string;
  readonly part: GroupPart;
  /** Whether its network was taken from addresses. */
  readonly isTaken: boolean;
  /** Of the miners that say it, what they hash and draw, and how many say it. */
  readonly hashrate: { readonly total: Hashrate; readonly miners: number };
  readonly power: { readonly total: Power; readonly miners: number };
  readonly miners: readonly MinerRow[];
}

/** A group that the document has already, and what of it the file says otherwise. */
export interface PresentGroup {
  readonly zone: string;
  readonly name: string;
  readonly differences: readonly string[];
}

/**
 * The groups of networks: one a network, of one model and firmware, as a document has them. Miners that differ from most of their
 * network are left out: which network they should be on is for people to say.
 */
export function groupsOf(
  networks: readonly NetworkOfMiners[],
  taken: ReadonlyMap<string, ReadonlySet<string>>,
  tally: Tally,
): { readonly groups: readonly MinerGroup[]; readonly present: readonly PresentGroup[] } {
  const groups: MinerGroup[] = [];
  const present: PresentGroup[] = [];
  const names = new Map([...taken].map(([zone, used]) => [zone, new Set(used)]));
  for (const { block, miners, isTaken } of inOrder(networks)) {
    const { most, others } = mostAlike(miners);
    const [first] = most;
    if (first === undefined) continue;
    for (const { row, zone, model, firmware } of others) {
      const expected = `one zone, model and firmware a network: most of ${block.cidr} are ${first.model} with ${first.firmware} in ${first.zone}`;
      tally.leaveOut(row, { found: `${model} with ${firmware} in ${zone}`, expected });
    }
    for (const { row } of most) tally.use(row);
    if (block.owner === undefined) groups.push(groupOf(first, most, block, isTaken, names));
    else present.push(presentGroup(block.owner, first, most));
  }
  return { groups, present };
}

function inOrder(networks: readonly NetworkOfMiners[]): NetworkOfMiners[] {
  return [...networks].sort((a, b) => a.block.first - b.block.first);
}

function groupOf(
  { zone, model, firmware }: MinerRow,
  miners: readonly MinerRow[],
  { cidr, first, last, vlan }: OwnedBlock,
  isTaken: boolean,
  names: Map<string, Set<string>>,
): MinerGroup {
  const sorted = [...miners].sort((a, b) => a.address - b.address);
  const addresses = addressesOf(sorted, first, last);
  const tagged = vlan ?? vlanOf(sorted);
  return {
    zone,
    part: {
      name: freeName(model, names, zone),
      model,
      count: miners.length,
      firmware,
      ...(addresses !== undefined && { addresses }),
      network: { ...(tagged !== undefined && { vlan: tagged }), cidr },
    },
    isTaken,
    hashrate: totalOf(
      Hashrate.zero,
      miners.map((each) => each.hashrate),
    ),
    power: totalOf(
      Power.zero,
      miners.map((each) => each.power),
    ),
    miners,
  };
}

function totalOf<Q extends Quantity<Q>>(zero: Q, amounts: readonly (Q | undefined)[]) {
  const said = amounts.filter((each) => each !== undefined);
  return { total: sum<Q>(zero, said), miners: said.length };
}

/** Named after its model; of several of a zone the second has a number. */
function freeName(model: string, names: Map<string, Set<string>>, zone: string): string {
  const used = names.get(zone) ?? new Set();
  names.set(zone, used);
  let name = model;
  for (let number = 2; used.has(name); number += 1) name = `${model.slice(0, 36)}-${number}`;
  used.add(name);
  return name;
}

/** Where the miners are, if they follow each other and none has an address that a network keeps for itself. */
function addressesOf(
  sorted: readonly MinerRow[],
  blockFirst: number,
  blockLast: number,
): AsicInput["addresses"] {
  const [first, last] = [sorted[0]?.address, sorted.at(-1)?.address];
  if (first === undefined || last === undefined) return undefined;
  if (last - first !== sorted.length - 1 || first <= blockFirst || last >= blockLast) return undefined;
  const perRack = minersPerRack(sorted);
  return { first: dotted(first), ...(perRack !== undefined && { perRack }) };
}

/** How many miners share a rack, if it is the same number in each but the last, and each rack's addresses follow each other. */
function minersPerRack(sorted: readonly MinerRow[]): number | undefined {
  const runs: { rack: string | undefined; miners: number }[] = [];
  for (const { rack } of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.rack === rack) run.miners += 1;
    else runs.push({ rack, miners: 1 });
  }
  const [first] = runs;
  if (first?.rack === undefined || runs.length < 2) return undefined;
  const isOnce = new Set(runs.map(({ rack }) => rack)).size === runs.length;
  const isEven = runs.every(({ miners }, index) =>
    index === runs.length - 1 ? miners <= first.miners : miners === first.miners,
  );
  return isOnce && isEven ? first.miners : undefined;
}

/** The VLAN that rows say, if they all say the same. */
function vlanOf(miners: readonly MinerRow[]): number | undefined {
  const said = new Set(miners.map(({ vlan }) => vlan).filter((vlan) => vlan !== undefined));
  const [only, another] = said;
  return another === undefined ? only : undefined;
}

function presentGroup(
  { zone, group }: NonNullable<OwnedBlock["owner"]>,
  { model, firmware }: MinerRow,
  miners: readonly MinerRow[],
): PresentGroup {
  const pairs = [
    ["count", String(group.count.value), String(miners.length)],
    ["model", group.model, model],
    ["firmware", group.firmware, firmware],
  ] as const;
  const differences = pairs
    .filter(([, stated, found]) => stated !== found)
    .map(([key, stated, found]) => `${key} ${stated} in the document, ${found} in the file`);
  return { zone: zone.name, name: group.name, differences };
}
