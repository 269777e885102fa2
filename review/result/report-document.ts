import { z } from "zod";
import type { ReportDocument } from "../../policies/report/document.ts";
import { levels } from "../../policies/rule.ts";

// What a synthesis writes to `policies.json`, as a review reads it back. Keys that are not named here are not passed on.

const location = z.object({ file: z.string(), line: z.number(), column: z.number() });

const finding = z.object({
  rule: z.string(),
  title: z.string(),
  level: z.enum(levels),
  location,
  scope: z.string(),
  object: z
    .object({ kind: z.string(), namespace: z.string().exactOptional(), name: z.string(), field: z.string() })
    .exactOptional(),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  fingerprint: z.string(),
});

const suppression = z.object({
  rule: z.string(),
  scope: z.string(),
  reason: z.string(),
  expires: z.string(),
  state: z.enum(["applied", "expired", "matches-nothing", "hard"]),
  findings: z.number(),
  location,
});

const rule = z.object({
  id: z.string(),
  title: z.string(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  level: z.enum([...levels, "off"]),
  outcome: z.enum(["passed", "failed", "not-applicable", "off", "broken"]),
});

export const reportDocument = z.object({
  version: z.literal(1),
  site: z.string(),
  day: z.string(),
  rules: z.array(rule),
  findings: z.array(finding),
  suppressed: z.array(finding.extend({ reason: z.string(), expires: z.string() })),
  suppressions: z.array(suppression),
}) satisfies z.ZodType<ReportDocument>;
