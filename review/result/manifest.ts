import { load } from "js-yaml";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { isJsonObject } from "../../constructs/kubernetes/json.ts";
import { Refusal } from "../../site/problem.ts";
import { objectKey, type WrittenObject } from "./result.ts";

/**
 * The objects of a file of manifests by their keys. Documents are cut and not parsed: of a large site almost all are as
 * they were, which their texts say.
 *
 * @param where The file, as a person finds it.
 * @throws Refusal where a document is no object of Kubernetes.
 */
export function* readManifest(text: string, where: string): Generator<[key: string, WrittenObject]> {
  // Within a document YAML allows no line that begins so: a text that holds one is indented, or quoted.
  for (const document of text.split(/^---(?:[ \t].*)?\r?\n/m)) {
    if (/^\s*(?:#[^\n]*\n?\s*)*$/.test(document)) continue;
    const object = onDemand(() => parseObject(document, where));
    yield [writtenKey(document) ?? objectKey(object()), { text: document, object }];
  }
}

/** A word that YAML can only take for a string. */
const word = "([A-Za-z][A-Za-z0-9]*(?:[._/:-]+[A-Za-z0-9]+)*)";
const identity = new RegExp(
  `^apiVersion: ${word}\nkind: ${word}\nmetadata:\n {2}name: ${word}\n(?: {2}namespace: ${word}\n)?`,
);
const otherwiseRead = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** The key by the first lines, where these are as synthesis writes them; undefined where only parsing is sure. */
function writtenKey(document: string): string | undefined {
  const [found, apiVersion, kind, name, namespace = ""] = identity.exec(document) ?? [];
  if (found === undefined) return undefined;
  const words = [apiVersion, kind, namespace, name];
  if (words.some((text = "") => otherwiseRead.test(text))) return undefined;
  // A later line could name it again, or its namespace.
  const rest = document.slice(found.length);
  const end = rest.search(/^\S/m);
  const metadata = end < 0 ? rest : rest.slice(0, end);
  if (/^ {0,2}(?:["']|\?|<<|name|namespace\b)/m.test(metadata)) return undefined;
  return words.join("/");
}

function parseObject(document: string, where: string): PlainObject {
  const refuse = (message: string) =>
    new Refusal("A result of synth cannot be read.", [{ where, message: `${message}: synthesize again` }]);
  let read: unknown;
  try {
    read = load(document);
  } catch (error) {
    throw refuse(`holds a document that is no YAML (${(error as Error).message.split("\n")[0]})`);
  }
  if (isObject(read)) return read;
  throw refuse("holds a document that is no object of Kubernetes, with apiVersion, kind and metadata.name");
}

function isObject(read: unknown): read is PlainObject {
  if (!isJsonObject(read) || !isJsonObject(read["metadata"])) return false;
  const { name, namespace = "" } = read["metadata"];
  return [read["apiVersion"], read["kind"], name, namespace].every((text) => typeof text === "string");
}

function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
