import { setImmediate as turn } from "node:timers/promises";
import { compareResults } from "../review/compare.ts";
import { reviewJson } from "../review/formats/json.ts";
import { reviewMarkdown } from "../review/formats/markdown.ts";
import { reviewRunTask } from "../review/formats/run-task.ts";
import { reviewSarif } from "../review/formats/sarif.ts";
import type { MatchedPlan } from "../review/plan/match-stacks.ts";
import { plannedChanges } from "../review/plan/read-plan.ts";
import type { Result } from "../review/result/result.ts";
import type { NotUnderstood, Review } from "../review/review.ts";
import { exitCodes } from "./refusal.ts";
import type { Output, ReviewFormat } from "./review-outputs.ts";
import { plansOf } from "./review-plans.ts";
import { resultOf, type SideResult } from "./review-side.ts";
import { type SideOptions, sidesOf } from "./review-sides.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { folderInRepository } from "./source-root.ts";
import { version } from "./version.ts";
import { writeWhole } from "./whole-file.ts";

/** What the command line says. */
export interface ReviewOptions extends SideOptions {
  readonly plan?: readonly string[];
  readonly detailsUrl?: string;
  /** What an exit code other than 0 is for, besides what is refused. */
  readonly failOn: "changes" | "policy" | "never";
}

/**
 * Compares two sides and writes the review in every format asked for: all of them, or none.
 *
 * @returns the exit code.
 * @throws Refusal where a side or a plan is refused.
 */
export async function runReview(
  folder: string | undefined,
  options: ReviewOptions,
  outputs: readonly Output[],
): Promise<number> {
  const { base, head, site, note } = sidesOf(folder, options);
  if (note !== undefined) process.stderr.write(`${note}.\n`);
  const { before, after, plans } = await withTemporaryFolder(async (temporary) => {
    const { result: before } = await resultOf(base, "base", temporary);
    // Synthesis does not wait for anything: here is where a signal is heard.
    await turn();
    const side = await resultOf(head, "head", temporary);
    await turn();
    return { before, ...withPlans(side, plansOf(options.plan ?? [], before, side.result)) };
  });
  const review = compareResults(before, after, plans);
  const place = folderInRepository(site);
  const texts = [];
  for (const { format, file } of outputs) {
    texts.push({ file, text: await written(format, { review, before, after, place, ...options }) });
  }
  writeWhole(...texts.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }])));
  for (const { file, text } of texts) if (file === undefined) process.stdout.write(text);
  return exitCodeOf(review, options.failOn);
}

/** The head as policies judge it with plans. Where they cannot, it is said: what was not judged has not passed. */
function withPlans(
  { result, judgedWith }: SideResult,
  plans: readonly MatchedPlan[],
): { readonly after: Result; readonly plans: readonly MatchedPlan[] } {
  const [first, ...others] = plans;
  if (first === undefined) return { after: result, plans };
  if (judgedWith !== undefined)
    return { after: { ...result, policies: judgedWith(plans.flatMap(plannedChanges)) }, plans };
  const notJudged: NotUnderstood = {
    what: "plans that no rule judged, since the head is an output of synth: give the site's folder",
    count: plans.length,
    examples: plans.slice(0, 5).map(({ name }) => name),
  };
  return {
    after: result,
    plans: [{ ...first, notUnderstood: [...first.notUnderstood, notJudged] }, ...others],
  };
}

interface Written {
  readonly review: Review;
  readonly before: Result;
  readonly after: Result;
  /** The site's folder, from the root of its repository. */
  readonly place: string;
  readonly detailsUrl?: string;
}

async function written(
  format: ReviewFormat,
  { review, before, after, place, ...rest }: Written,
): Promise<string> {
  const { detailsUrl } = rest;
  const link = detailsUrl === undefined ? {} : { detailsUrl };
  switch (format) {
    case "md":
      return reviewMarkdown(review, { folder: place, ...link });
    case "json":
      return reviewJson(review);
    case "sarif":
      return reviewSarif(review, { version, folder: place });
    case "run-task":
      return reviewRunTask(review, link);
    case "html": {
      // What draws it takes a while to load.
      const { reviewPage } = await import("../review/page/review-page.tsx");
      return reviewPage(review, before.plan, after.plan);
    }
  }
}

function exitCodeOf({ outcome }: Review, failOn: ReviewOptions["failOn"]): number {
  if (outcome === "policy") return failOn === "never" ? exitCodes.ok : exitCodes.policy;
  return outcome === "changes" && failOn === "changes" ? exitCodes.changes : exitCodes.ok;
}
