import { parsePoolUrl } from "../../site/mining/pool-url.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** That a pool set as a whole reaches two hosts is held by `site/checks/pools.ts`: this asks it of each group. */
export const singlePoolHost: Rule = {
  id: "mining/single-pool-host",
  title: "Groups with one pool host",
  what: "Each group of a pool set that splits its hashrate has pools on two hosts or more.",
  why: "Failover happens within a group. The share of the hashrate that a group with one host has stands still while that host is down, whatever the other groups reach.",
  fix: "Add a pool on another host to the group, after the one that is there.",
  level: "soft",
  check: ({ site }) => {
    const { poolSets } = site.document;
    if (poolSets.length === 0) return notApplicable;
    return poolSets.flatMap((set, index) =>
      set.groups.flatMap(({ name, pools }, at) => {
        const hosts = new Set(
          pools.flatMap(({ url }) => {
            const parsed = parsePoolUrl(url);
            return "value" in parsed ? [parsed.value.host.toLowerCase()] : [];
          }),
        );
        const [only] = hosts;
        if (hosts.size !== 1) return [];
        return [
          {
            place: inSiteDocument("poolSets", index, "groups", at),
            message: `group "${name}" of pool set "${set.name}" reaches only ${only}: while that is down, its share of the hashrate stands still`,
          },
        ];
      }),
    );
  },
};
