import { containsCidr } from "cidr-tools";
import { siteFile } from "../../site/checks/finding.ts";
import { privateRanges } from "../objects/blocks.ts";
import { asicNetworks, ownNetworks, tenantPrefixPools } from "../objects/site-networks.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const publicAddresses: Rule = {
  id: "network/public-addresses",
  title: "Public addresses inside",
  what: "ASIC networks, tenants' prefixes and the site's own networks are in private ranges.",
  why: "Addresses of the internet used inside hide those to whom they belong: a pool or a registry that has them cannot be reached, and policies that admit the internet admit the site. Miners with public addresses are found within hours.",
  fix: "Take the network from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10; or suppress this where the addresses are registered to the site.",
  level: "soft",
  check: (subject) => {
    const networks = [...asicNetworks(subject), ...tenantPrefixPools(subject), ...ownNetworks(subject)];
    if (networks.length === 0) return notApplicable;
    return networks
      .filter(({ cidr }) => !containsCidr(privateRanges, cidr))
      .map(({ what, path }) => ({
        place: { in: "document", document: siteFile, path },
        message: `${what} is not within the private ranges`,
      }));
  },
};
