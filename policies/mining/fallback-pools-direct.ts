import { firmwareCapabilities } from "../../site/mining/firmware.ts";
import { directSet, speaks } from "../../site/mining/miner-pools.ts";
import { minesFrom } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** Of zones whose proxy has an address `site/checks/firmware.ts` holds this: here it is asked of the others as well. */
export const fallbackPoolsDirect: Rule = {
  id: "mining/fallback-pools-direct",
  title: "Miners with nowhere to go without their proxy",
  what: "Miners speak to a pool of their set, or of its fallback, by themselves.",
  why: "When both replicas of a proxy are gone, or the cluster is, its miners fall back to the pools that they were given. Without one that they speak they stand still, and so they do while their zone is drained.",
  fix: "Name a set of stratum+tcp:// pools as the fallback of the pool set.",
  level: "advisory",
  check: ({ site }) => {
    const mines = site.zones.map((zone) => minesFrom(site, zone) !== undefined);
    if (!mines.includes(true)) return notApplicable;
    const { poolSets } = site.document;
    return site.zones.flatMap(({ name, mining }, index) => {
      const own = poolSets.find((set) => set.name === mining?.poolSet);
      if (mining === undefined || own === undefined || mines[index] !== true) return [];
      const direct = directSet(own, poolSets);
      const urls = direct.groups.flatMap(({ pools }) => pools.map(({ url }) => url));
      return mining.asics.flatMap(({ name: group, firmware }, at) => {
        if (urls.some((url) => speaks(firmware, url))) return [];
        const message = `the miners of "${group}" in zone "${name}" run ${firmwareCapabilities[firmware].title}, which is not known to speak to any pool of "${direct.name}" by itself: without their proxy they stand still`;
        return [{ place: inSiteDocument("zones", index, "mining", "asics", at, "firmware"), message }];
      });
    });
  },
};
