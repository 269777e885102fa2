import { z } from "zod";
import { addressesOf, isWide, privateRanges, reaching, worldBits } from "../objects/blocks.ts";
import { called, inObject } from "../objects/kinds.ts";
import { listed } from "../objects/listed.ts";
import { calledOwner, peersOf } from "../objects/peers.ts";
import { asicNetworks, ownNetworks, tenantPrefixPools } from "../objects/site-networks.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  prefixBits: z
    .int()
    .min(0)
    .max(32)
    .default(worldBits)
    .describe("A block with so many bits of prefix, or fewer, means the world rather than a network."),
});

export const openEgress: Rule<z.output<typeof parameters>> = {
  id: "network/open-egress",
  title: "A way out that is also a way in",
  what: "A network policy that lets pods of a tenant or of mining out to the world leaves out the private ranges and the site's own networks.",
  why: "0.0.0.0/0 is meant as the internet and means everything: the controllers of machines, the switches, the metadata service of a cloud, and other tenants.",
  fix: "Name the addresses that are needed, or add an `except` for each private range and each of the site's networks.",
  level: "soft",
  parameters,
  check: (subject, { prefixBits }) => {
    const peers = peersOf(subject).filter(({ direction }) => direction === "egress");
    if (peers.length === 0) return notApplicable;
    const ranges = privateRanges.map((cidr) => ({ cidr, what: cidr }));
    const isPrivate = reaching(ranges);
    const inside = reaching([
      ...ranges,
      ...[...asicNetworks(subject), ...tenantPrefixPools(subject), ...ownNetworks(subject)].filter(
        ({ cidr }) => isPrivate([cidr]).length === 0,
      ),
    ]);
    return peers.flatMap(({ judged, namespace, field, peer }) => {
      const block = peer?.ipBlock;
      const from = `${called(judged)} of ${calledOwner(namespace)}`;
      if (peer === undefined) {
        return [{ place: inObject(judged, field), message: `${from} lets pods out to everybody` }];
      }
      if (block === undefined || !isWide(block.cidr, prefixBits)) return [];
      const open = inside(addressesOf(block));
      if (open.length === 0) return [];
      const message = `${from} lets pods out to ${block.cidr}, which also is ${listed(open.map(({ what }) => what))}`;
      return [{ place: inObject(judged, field), message }];
    });
  },
};
