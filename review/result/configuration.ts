import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import { Refusal } from "../../site/problem.ts";
import type { ConfiguredResource } from "./result.ts";

/**
 * A stack's Terraform configuration, as cdktf writes it.
 *
 * @param where The file, as a person finds it.
 * @throws Refusal where the text is no JSON object.
 */
export function readConfiguration(text: string, where: string): JsonObject {
  const read = parsed(text);
  if (isJsonObject(read)) return read;
  throw new Refusal("A result of synth cannot be read.", [
    { where, message: "is not the JSON that cdktf writes: synthesize again" },
  ]);
}

/** The resources of a configuration, in its order. */
export function resourcesOf(configuration: JsonObject): ConfiguredResource[] {
  return blocksOf(configuration["resource"]).flatMap(([type, named]) =>
    blocksOf(named).map(([name, attributes]) => ({
      address: `${type}.${name}`,
      type,
      construct: constructPath(attributes),
      attributes,
    })),
  );
}

/** What an attribute of the configuration's root holds by name; nothing where it is not a map of objects. */
export function blocksOf(section: unknown): [string, JsonObject][] {
  if (!isJsonObject(section)) return [];
  return Object.entries(section).flatMap(([name, block]): [string, JsonObject][] =>
    isJsonObject(block) ? [[name, block]] : [],
  );
}

/** `"//": { metadata: { path: "stack/part/record/Resource" } }`, without the stack. */
function constructPath(attributes: JsonObject): string[] {
  const comment = attributes["//"];
  const metadata = isJsonObject(comment) ? comment["metadata"] : undefined;
  const path = isJsonObject(metadata) ? metadata["path"] : undefined;
  return typeof path === "string" ? path.split("/").slice(1) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
