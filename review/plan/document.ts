import { z } from "zod";
import { isFields } from "../../policies/plan/change.ts";

// What `terraform show -json PLANFILE` writes, as far as a review reads it. Keys that are not named here pass unread: a minor
// version may add some. Values are not looked into here, since each provider has its own.

const change = z.object({
  actions: z.array(z.string()),
  before: z.unknown().optional(),
  /** What is not known before the apply is missing here, and `true` in `after_unknown`. */
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  /** `true` at each value that must not be shown, in the shape of the value. */
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).nullish(),
  importing: z.unknown().optional(),
});

const resourceChange = z.object({
  address: z.string().min(1),
  previous_address: z.string().nullish(),
  module_address: z.string().nullish(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  /** The key of an object that an earlier apply replaced and did not come to destroy. */
  deposed: z.string().nullish(),
  change,
  action_reason: z.string().nullish(),
});

const check = z.object({
  address: z.object({ to_display: z.string() }),
  status: z.string(),
  instances: z.array(z.object({ problems: z.array(z.object({ message: z.string() })).nullish() })).nullish(),
});

export const planDocument = z.object({
  format_version: z.string(),
  terraform_version: z.string().nullish(),
  /** Missing where nothing is declared, and nothing was. */
  resource_changes: z.array(resourceChange).nullish(),
  resource_drift: z.array(resourceChange).nullish(),
  /** By name. Read key by key, so that no name is lost that JavaScript has a meaning for. */
  output_changes: z.custom<Readonly<Record<string, unknown>>>(isFields, "expected an object").nullish(),
  deferred_changes: z.array(z.unknown()).nullish(),
  action_invocations: z.array(z.unknown()).nullish(),
  checks: z.array(check).nullish(),
  planned_values: z.unknown().optional(),
  /** These three are missing in plans of older versions and of OpenTofu. */
  applyable: z.boolean().nullish(),
  complete: z.boolean().nullish(),
  errored: z.boolean().nullish(),
});

export const outputChange = z.object({ actions: z.array(z.string()) });

export type PlanDocument = z.output<typeof planDocument>;
export type ResourceChangeDocument = z.output<typeof resourceChange>;
export type CheckDocument = z.output<typeof check>;
