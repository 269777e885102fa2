import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { count, text } from "../../site/schema/values.ts";

/** How the networks of miners are numbered: each mining zone has the next VLAN and the next block of addresses. */
export const asicNetworks = closed({
  firstVlan: z.int().min(1).max(4094).default(101).describe("The first zone's VLAN. Default 101."),
  vlanStep: count.max(1000).default(1).describe("From a zone's VLAN to the next one's. Default 1."),
  firstBlock: text
    .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, {
      error: (issue) =>
        `${JSON.stringify(issue.input)} is not a block of addresses: write it as 10.10.0.0/16`,
    })
    .default("10.10.0.0/16")
    .describe("The first zone's block; the next one's is beside it. Default 10.10.0.0/16."),
  prefixLength: z
    .int()
    .min(8)
    .max(29)
    .optional()
    .describe("Of each network within a block. Default: the smallest that holds the group's miners."),
})
  .prefault({})
  .describe("How the networks of miners are numbered.");

export type AsicNetworks = z.output<typeof asicNetworks>;

export interface AsicNetwork {
  readonly vlan: number;
  readonly cidr: string;
}

/**
 * The networks of a zone's groups of miners: of the zone's block one part after the other, each with a VLAN of its own.
 *
 * @param position Which of the mining zones it is, from 0.
 */
export function networksOf(
  { firstVlan, vlanStep, firstBlock, prefixLength }: AsicNetworks,
  position: number,
  groups: readonly { readonly miners: number }[],
): readonly AsicNetwork[] {
  const [first = "", length = ""] = firstBlock.split("/");
  let next = numberOf(first) + position * 2 ** (32 - Number(length));
  return groups.map(({ miners }, index) => {
    const own = prefixLength ?? prefixFor(miners);
    const cidr = `${addressOf(next)}/${own}`;
    next += 2 ** (32 - own);
    return { vlan: firstVlan + position * vlanStep + index, cidr };
  });
}

/** The longest prefix that leaves an address for each miner, the gateway, the network and its broadcast. */
function prefixFor(miners: number): number {
  return 32 - Math.ceil(Math.log2(miners + 3));
}

function numberOf(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
