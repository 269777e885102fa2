/** The smaller templates that the archetypes are built of, for templates of one's own. */

export { type AiHall, aiBlock, aiHall, aiLoad, gpuHall, tpuHall } from "./ai-hall.ts";
export { type AsicNetworks, asicNetworks, networksOf } from "./asic-networks.ts";
export { clusterAnswers, clusterParts } from "./clusters.ts";
export {
  airConversion,
  type ConvertedHall,
  hydroConversion,
  immersionConversion,
  newBuild,
} from "./conversions.ts";
export { type Fabrics, fabrics, fabricsOf } from "./fabrics.ts";
export { type HallDates, hallDates } from "./hall-dates.ts";
export { type HallPlan, hallAnswers, hallPlan, hallPlanOf, zonesOf } from "./halls.ts";
export { type Miners, type MiningSite, miners, miningBlock } from "./miners.ts";
export { miningAnswers, miningParts, miningSite } from "./mining-site.ts";
export { type Pools, poolSets, pools, proxyKindOf } from "./pools.ts";
export { Judgement } from "./refused.ts";
export {
  type LinesOf,
  linesOfEachHall,
  type SiteAnswers,
  siteAnswers,
  siteAnswersOf,
  siteOf,
} from "./site-answers.ts";
export { factsOf, siteFacts } from "./site-facts.ts";
export { mainTransformers, type Substation, substation } from "./substation.ts";
export { feeders, type Lines, lines, type Supply, supply, unitTransformers } from "./supply.ts";
