import { z } from "zod";
import { closed } from "../schema/closed.ts";
import { version } from "../schema/values.ts";
import { templateReference } from "./registry.ts";

/** A site's or a tenant's document that records answers to a template in place of what it gives. */
export const templatedDocument = closed({
  version,
  template: templateReference,
  answers: z.record(z.string(), z.unknown()).describe("What the template asks: its own schema checks them."),
  overrides: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      "Laid over what the template gives: mappings by key, lists whose entries have names by name, all else whole. An empty value takes away.",
    ),
});

export type TemplatedDocument = z.output<typeof templatedDocument>;

/** Whether a document is one of answers. */
export function isTemplated(content: unknown): boolean {
  return typeof content === "object" && content !== null && "template" in content;
}
