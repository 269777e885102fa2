import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { name } from "../../site/schema/values.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { aiHall } from "../parts/ai-hall.ts";
import { hallDates } from "../parts/hall-dates.ts";
import { hallLines } from "../parts/hall-lines.ts";
import { type HallPlan, hallAnswers, hallPlan } from "../parts/halls.ts";
import { miningSite } from "../parts/mining-site.ts";
import { Judgement } from "../parts/refused.ts";
import { type SiteAnswers, siteAnswers, siteOf } from "../parts/site-answers.ts";
import { supply } from "../parts/supply.ts";

const { dates: _, ...ownAnswers } = hallAnswers;

const phase = closed({
  dates: hallDates,
  halls: z
    .array(
      closed({
        ...ownAnswers,
        dates: hallDates.optional().describe("Its own days. Default: the phase's."),
        design: name.describe("What it becomes: an entry of `designs`."),
      }),
    )
    .min(1, { error: "a phase needs at least one hall" }),
});

const answers = closed({
  ...siteAnswers,
  leaseSupply: supply.describe("What feeds the leased halls: { A, B } for two paths (2N), or a name."),
  miningSupply: supply.describe("What feeds the halls that keep mining."),
  designs: z.record(name, aiHall).describe("What leased halls become, by a name for each kind of hall."),
  phases: z
    .array(phase)
    .min(1, { error: "a lease needs at least one phase" })
    .describe("What is handed over together: the halls of a phase share their days."),
  mining: z.array(closed(hallAnswers)).default([]).describe("The halls that keep mining beside the lease."),
});

type Answers = z.output<typeof answers>;

/** A lease of part of a site to one hyperscaler, handed over in phases, while the rest keeps mining. */
export const hyperscale = siteTemplate({
  name: "hyperscale",
  version: "1.0.0",
  title: "Hyperscale lease with partial shutdown",
  what: "Part of a mining site is leased to one hyperscaler as powered shell, handed over phase by phase on two supply paths. The rest keeps mining on lines of its own.",
  answers,
  build: (site) => {
    judgeDesigns(site);
    return siteOf(site, hallsOf(site), linesByKind);
  },
});

function judgeDesigns({ phases, designs }: Answers): void {
  const judge = new Judgement();
  for (const [index, { halls }] of phases.entries())
    for (const [at, { design }] of halls.entries())
      judge.oneOf(["phases", index, "halls", at, "design"], "design", design, Object.keys(designs));
  judge.conclude();
}

function hallsOf({ phases, mining, designs, leaseSupply, miningSupply }: Answers): readonly HallPlan[] {
  const leased = phases.flatMap(({ dates, halls }, phase) =>
    halls.map((hall, at) =>
      hallPlan(
        { ...hall, dates: hall.dates ?? dates },
        {
          supply: leaseSupply,
          path: ["phases", phase, "halls", at],
          ai: designs[hall.design],
          elsewhere: {
            supply: ["leaseSupply"],
            dates: hall.dates === undefined ? ["phases", phase, "dates"] : undefined,
            ai: ["designs", hall.design],
          },
        },
      ),
    ),
  );
  const kept = mining.map((hall, at) =>
    hallPlan(hall, { supply: miningSupply, path: ["mining", at], elsewhere: { supply: ["miningSupply"] } }),
  );
  return [...leased, ...kept];
}

/** All feeders, then all unit transformers, as a lease's one-line diagram lists them: level by level. */
function linesByKind({ lines, source, ...answers }: SiteAnswers, halls: readonly HallPlan[]) {
  const all = hallLines(halls, lines, miningSite(answers), source);
  return [...all.flatMap(({ feeders }) => feeders), ...all.flatMap(({ transformers }) => transformers)];
}
