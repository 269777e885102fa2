import { type ReportedFinding, sentence } from "../../policies/report/document.ts";
import { code, text } from "../../policies/report/markdown-text.ts";
import type { Loss, Review } from "../review.ts";
import { reviewMarkdown } from "./markdown.ts";

export interface RunTaskOptions {
  /** Where the whole review is: what HCP Terraform links to. */
  readonly detailsUrl?: string;
}

/** Outcomes are a list that a person reads: beyond this many the first one's body has the rest. */
const mostOutcomes = 50;

/**
 * What answers the run task of HCP Terraform: the body to PATCH to the `task_result_callback_url` of its request, with its
 * `access_token`, by https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration. It fails
 * where a policy is broken, and passes otherwise; whether a failure stops the run is set in HCP Terraform.
 */
export function reviewRunTask(review: Review, { detailsUrl }: RunTaskOptions = {}): string {
  const outcomes = [
    whole(review),
    ...review.losses.map(lossOutcome),
    ...review.policies.newly.map(findingOutcome),
  ].slice(0, mostOutcomes);
  const url = detailsUrl === undefined ? {} : { url: detailsUrl };
  const body = {
    data: {
      type: "task-results",
      attributes: {
        status: review.outcome === "policy" ? "failed" : "passed",
        message: review.headline,
        ...url,
      },
      relationships: {
        outcomes: {
          data: outcomes.map((attributes) => ({
            type: "task-result-outcomes",
            attributes: { ...attributes, ...url },
          })),
        },
      },
    },
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

interface Tag {
  readonly label: string;
  readonly level: "none" | "info" | "warning" | "error";
}

interface Outcome {
  readonly "outcome-id": string;
  readonly description: string;
  readonly body: string;
  readonly tags: { readonly Status: readonly Tag[]; readonly Severity?: readonly Tag[] };
}

function whole(review: Review): Outcome {
  const failed = review.outcome === "policy";
  return {
    "outcome-id": "busbar-review",
    description: "What changes for power, racks, network, mining, money and security",
    body: reviewMarkdown(review),
    tags: { Status: [failed ? { label: "Failed", level: "error" } : { label: "Passed", level: "info" }] },
  };
}

function lossOutcome(loss: Loss, index: number): Outcome {
  const { fate, what, whose } = loss;
  return {
    "outcome-id": `busbar-loss-${index + 1}`,
    description: `${what} of ${whose} is ${fate}`,
    body: lossBody(loss),
    tags: { Status: [{ label: fate, level: "error" }] },
  };
}

function findingOutcome({ rule, level, title, message, fix }: ReportedFinding, index: number): Outcome {
  const severity = { hard: "error", soft: "warning", advisory: "info" } as const;
  return {
    "outcome-id": `busbar-policy-${index + 1}`,
    description: `${rule}: ${title}`,
    body: `${words(sentence(message))} *Mend:* ${words(fix)}`,
    tags: {
      Status: [{ label: level === "advisory" ? "Told" : "Failed", level: severity[level] }],
      Severity: [{ label: level, level: severity[level] }],
    },
  };
}

function lossBody({ what, stack, address, reasons, consequences, fix }: Loss): string {
  return [
    `It is ${code(what)} of stack ${code(stack)}${address === undefined ? "" : ` (${code(address)})`}.`,
    ...reasons.map((reason) => `Reason: ${words(reason)}.`),
    ...consequences.map((consequence) => `With it goes: ${words(consequence)}.`),
    ...(fix === undefined ? [] : [`To spare it: ${words(fix)}.`]),
  ].join("\n\n");
}

/** Words of others as a body's Markdown, where a first mark would begin a list or a heading, also after a space. */
function words(plain: string): string {
  return text(plain.trim()).replace(/^(?=[-+=]|\d+[.)])/, "\u200b");
}
