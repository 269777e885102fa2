import { minesFrom } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const hostedOwnerWithoutClause: Rule = {
  id: "mining/hosted-owner-without-clause",
  title: "Hosted miners that no contract lets the site shed",
  what: "On a site that promises to shed load, the contract of each hosted customer says whether and how its miners are shed.",
  why: "Miners without such a clause are never shed, so all calls fall on the site's own. And in an emergency the operator sheds them anyway, and owes what nobody agreed.",
  fix: "State the contract's clause under curtailment, or make the customer's zones curtailable: false, so that the plan says what the contract does.",
  level: "advisory",
  check: ({ site }) => {
    const { hashrateOwners, demandResponse, effectiveDate } = site.document;
    const promises = demandResponse.some(({ to }) => to === undefined || to >= effectiveDate);
    if (hashrateOwners.length === 0 || !promises) return notApplicable;
    return hashrateOwners.flatMap(({ name, curtailment }, index) => {
      const zones = site.zones.filter(
        (zone) =>
          zone.mining?.owner === name && zone.mining.curtailable && minesFrom(site, zone) !== undefined,
      );
      if (curtailment !== undefined || zones.length === 0) return [];
      const named = zones.map((zone) => `"${zone.name}"`).join(", ");
      const message = `"${name}" states no curtailment, but its miners in ${named} count as curtailable: they are never shed`;
      return [{ place: inSiteDocument("hashrateOwners", index), message }];
    });
  },
};
