import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { name, text } from "../../site/schema/values.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { Power, sum } from "../../site/units/index.ts";
import { aiHall } from "../parts/ai-hall.ts";
import { hallDates } from "../parts/hall-dates.ts";
import { hallPlan, loadOf } from "../parts/halls.ts";
import { miners } from "../parts/miners.ts";
import { miningSite } from "../parts/mining-site.ts";
import { Judgement } from "../parts/refused.ts";
import { type SiteAnswers, siteAnswers, siteOf } from "../parts/site-answers.ts";
import { feeders, labelsOf, supply, unitTransformers } from "../parts/supply.ts";

const building = closed({
  name: name.describe("What the building is called; its zones are NAME-gpu and NAME-mining."),
  title: text.optional().describe("What people call it."),
  supply: supply.optional(),
  gpus: closed({
    title: text.optional().describe("Default: the building's, with GPUs."),
    dates: hallDates,
    miners: miners.optional().describe("What mined there before."),
    ai: aiHall,
  })
    .optional()
    .describe("The part of it in which the cloud's racks stand, or will."),
  miners: closed({
    title: text.optional().describe("Default: the building's, with miners."),
    dates: hallDates,
    miners,
  })
    .optional()
    .describe("The part of it in which miners run."),
});

const answers = closed({
  ...siteAnswers,
  supply: supply.optional().describe("What feeds every building. Default: the first transformers."),
  buildings: z
    .array(building)
    .min(1, { error: "a site needs at least one building" })
    .describe("The buildings, each in two zones: one of GPUs, one of miners."),
});

type Answers = z.output<typeof answers>;

/** A GPU cloud that its operator runs itself, in buildings where miners run as well. */
export const ownCloud = siteTemplate({
  name: "own-cloud",
  version: "1.0.0",
  title: "Own AI cloud beside miners",
  what: "A GPU cloud that the operator runs itself, in the very buildings where miners run. Each building is two zones on feeders of its own, so that one is converted while the other mines on.",
  answers,
  build: (site) => {
    judgeBuildings(site);
    const zones = zonesByBuilding(site).flatMap((building) => building.zones);
    return siteOf(site, zones, () => linesByBuilding(site));
  },
});

function judgeBuildings({ buildings }: Answers): void {
  const judge = new Judgement();
  for (const [index, { name, gpus, miners }] of buildings.entries())
    if (gpus === undefined && miners === undefined)
      judge.refuse(
        ["buildings", index],
        `building "${name}" is empty: say what is in it under gpus or miners`,
      );
  judge.conclude();
}

function zonesByBuilding(site: Answers) {
  return site.buildings.map((building, index) => {
    const { name, title, gpus, miners } = building;
    const usual = building.supply ?? site.supply ?? site.substation[0]?.name ?? "";
    const zone = (part: "gpus" | "miners") => ({
      supply: usual,
      hall: name,
      path: ["buildings", index, part],
      elsewhere: { supply: building.supply === undefined ? ["supply"] : ["buildings", index, "supply"] },
    });
    const titled = (own: string | undefined, what: string) => own ?? (title && `${title}, ${what}`);
    const zones = [
      ...(gpus
        ? [
            hallPlan(
              { name: `${name}-gpu`, ...gpus, title: titled(gpus.title, "GPUs") },
              { ...zone("gpus"), ai: gpus.ai },
            ),
          ]
        : []),
      ...(miners
        ? [
            hallPlan(
              { name: `${name}-mining`, ...miners, title: titled(miners.title, "miners") },
              zone("miners"),
            ),
          ]
        : []),
    ];
    return { name, supply: usual, zones };
  });
}

/** Both zones of a building hang on its feeders; each has unit transformers of its own. */
function linesByBuilding(site: Answers) {
  const { lines, source } = site as SiteAnswers;
  const mining = miningSite(site);
  return zonesByBuilding(site).flatMap(({ name, supply, zones }) => {
    const labels = labelsOf(name, supply);
    const load = sum(
      Power.zero,
      zones.map((zone) => loadOf(zone, mining)),
    );
    return [
      ...feeders({ labels, load, onlyMiners: false }, supply, lines, source),
      ...zones.flatMap((zone) => {
        const line = { labels: zone.labels, load: loadOf(zone, mining), onlyMiners: zone.ai === undefined };
        return unitTransformers(line, labels, lines, source);
      }),
    ];
  });
}
