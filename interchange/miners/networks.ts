import { mergeCidr } from "cidr-tools";
import { groupBy } from "../../site/group-by.ts";
import { addressRange, ipv4BlockSize } from "../../site/network/cidr.ts";
import type { OwnedBlock } from "./fleet-site.ts";
import type { MinerRow } from "./miner-row.ts";

/** Miners of one network, before it is known whether they are alike. */
export interface NetworkOfMiners {
  readonly block: OwnedBlock;
  readonly miners: readonly MinerRow[];
  /** Whether nobody states the network, and it was taken from the addresses. */
  readonly isTaken: boolean;
}

/** How many addresses are in the blocks that a network is taken from: /24, the usual size of a container's or a row's. */
const blockSize = 256;

/**
 * The network of each miner: one that the site's document or somebody states; else the one of the row; else the /24 that its
 * address is in. Adjoining /24s whose miners are alike are one network, the smallest that has them all, where it takes in nothing
 * of another's.
 */
export function networksOf(miners: readonly MinerRow[], known: readonly OwnedBlock[]): NetworkOfMiners[] {
  const stated = new Map<string, { block: OwnedBlock; miners: MinerRow[] }>();
  const rest: MinerRow[] = [];
  for (const miner of miners) {
    const block = blockOf(miner.address, known) ?? ownBlock(miner);
    if (block === undefined) {
      rest.push(miner);
      continue;
    }
    const there = stated.get(block.cidr);
    if (there === undefined) stated.set(block.cidr, { block, miners: [miner] });
    else there.miners.push(miner);
  }
  const given = [...stated.values()].map((each) => ({ ...each, isTaken: false }));
  return [...given, ...takenFrom(rest, [...known, ...given.map(({ block }) => block)])];
}

/** The block among some that has an address. */
export function blockOf(address: number, blocks: readonly OwnedBlock[]): OwnedBlock | undefined {
  return blocks.find((block) => isWithin(address, block));
}

/** What miners are alike in, and networks are apart by. */
export function kindOf({ zone, model, firmware }: MinerRow): string {
  return `${zone} ${model} ${firmware}`;
}

/** The miners of the kind that most are of, and the others. */
export function mostAlike(miners: readonly MinerRow[]): {
  most: readonly MinerRow[];
  others: readonly MinerRow[];
} {
  const kinds = [...groupBy(miners, kindOf).values()];
  const most = kinds.reduce<readonly MinerRow[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  );
  const alike = new Set(most);
  return { most, others: miners.filter((miner) => !alike.has(miner)) };
}

function ownBlock({ network, address }: MinerRow): OwnedBlock | undefined {
  if (network === undefined || ipv4BlockSize(network) === undefined) return undefined;
  const block = { cidr: network, ...addressRange(network) };
  return isWithin(address, block) ? block : undefined;
}

function takenFrom(miners: readonly MinerRow[], others: readonly OwnedBlock[]): NetworkOfMiners[] {
  const sorted = [...groupBy(miners, ({ address }) => String(Math.floor(address / blockSize)))]
    .map(([block, here]) => ({ block: Number(block), miners: here, kind: kindOfMost(here) }))
    .sort((a, b) => a.block - b.block);
  const runs: (typeof sorted)[] = [];
  for (const each of sorted) {
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && before.block + 1 === each.block && before.kind === each.kind)
      runs.at(-1)?.push(each);
    else runs.push([each]);
  }
  return runs.flatMap((run, index) => {
    const [start, end] = [run[0]?.block ?? 0, run.at(-1)?.block ?? 0];
    const whole = smallestAround(start * blockSize, (end + 1) * blockSize - 1);
    // What is nearest on either side is within the block first.
    const neighbours = [runs[index - 1]?.at(-1)?.block, runs[index + 1]?.[0]?.block];
    const takesOthers =
      others.some(({ first, last }) => first <= whole.last && whole.first <= last) ||
      neighbours.some((block) => block !== undefined && isWithin(block * blockSize, whole));
    const blocks = takesOthers ? piecesOf(run.map(({ block }) => block)) : [whole];
    const here = run.flatMap((each) => each.miners);
    return blocks.map((block) => ({
      block,
      miners: here.filter(({ address }) => isWithin(address, block)),
      isTaken: true,
    }));
  });
}

function isWithin(address: number, { first, last }: OwnedBlock): boolean {
  return address >= first && address <= last;
}

function kindOfMost(miners: readonly MinerRow[]): string {
  const [first] = mostAlike(miners).most;
  return first === undefined ? "" : kindOf(first);
}

/** The smallest block that has two addresses and all between them. */
function smallestAround(first: number, last: number): OwnedBlock {
  let size = blockSize;
  while (Math.floor(first / size) !== Math.floor(last / size)) size *= 2;
  const start = Math.floor(first / size) * size;
  return { cidr: `${dotted(start)}/${32 - Math.log2(size)}`, first: start, last: start + size - 1 };
}

function piecesOf(blocks: readonly number[]): OwnedBlock[] {
  const cidrs = mergeCidr(blocks.map((block) => `${dotted(block * blockSize)}/24`));
  return cidrs.map((cidr) => ({ cidr, ...addressRange(cidr) }));
}

/** An IPv4 address as a whole number, without the parser of blocks: a fleet has many thousands. Undefined where it is none. */
export function addressNumber(text: string): number | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet))) return undefined;
  const numbers = octets.map(Number);
  return numbers.every((octet) => octet < 256)
    ? numbers.reduce((sum, octet) => sum * 256 + octet, 0)
    : undefined;
}

/** An IPv4 address as it is written. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
