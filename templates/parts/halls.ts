import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { conversion } from "../../site/schema/conversion.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { name, text } from "../../site/schema/values.ts";
import { asWritten } from "../../site/template/as-written.ts";
import { Power } from "../../site/units/index.ts";
import { type AiHall, aiBlock, aiHall, aiLoad, judgeAiHall } from "./ai-hall.ts";
import { conversionFrom, newBuild } from "./conversions.ts";
import { type HallDates, type HallFate, hallDates, judgeDates } from "./hall-dates.ts";
import {
  coolingOf,
  judgeMiners,
  type Miners,
  type MiningSite,
  miners,
  miningBlock,
  miningLoad,
} from "./miners.ts";
import type { Judgement } from "./refused.ts";
import { feedsOf, type Labels, labelsOf, type Supply, supply } from "./supply.ts";

type Path = readonly (string | number)[];

/** What follows f- and ut- in the names of lines: it may begin with a digit. */
const label = text.regex(/^[a-z0-9]([a-z0-9-]{0,34}[a-z0-9])?$/, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} cannot be part of a name: use up to 36 lower-case letters, digits and "-"`,
});

/** A hall as a template asks for it. */
export const hallAnswers = {
  name: name.describe("What the zone is called in names of objects."),
  title: text.optional().describe("What people call it."),
  supply: supply.optional(),
  lines: closed({ A: label, B: label.optional() })
    .optional()
    .describe(
      "What its feeders (f-…) and unit transformers (ut-…) are called, by path. Default: as the hall.",
    ),
  dates: hallDates,
  miners: miners.optional().describe("What mines in it, before it is converted or for good."),
  conversion: asWritten(conversion)
    .optional()
    .describe("What its conversion keeps, replaces and waits for. Default: by how its miners are cooled."),
};

/** A hall whose answers are resolved: what an archetype assumes for all is in it. */
export interface HallPlan {
  readonly name: string;
  readonly title?: string | undefined;
  /** The building, where several zones share one. */
  readonly hall?: string | undefined;
  readonly supply: Supply;
  readonly labels: Labels;
  readonly dates: HallDates;
  /** In place of dates, where it changes sides more than once. */
  readonly states?: SiteInput["zones"][number]["states"] | undefined;
  readonly miners?: Miners | undefined;
  readonly ai?: AiHall | undefined;
  readonly conversion?: z.input<typeof conversion> | undefined;
  /** Where it is stated, below `answers`. */
  readonly path: Path;
  /** Where what is stated of it stands: in the hall's own answers, or in those for all of its kind. */
  readonly statedAt: Readonly<Record<SharedAnswer, Path>>;
}

/** What may be stated for several halls at once. */
type SharedAnswer = "supply" | "dates" | "ai";

type HallAnswers = {
  readonly [Key in keyof typeof hallAnswers]?: z.output<(typeof hallAnswers)[Key]>;
} & { readonly name: string; readonly dates: HallDates };

/** What a hall has from the archetype around it. */
interface Common extends Pick<HallPlan, "path" | "ai" | "hall" | "states"> {
  /** What feeds it, where its own answers do not say. */
  readonly supply: Supply;
  /** Where that supply is stated, and of its days and of what it becomes, where its own answers do not say them. */
  readonly elsewhere?: Readonly<Partial<Record<SharedAnswer, Path | undefined>>>;
}

/** A hall of which everything is resolved, of its answers and of what the site says for all of its kind. */
export function hallPlan(
  { name, title, supply, lines, dates, miners, conversion }: HallAnswers,
  { supply: usual, path, ai, hall, states, elsewhere = {} }: Common,
): HallPlan {
  const own = supply ?? usual;
  const labels = lines ?? labelsOf(name, own);
  const statedAt = {
    supply: (supply === undefined ? elsewhere.supply : undefined) ?? [...path, "supply"],
    dates: elsewhere.dates ?? [...path, "dates"],
    ai: elsewhere.ai ?? [...path, "ai"],
  };
  return { name, title, hall, supply: own, labels, dates, states, miners, ai, conversion, path, statedAt };
}

/** What becomes of a hall. */
export function fateOf({ miners, ai }: Pick<HallPlan, "miners" | "ai">): HallFate {
  if (ai === undefined) return "mining hall";
  return miners === undefined ? "new build" : "conversion";
}

/** What a hall's answers name, against what there is of it. */
export interface KnownNames {
  readonly transformers: readonly string[];
  readonly poolSets: readonly string[];
}

/** Refuses what does not go together in halls: names that nothing has, days that do not fit, supply in the wrong number of paths. */
export function judgeHalls(halls: readonly HallPlan[], known: KnownNames, judge: Judgement): void {
  judge.distinct(
    "hall",
    halls.map(({ name, path }) => ({ name, path: [...path, "name"] })),
  );
  for (const { path, statedAt, supply, labels, dates, miners, ai, ...hall } of halls) {
    const sources = typeof supply === "string" ? [supply] : [supply.A, supply.B];
    for (const source of sources)
      judge.oneOf(statedAt.supply, "group of main transformers", source, known.transformers);
    if ((labels.B !== undefined) !== (typeof supply !== "string"))
      judge.refuse(
        [...path, "lines"],
        "has names for as many paths as `supply` has: give it both A and B, or only A",
      );
    if (hall.states === undefined) judgeDates(dates, fateOf({ miners, ai }), statedAt.dates, judge);
    if (miners === undefined && ai === undefined)
      judge.refuse(
        path,
        `hall "${hall.name}" neither mines nor becomes a hall of AI: say what mines in it under miners`,
      );
    if (ai !== undefined) judgeAiHall(ai, statedAt.ai, judge);
    if (miners === undefined) continue;
    judgeMiners(miners, [...path, "miners"], judge);
    if (miners.poolSet !== undefined)
      judge.oneOf([...path, "miners", "poolSet"], "pool set", miners.poolSet, known.poolSets);
  }
}

/** The most that a hall ever draws from the site: its miners, or its racks when it is full. */
export function loadOf({ miners, ai }: HallPlan, site: MiningSite): Power {
  const mined = miners === undefined ? Power.zero : miningLoad(miners, site);
  const racks = ai === undefined ? Power.zero : aiLoad(ai);
  return mined.exceeds(racks) ? mined : racks;
}

/** The zones of halls that were judged before, in their order; those that mine are numbered as they come. */
export function zonesOf(halls: readonly HallPlan[], site: MiningSite, source: string) {
  const mining = halls.filter((hall) => hall.miners !== undefined);
  return halls.map((hall) => {
    const { name, title, labels, miners, ai } = hall;
    return {
      name,
      title,
      hall: hall.hall,
      ...feedsOf(labels),
      ...overTime(hall),
      ai: ai && aiBlock(ai),
      mining: miners && miningBlock(miners, mining.indexOf(hall), site),
      source,
    };
  });
}

function overTime({ dates, states: changing, miners, ai, conversion: stated }: HallPlan) {
  if (changing !== undefined) return { states: changing, conversion: stated };
  if (ai === undefined || miners === undefined) return { ...newBuild(dates), conversion: stated };
  const { states, conversion } = conversionFrom[coolingOf(miners)](dates);
  return { states, conversion: stated ?? conversion };
}

const planned = z.strictObject({
  ...hallAnswers,
  supply,
  ai: aiHall.optional(),
});

/**
 * A hall that a template of one's own states itself, with the defaults of what it leaves out.
 *
 * @param path The answer that it follows from, for what may be refused of it. @default - none in particular
 * @throws ZodError where it is none: a mistake of the template's.
 */
export function hallPlanOf(hall: z.input<typeof planned>, path: Path = []): HallPlan {
  const { ai, ...answers } = planned.parse(hall);
  return hallPlan(answers, { supply: answers.supply, ai, path });
}
