import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { day, figure, name, quantity } from "../../site/schema/values.ts";
import { zone } from "../../site/schema/zone.ts";
import { asWritten } from "../../site/template/as-written.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { EnergyPrice, Power } from "../../site/units/index.ts";
import { aiHall } from "../parts/ai-hall.ts";
import { hallAnswers, hallPlan } from "../parts/halls.ts";
import { Judgement } from "../parts/refused.ts";
import { type LinesOf, linesOfEachHall, siteAnswers, siteOf } from "../parts/site-answers.ts";
import { supply } from "../parts/supply.ts";

const plant = closed({
  name: name.describe("What the plant is called."),
  power: figure(quantity(Power)).describe("What it gives the site."),
  price: figure(quantity(EnergyPrice)).describe("What its energy costs the site to make."),
  from: day.describe("The first day on which it gives energy."),
  to: day.optional().describe("The last. Default: it does not end."),
});

const answers = closed({
  ...siteAnswers,
  generation: z
    .array(plant)
    .default([])
    .describe("The operator's own plants behind the meter. They come before what is bought."),
  aiSupply: supply.describe("What feeds halls of AI: { A, B } for two paths (2N), or a name."),
  miningSupply: supply.describe("What feeds halls of miners, and those that have no `supply` of their own."),
  designs: z.record(name, aiHall).default({}).describe("What halls become, by a name for each kind of hall."),
  halls: z
    .array(
      closed({
        ...hallAnswers,
        dates: hallAnswers.dates.prefault({}),
        states: asWritten(zone.shape.states)
          .optional()
          .describe("In place of `dates`, where a hall changes sides more than once."),
        design: name
          .optional()
          .describe("What it is as a hall of AI: an entry of `designs`. Default: it mines."),
      }),
    )
    .min(1, { error: "a site needs at least one hall" })
    .describe("Every hall: new, converted, mining, or changing sides."),
});

type Answers = z.output<typeof answers>;

/** Generation, substation, halls, mining and cloud of one operator, whose halls change sides as it pays. */
export const integrated = siteTemplate({
  name: "integrated",
  version: "1.0.0",
  title: "Full integration",
  what: "Generation behind the meter, substation, halls, miners and AI of one operator. Capacity mines as soon as it is energized and turns to AI hall by hall; a hall may change sides again between leases.",
  answers,
  build: (site) => {
    judgeDesigns(site);
    const halls = site.halls.map((hall, index) => {
      const ai = hall.design === undefined ? undefined : site.designs[hall.design];
      const supply = ai === undefined ? site.miningSupply : site.aiSupply;
      const elsewhere =
        hall.design === undefined
          ? { supply: ["miningSupply"] }
          : { supply: ["aiSupply"], ai: ["designs", hall.design] };
      return hallPlan(hall, { supply, path: ["halls", index], ai, states: hall.states, elsewhere });
    });
    const document = siteOf(site, halls, linesBySteadiness);
    return { ...document, contracts: [...ownGeneration(site), ...document.contracts] };
  },
});

function judgeDesigns({ halls, designs, generation, contracts }: Answers): void {
  const judge = new Judgement();
  for (const [index, { design }] of halls.entries())
    if (design !== undefined) judge.oneOf(["halls", index, "design"], "design", design, Object.keys(designs));
  const bought = new Set(contracts.map(({ name }) => name));
  for (const [index, { name }] of generation.entries())
    if (bought.has(name))
      judge.refuse(
        ["generation", index, "name"],
        `"${name}" is the name of a contract as well: energy of a plant is one of its own; rename it`,
      );
  judge.conclude();
}

/** The lines of halls that stay on their side or leave it once, then of those that go to and fro, which are sized for both. */
const linesBySteadiness: LinesOf = (answers, halls) =>
  linesOfEachHall(answers, [
    ...halls.filter(({ states }) => states === undefined),
    ...halls.filter(({ states }) => states !== undefined),
  ]);

/** What the operator's own plants give is energy behind the meter, for which nothing is owed when it is not drawn. */
function ownGeneration({ generation, source }: Answers) {
  return generation.map((plant) => ({ ...plant, kind: "behind-the-meter" as const, source }));
}
