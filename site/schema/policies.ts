import { z } from "zod";
import { closed } from "./closed.ts";
import { day, text, version } from "./values.ts";

/** How much a finding of a rule weighs, least first: not judged, told, to be mended or suppressed, stops a synthesis. */
export const ruleLevels = ["off", "advisory", "soft", "hard"] as const;

export type RuleLevel = (typeof ruleLevels)[number];

/** Which rules there are is known where they are judged: here only what their names look like. */
const ruleId = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is not the id of a rule: pack and name, such as power/n-1-headroom`,
});

const level = z.enum(ruleLevels);

const parameters = z
  .record(ruleId, z.record(text, z.unknown()))
  .default({})
  .describe("By rule, its parameters that differ from the rule's own.");

const suppression = closed({
  rule: ruleId,
  scope: text
    .regex(/^[^/\s]+(\/[^/\s]+)*$/, {
      error: (issue) =>
        `${JSON.stringify(issue.input)} is not a scope: name segments with "/" between, such as zones/hall-2 or mining/hall-2`,
    })
    .describe(
      "What it covers with all below: segments of a construct's path, or of a place in the documents.",
    ),
  reason: text,
  expires: day.describe("The last day on which it holds."),
});

/** `policies` of `site.yaml`. */
export const policies = closed({
  organisation: text
    .regex(/^[^/\\]/, {
      error: "must be a path relative to the site's folder, such as ../busbar.policies.yaml",
    })
    .optional()
    .describe("The organisation's file, relative to the site's folder, such as ../busbar.policies.yaml."),
  levels: z.record(ruleId, level).default({}).describe("By rule, its level here."),
  parameters,
  suppressions: z.array(suppression).default([]),
});

/** `busbar.policies.yaml`: what an organisation asks of all its sites. */
export const organisationPolicies = closed({
  version,
  levels: z
    .record(
      ruleId,
      z.union([
        closed({
          level,
          locked: z.literal(true).describe("No site sets a lower level, or the rule's parameters."),
        }),
        level,
      ]),
    )
    .default({})
    .describe("By rule, its level; `{ level: hard, locked: true }` where no site may weaken it."),
  parameters,
});

export type SitePolicies = z.output<typeof policies>;
export type OrganisationPolicies = z.output<typeof organisationPolicies>;
export type SuppressionDocument = SitePolicies["suppressions"][number];
