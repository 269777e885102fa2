import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { version } from "../site/schema/values.ts";
import { writtenSchema } from "../site/template/as-written.ts";
import type { AnyTemplate } from "../site/template/template.ts";

/**
 * The JSON Schema of a document that answers a template, as text: by it an editor completes the answers, says what each is for,
 * and marks those that the template does not ask.
 */
export function templateSchema(template: AnyTemplate): string {
  const { name, version: release, title, what, answers } = template;
  const document = closed({
    version,
    template: closed({ name: z.literal(name), version: z.literal(release), package: z.string().optional() }),
    answers,
    overrides: z.record(z.string(), z.unknown()).optional().describe("Laid over what the template gives."),
  });
  const schema = inputSchema(document);
  return `${JSON.stringify({ title: `${title}: answers to ${name} ${release}`, ...schema, description: what }, null, 2)}\n`;
}

function inputSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, {
    io: "input",
    // An answer that is handed on as it stands is a part of the document, whose own schema says what it is.
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const written = writtenSchema(zodSchema);
      if (written === undefined) return;
      const { $schema: _, ...part } = inputSchema(written);
      Object.assign(jsonSchema, part);
    },
  });
}
