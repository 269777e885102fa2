import { z } from "zod";

const schemas = new WeakMap<z.core.$ZodType, z.ZodType>();

/**
 * An answer that is a part of the document itself: it is checked as the document checks it, and given to the template as it
 * stands in the file, so that it can be handed on.
 */
export function asWritten<Schema extends z.ZodType>(
  schema: Schema,
): z.ZodType<z.input<Schema>, z.input<Schema>> {
  const written = z.custom<z.input<Schema>>().check((context) => {
    const result = schema.safeParse(context.value, { reportInput: true });
    if (result.success) return;
    for (const issue of result.error.issues) {
      // As zod itself hands issues on from what is inside: with their own wording, and told from where this stands.
      context.issues.push({
        ...issue,
        input: "input" in issue ? issue.input : context.value,
      } as z.core.$ZodRawIssue);
    }
  });
  schemas.set(written, schema);
  return written;
}

/** The schema behind an answer that is handed on as written. */
export function writtenSchema(schema: z.core.$ZodType): z.ZodType | undefined {
  return schemas.get(schema);
}
