import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { hashrateOwner } from "../../site/schema/curtailment.ts";
import { asWritten } from "../../site/template/as-written.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { aiHall } from "../parts/ai-hall.ts";
import { hallAnswers, hallPlan } from "../parts/halls.ts";
import { siteAnswers, siteOf } from "../parts/site-answers.ts";
import { supply } from "../parts/supply.ts";

const answers = closed({
  ...siteAnswers,
  lesseeSupply: supply.describe("What feeds the lessees' halls: { A, B } for two paths (2N), or a name."),
  miningSupply: supply.describe("What feeds the halls of miners."),
  halls: z
    .array(closed({ ...hallAnswers, ai: aiHall }))
    .min(1, { error: "a site needs at least one hall for lessees" })
    .describe("The halls in which lessees place their equipment: new, or converted where `miners` stood."),
  mining: z
    .array(closed(hallAnswers))
    .default([])
    .describe("The halls of miners that run for as long as they pay."),
  hashrateOwners: asWritten(z.array(hashrateOwner))
    .default([])
    .describe("Customers whose miners the site hosts, which `owner` of miners and pool sets names."),
});

/** Space, power and cooling for equipment that belongs to others, beside mining that runs while it pays. */
export const assetLight = siteTemplate({
  name: "asset-light",
  version: "1.0.0",
  title: "Placement of others' equipment",
  what: "The site gives space, power and cooling, and everything that computes belongs to others: lessees' racks in halls for each of them, customers' miners beside the operator's own.",
  answers,
  build: ({ halls, mining, lesseeSupply, miningSupply, hashrateOwners, ...site }) => {
    const plans = [
      ...halls.map((hall, index) =>
        hallPlan(hall, {
          supply: lesseeSupply,
          path: ["halls", index],
          ai: hall.ai,
          elsewhere: { supply: ["lesseeSupply"] },
        }),
      ),
      ...mining.map((hall, index) =>
        hallPlan(hall, {
          supply: miningSupply,
          path: ["mining", index],
          elsewhere: { supply: ["miningSupply"] },
        }),
      ),
    ];
    return { ...siteOf(site, plans), hashrateOwners };
  },
});
