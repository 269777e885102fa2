import { lockFile } from "../../placement/lock.ts";
import { addressRange, ipv4BlockSize } from "../../site/network/cidr.ts";
import { asicNetworks, ownNetworks } from "../objects/site-networks.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** The documents' pools are apart in any case: this judges what was given out of them, also when they were other pools. */
export const overlappingPrefixes: Rule = {
  id: "network/overlapping-prefixes",
  title: "Prefixes that overlap",
  what: "No prefix in the placement lock shares an address with another one there, with an ASIC network, or with a network of the site's.",
  why: "A prefix stays with its tenant when the pool in the document is moved. Two that overlap are routed to whoever announces them last, and network policies admit the one for the other.",
  fix: "Move the pool or the network in the document to addresses that no lock holds; a tenant keeps its prefix while its lease runs.",
  level: "hard",
  check: (subject) => {
    const given = subject.lock.tenants.flatMap(({ tenant, networks }, index) =>
      networks.flatMap(({ fabric, prefixes }, network) =>
        prefixes.map((cidr, at) => ({
          cidr,
          what: `${cidr} of tenant "${tenant}" on fabric ${fabric}`,
          place: {
            in: "document" as const,
            document: lockFile,
            path: ["tenants", index, "networks", network, "prefixes", at],
          },
        })),
      ),
    );
    if (given.length === 0) return notApplicable;
    const others = [...asicNetworks(subject), ...ownNetworks(subject)].map(({ cidr, what }) => ({
      cidr,
      what,
      place: undefined,
    }));
    const blocks = [...others, ...given]
      .filter(({ cidr }) => ipv4BlockSize(cidr) !== undefined)
      .map((block) => ({ ...block, ...addressRange(block.cidr) }))
      // In order, a block can only overlap the one before it that reaches furthest.
      .sort((a, b) => a.first - b.first || b.last - a.last);
    let furthest = blocks[0];
    return blocks.slice(1).flatMap((block) => {
      const before = furthest;
      if (before === undefined || block.last > before.last) furthest = block;
      if (before === undefined || block.first > before.last) return [];
      const place = block.place ?? before.place;
      // Two networks of the documents: their own check tells them apart.
      if (place === undefined) return [];
      return [{ place, message: `${block.what} overlaps ${before.what}` }];
    });
  },
};
