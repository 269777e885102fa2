import { z } from "zod";
import { clusterAnswers, clusterParts } from "./clusters.ts";
import { fabrics, fabricsOf, judgeFabrics } from "./fabrics.ts";
import { alongPaths, hallLines } from "./hall-lines.ts";
import { type HallPlan, judgeHalls, zonesOf } from "./halls.ts";
import { judgeMining, miningAnswers, miningParts, miningSite } from "./mining-site.ts";
import { Judgement } from "./refused.ts";
import { factsOf, siteFacts } from "./site-facts.ts";
import { mainTransformers, substation } from "./substation.ts";
import { lines } from "./supply.ts";

/** What every archetype asks, whatever its halls are. */
export const siteAnswers = {
  ...siteFacts,
  substation,
  lines,
  fabrics,
  ...miningAnswers,
  ...clusterAnswers,
};

const shape = z.object(siteAnswers);

export type SiteAnswers = z.output<typeof shape>;

/** The power nodes below the main transformers, of the lines of each hall. */
export type LinesOf = (answers: SiteAnswers, halls: readonly HallPlan[]) => ReturnType<typeof alongPaths>;

/** Of each hall the feeders and the transformers of its paths, hall after hall. */
export const linesOfEachHall: LinesOf = (answers, halls) =>
  alongPaths(hallLines(halls, answers.lines, miningSite(answers), answers.source));

/**
 * A site's document of its answers and its halls.
 *
 * @throws AnswersRefused where answers do not go together.
 */
export function siteOf(answers: SiteAnswers, halls: readonly HallPlan[], linesOf: LinesOf = linesOfEachHall) {
  judgeSite(answers, halls);
  const { source } = answers;
  return {
    ...factsOf(answers),
    power: [
      ...mainTransformers(answers.substation, answers.interconnects, source),
      ...linesOf(answers, halls),
    ],
    zones: zonesOf(halls, miningSite(answers), source),
    fabrics: fabricsOf(answers.fabrics, halls, source),
    ...miningParts(answers, source),
    ...clusterParts(answers.name, answers),
  };
}

function judgeSite(answers: SiteAnswers, halls: readonly HallPlan[]): void {
  const judge = new Judgement();
  const { substation, interconnects, pools, fabrics } = answers;
  const known = {
    transformers: substation.map(({ name }) => name),
    poolSets: pools.sets.map(({ name }) => name),
  };
  judge.distinct(
    "group of main transformers",
    substation.map(({ name }, index) => ({ name, path: ["substation", index, "name"] })),
  );
  for (const [index, { from }] of substation.entries())
    if (from !== undefined)
      judge.oneOf(
        ["substation", index, "from"],
        "interconnect",
        from,
        interconnects.map(({ name }) => name),
      );
  judgeHalls(halls, known, judge);
  judgeMining(answers, halls, judge);
  judgeFabrics(fabrics, halls, judge);
  judge.conclude();
}

/**
 * Answers that a template of one's own gives itself, with the defaults of those that it leaves out.
 *
 * @throws ZodError where they are none: a mistake of the template's.
 */
export function siteAnswersOf(answers: z.input<typeof shape>): SiteAnswers {
  return shape.strict().parse(answers);
}
