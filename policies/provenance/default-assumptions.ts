import { isInForce } from "../../site/contracts/supply.ts";
import { assumptionsOf } from "../../site/economics/assumptions.ts";
import { defaultAssumptions } from "../../site/economics/default-assumptions.ts";
import { hashpriceOf } from "../../site/economics/mining-revenue.ts";
import { daysAhead } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";
import { sheddableMining } from "../sheddable-mining.ts";

export const defaultAssumptionsRule: Rule = {
  id: "provenance/default-assumptions",
  title: "Miners shed at prices that nobody stated",
  what: "A site that sheds miners by the price of energy states that price, or the hashprice it follows from.",
  why: "At which price a zone stops is its break-even. Where the site states neither hashprice nor network and price of bitcoin, it is reckoned with what was published once, and is wrong from the next adjustment of difficulty on.",
  fix: "State economics.hashprice with its source and day, or curtailment.strike.",
  level: "advisory",
  check: ({ site }) => {
    const { contracts, curtailment, economics } = site.document;
    const days = daysAhead(site).filter((on) => !sheddableMining(site, on).isZero);
    const indexed = contracts.findIndex(
      (contract) => contract.kind === "indexed" && days.some((on) => isInForce(contract, on)),
    );
    if (indexed === -1) return notApplicable;
    if (curtailment?.strike !== undefined || economics?.hashprice !== undefined) return [];
    const missing = (["difficulty", "bitcoinPrice"] as const).filter((key) => economics?.[key] === undefined);
    if (missing.length === 0) return [];
    const hashprice = hashpriceOf(assumptionsOf(site.document), "base");
    const stated = missing.map((key) => `${key} ${defaultAssumptions[key].value.base}`).join(", ");
    return [
      {
        place: economics === undefined ? inSiteDocument("contracts", indexed) : inSiteDocument("economics"),
        message: `energy is bought at an index, and miners are shed at a break-even that rests on the catalog's ${stated}: a hashprice of ${hashprice}`,
      },
    ];
  },
};
