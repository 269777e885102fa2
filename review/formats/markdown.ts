import type { Pack } from "../../policies/rule.ts";
import type { Review } from "../review.ts";
import { steps } from "./markdown/limits.ts";
import { marker } from "./markdown/marker.ts";
import { Page } from "./markdown/page.ts";
import { capacity } from "./markdown/sections/capacity.ts";
import { losses } from "./markdown/sections/losses.ts";
import { mining } from "./markdown/sections/mining.ts";
import { money } from "./markdown/sections/money.ts";
import { network } from "./markdown/sections/network.ts";
import { notUnderstood } from "./markdown/sections/not-understood.ts";
import { hasPolicyChanges, policies } from "./markdown/sections/policies.ts";
import { power } from "./markdown/sections/power.ts";
import { hasResourceChanges, resources } from "./markdown/sections/resources.ts";
import { security } from "./markdown/sections/security.ts";
import { footer, sides, verdict } from "./markdown/summary.ts";

export interface MarkdownOptions {
  /** The site's folder below the root of the repository, which tells the comments of several sites apart. */
  readonly folder?: string;
  /** Where the whole review is: an address of http or https. @default - the job's artefact */
  readonly detailsUrl?: string;
}

/** GitHub takes 65,536 characters. What a workflow adds must fit as well. */
const mostBytes = 60_000;

/**
 * A review as one comment, which a workflow finds again by its first line. It is never longer than a code host takes: what is
 * missed least is left out first, and the comment says what that is, and where the whole is.
 */
export function reviewMarkdown(review: Review, options: MarkdownOptions = {}): string {
  let comment = "";
  for (const limits of steps) {
    comment = written(review, new Page(limits), options);
    if (Buffer.byteLength(comment) <= mostBytes) break;
  }
  return comment;
}

function written(review: Review, page: Page, options: MarkdownOptions): string {
  const sections = sectionsOf(review, page);
  const quiet = sections
    .filter(({ lines }) => lines.length === 0)
    .map(({ name }) => `${name.toLowerCase()}${name === "Money" ? onDay(review, page) : ""}`);
  const lines = [
    marker(review.site, options.folder),
    `### ${page.sentence(review.site)}: ${page.sentence(review.headline)}`,
    ...sides(review, page),
    ...verdict(review),
    ...losses(review, page),
    ...sections.flatMap(({ name, lines: own }) => (own.length === 0 ? [] : ["", `#### ${name}`, "", ...own])),
    ...(quiet.length === 0 || review.outcome === "nothing"
      ? []
      : ["", `No change for: ${quiet.join(", ")}.`]),
    ...headed("Not understood", notUnderstood(review, page)),
    ...footer(review, page, options.detailsUrl),
  ];
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

/** A year's money is that of one day: a lease that begins later earns nothing in it. */
function onDay({ base, head }: Review, page: Page): string {
  const day = head.day ?? base.day;
  return day === undefined ? "" : ` (a year as used on ${page.sentence(day)})`;
}

interface Section {
  readonly name: string;
  readonly lines: readonly string[];
}

/** By audience, in the order in which a change is read; a section without a line has nothing to say. */
function sectionsOf(review: Review, page: Page): readonly Section[] {
  const found = new Set(review.policies.newly.map(({ rule }) => rule.split("/")[0]));
  const has = (pack: Pack) => found.has(pack);
  return [
    { name: "Power", lines: power(review.power, page, has("power")) },
    { name: "Capacity and placement", lines: capacity(review.capacity, page) },
    { name: "Network", lines: network(review.network, page) },
    { name: "Mining", lines: mining(review.mining, page) },
    { name: "Money", lines: money(review.money, page) },
    { name: "Security", lines: security(review.security, page) },
    { name: "Policies", lines: hasPolicyChanges(review.policies) ? policies(review.policies, page) : [] },
    {
      name: "Resources",
      lines: hasResourceChanges(review.resources) ? resources(review.resources, page, has("delivery")) : [],
    },
  ];
}

function headed(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `#### ${name}`, "", ...lines];
}
