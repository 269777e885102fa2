import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { aiHall } from "../parts/ai-hall.ts";
import { hallAnswers, hallPlan } from "../parts/halls.ts";
import { siteAnswers, siteOf } from "../parts/site-answers.ts";
import { supply } from "../parts/supply.ts";

const answers = closed({
  ...siteAnswers,
  supply: supply
    .optional()
    .describe("What feeds every hall that does not say otherwise. Default: the first transformers."),
  hall: aiHall.describe("What every hall becomes for the lessee, unless it says otherwise."),
  halls: z
    .array(
      closed({
        ...hallAnswers,
        ai: aiHall.optional().describe("What this one becomes. Default: what `hall` says."),
      }),
    )
    .min(1, { error: "a site needs at least one hall" })
    .describe("The halls: those with a day on which they are ready become the lessee's, the others mine."),
});

/** A mining site that is converted hall after hall into colocation for one lessee. */
export const colocation = siteTemplate({
  name: "colocation",
  version: "1.0.0",
  title: "Colocation for one lessee",
  what: "A mining site that is converted hall after hall into high-density colocation for one lessee. All halls become alike; those that are not converted yet mine.",
  answers,
  build: (site) => {
    const usual = site.supply ?? site.substation[0]?.name ?? "";
    const halls = site.halls.map((hall, index) => {
      const ai = hall.ai ?? (hall.dates.ready === undefined ? undefined : site.hall);
      const elsewhere = { supply: ["supply"], ai: hall.ai === undefined ? ["hall"] : undefined };
      return hallPlan(hall, { supply: usual, path: ["halls", index], ai, elsewhere });
    });
    return siteOf(site, halls);
  },
});
