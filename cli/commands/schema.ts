import { Command, InvalidArgumentError } from "commander";
import { type DocumentKind, documentKinds, jsonSchema } from "../../placement/json-schema.ts";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of a document, for editors")
    .argument("<document>", documentKinds.join(" or "), (text): DocumentKind => {
      const kind = documentKinds.find((candidate) => candidate === text);
      if (kind === undefined) throw new InvalidArgumentError(`Choose one of ${documentKinds.join(", ")}.`);
      return kind;
    })
    .action((kind: DocumentKind) => {
      process.stdout.write(jsonSchema(kind));
    });
}
