import type { z } from "zod";
import { addDays, type Day } from "../../site/day.ts";
import { closed } from "../../site/schema/closed.ts";
import { day } from "../../site/schema/values.ts";
import type { Judgement } from "./refused.ts";

/** The days on which a hall's states begin. Which are asked depends on what becomes of it. */
export const hallDates = closed({
  mining: day.optional().describe("Its miners run from here on."),
  draining: day.optional().describe("Its miners begin to be taken out."),
  stripped: day
    .optional()
    .describe("The last miner is out. Of a conversion, default: by the miners' cooling."),
  construction: day.optional().describe("Building begins. Of a conversion, default: by the miners' cooling."),
  commissioning: day.optional().describe("Of a conversion, default: 45 days before it is ready."),
  ready: day.optional().describe("Racks may stand in it from here on."),
}).describe("The days on which its states begin.");

export type HallDates = z.output<typeof hallDates>;

/** How long the steps of a conversion take where nobody says. */
export interface UsualSteps {
  /** From the first miner that is taken out to the last, in days. */
  readonly drainingDays: number;
  /** From then until building begins, in days. */
  readonly strippedDays: number;
}

/** The tests of power and cooling that precede a hall's handing over; assumed. */
const commissioningDays = 45;

const stateOf = {
  mining: "mining",
  draining: "draining",
  stripped: "stripped",
  construction: "construction",
  commissioning: "commissioning",
  ready: "ai-ready",
} as const;

type DateName = keyof typeof stateOf;

/** What becomes of a hall, by whether it has miners and whether it becomes a hall of AI. */
export type HallFate = "conversion" | "new build" | "mining hall";

const needed: Readonly<Record<HallFate, readonly DateName[]>> = {
  conversion: ["mining", "draining", "ready"],
  "new build": ["ready"],
  "mining hall": ["mining"],
};

const excluded: Readonly<Record<HallFate, readonly DateName[]>> = {
  conversion: [],
  "new build": ["mining", "draining", "stripped"],
  "mining hall": ["construction", "commissioning", "ready"],
};

/** Refuses days that what becomes of the hall does not have, and misses those that it cannot do without. */
export function judgeDates(
  dates: HallDates,
  fate: HallFate,
  path: readonly (string | number)[],
  judge: Judgement,
): void {
  for (const name of needed[fate])
    if (dates[name] === undefined)
      judge.refuse(path, `"${name}" is missing: a ${fate} needs the day; write it as ${name}: 2027-01-01`);
  for (const name of excluded[fate])
    if (dates[name] !== undefined)
      judge.refuse(
        [...path, name],
        `is ${dates[name]}, but a ${fate} is never in this state: ${remedies[fate]}`,
      );
  if (fate === "mining hall" && dates.stripped !== undefined && dates.draining === undefined)
    judge.refuse(
      [...path, "stripped"],
      'needs "draining" before it: say when its miners begin to be taken out',
    );
}

const remedies: Readonly<Record<HallFate, string>> = {
  conversion: "",
  "new build": "take the day away, or say in `miners` what mines in it",
  "mining hall": "take the day away, or say in `ai` what it becomes",
};

/** A zone's states in order, of days that were judged before; steps of a conversion that nobody dated take what is usual. */
export function statesOf(dates: HallDates, usual: UsualSteps | undefined) {
  const all = usual === undefined ? dates : withUsual(dates, usual);
  return (Object.keys(stateOf) as DateName[]).flatMap((name) => {
    const from = all[name];
    return from === undefined ? [] : [{ state: stateOf[name], from }];
  });
}

function withUsual(dates: HallDates, { drainingDays, strippedDays }: UsualSteps): HallDates {
  const after = (from: Day | undefined, days: number) => from && addDays(from, days);
  const stripped = dates.stripped ?? after(dates.draining, drainingDays);
  const construction = dates.construction ?? after(stripped, strippedDays);
  const commissioning = dates.commissioning ?? after(dates.ready, -commissioningDays);
  return { ...dates, stripped, construction, commissioning };
}
