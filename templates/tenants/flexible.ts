import type { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { flexibleLoad } from "../../site/schema/curtailment.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { asWritten } from "../../site/template/as-written.ts";

const { share, notice, maximumDuration, ...rest } = flexibleLoad.shape;

const flexible = closed({
  share,
  notice: notice.optional(),
  maximumDuration: maximumDuration.optional(),
  ...rest,
});

/**
 * The answer of what the lease lets the site shed. No template assumes such a right: it is the tenant's to sell, so a share
 * must be stated, and only how it is called is filled in.
 */
export const flexibleAnswer = asWritten(flexible)
  .optional()
  .describe("What its lease lets the site shed, for work that is checkpointed and waits. Default: nothing.");

/** The flexible load of a document: a checkpoint is written within the notice, unless the lease says otherwise. */
export function flexibleOf(
  stated: z.input<typeof flexible> | undefined,
  usual: { readonly notice: string; readonly maximumDuration: string },
): TenantInput["flexible"] {
  if (stated === undefined) return undefined;
  const assumed = (value: string, note: string) => ({ value, source: "assumed", note });
  return {
    ...stated,
    notice: stated.notice ?? assumed(usual.notice, "time enough to write a checkpoint"),
    maximumDuration:
      stated.maximumDuration ?? assumed(usual.maximumDuration, "the hours of an evening's peak"),
  };
}
