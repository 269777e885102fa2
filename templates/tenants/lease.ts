import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { type TenantInput, tenantDocument } from "../../site/schema/tenant-document.ts";
import { day, name, text } from "../../site/schema/values.ts";
import { asWritten } from "../../site/template/as-written.ts";
import type { Given } from "../../site/template/given.ts";

const { from: _, to: __, ...terms } = tenantDocument.shape.lease.shape;

/** What every tenant is asked: who it is, for how long it leases, and on which terms. */
export const leaseAnswers = {
  name: name.describe("The tenant's name, by which its stacks, namespaces and queues are called."),
  title: text.optional().describe("What people call it. Default: the name."),
  from: day.describe("The lease's first day."),
  to: day.describe("The lease's last day."),
  terms: asWritten(closed(terms))
    .optional()
    .describe("Price, promised availability and the like, as a tenant's document states them in `lease`."),
};

/** The answer of which redundancy the power must have. */
export const redundancyAnswer = z.enum(["N", "2N"]);

interface LeaseAnswers {
  readonly name: string;
  readonly title?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly terms?: z.input<z.ZodObject<typeof terms>> | undefined;
}

/** The part of a tenant's document that these answers decide. */
export function leased({ name: called, title, from, to, terms: stated }: LeaseAnswers) {
  return {
    version: 1,
    name: called,
    title,
    lease: { ...stated, from, to },
  } as const satisfies Partial<Given<TenantInput>>;
}
