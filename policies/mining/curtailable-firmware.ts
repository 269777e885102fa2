import { can, firmwareCapabilities } from "../../site/mining/firmware.ts";
import type { Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { drawsMiningLoad, stateOn } from "../../site/zone-state.ts";
import { daysOfObligations } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const curtailableFirmware: Rule = {
  id: "mining/curtailable-firmware",
  title: "Miners that an obligation counts on and that may not pause",
  what: "Miners that count for an obligation run firmware that is known to pause on command in every version.",
  why: "A miner that does not take the command draws on. The only way left is its breaker, which is slow, and wears the miner.",
  fix: "Find out which version the miners run and whether it pauses, and suppress this with that; or change the firmware, or make the zone curtailable: false.",
  level: "advisory",
  check: ({ site }) => {
    const days = daysOfObligations(site);
    if (days.length === 0) return notApplicable;
    return site.zones.flatMap((zone, index) => {
      const { name, mining } = zone;
      const draws = days.some((on) => drawsMiningLoad(stateOn(zone, on)?.state));
      if (mining === undefined || !draws || !mayBeCalled(site, zone)) return [];
      return mining.asics.flatMap(({ name: group, firmware, count }, at) => {
        if (can(firmware, "pause")) return [];
        const { title, pause } = firmwareCapabilities[firmware];
        const how = {
          partial: "pauses in some versions only",
          no: "does not pause",
          unknown: "is not known to pause",
          yes: "",
        };
        const message = `the ${count.value} miners of "${group}" in zone "${name}" count for an obligation, but ${title} ${how[pause.value]}`;
        return [{ place: inSiteDocument("zones", index, "mining", "asics", at, "firmware"), message }];
      });
    });
  },
};

/** Hosted miners are called only where their owner's contract says so, and in time for an obligation. */
function mayBeCalled({ document }: Site, { mining }: Zone): boolean {
  if (mining?.curtailable !== true) return false;
  const owner = document.hashrateOwners.find(({ name }) => name === mining.owner);
  const notice = owner?.curtailment?.notice;
  if (owner === undefined || (owner.curtailment !== undefined && notice === undefined)) return true;
  return document.demandResponse
    .filter(({ to }) => to === undefined || to >= document.effectiveDate)
    .some((obligation) => notice !== undefined && !notice.value.exceeds(obligation.notice.value));
}
