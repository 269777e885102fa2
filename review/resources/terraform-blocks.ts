import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import { isJsonObject } from "../../constructs/kubernetes/json.ts";
import { blocksOf } from "../result/configuration.ts";
import type { Hidden } from "./attribute-value.ts";
import { differences } from "./differences.ts";
import type { ResourceChange } from "./resource-change.ts";
import { hiddenInResource } from "./secrets.ts";

/** What a configuration says besides resources, by a name that reads like an address: `provider.kubernetes`. */
export function blocksBeside(configuration: JsonObject): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [section, content] of Object.entries(configuration)) {
    if (handledElsewhere.includes(section)) continue;
    if (section === "data") {
      for (const [type, named] of blocksOf(content))
        for (const [name, block] of blocksOf(named)) found.set(`data.${type}.${name}`, withoutComment(block));
    } else if (isJsonObject(content)) {
      for (const [name, block] of Object.entries(content))
        found.set(`${section}.${name}`, withoutComment(block));
    } else found.set(section, content);
  }
  return found;
}

/** Comments, what is compared by itself, and what says only how a resource came to its address. */
const handledElsewhere = ["//", "resource", "output", "moved", "import", "removed"];

function withoutComment(block: unknown): unknown {
  if (!isJsonObject(block)) return block;
  const { "//": _comment, ...rest } = block;
  return rest;
}

/** Providers, backends and whatever else stands beside resources, where it differs. */
export function blockChanges(stack: string, before: JsonObject, after: JsonObject): ResourceChange[] {
  const [was, is] = [blocksBeside(before), blocksBeside(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((address): ResourceChange[] => {
    const attributes = differences(was.get(address), is.get(address), hiddenAt(address));
    if (attributes.length === 0) return [];
    const fate = !was.has(address) ? "created" : is.has(address) ? "updated" : "destroyed";
    return [
      {
        stack,
        address,
        type: address.split(".")[0] ?? address,
        fate,
        from: "comparison",
        reasons: [],
        attributes,
      },
    ];
  });
}

/** A variable may be sensitive, and providers and backends may have credentials. */
function hiddenAt(address: string): Hidden {
  const hidden = hiddenInResource("");
  return (path) => hidden(path) || (address.startsWith("variable.") && path[0] === "default");
}

/** Where a stack's objects are: what its providers say, as text to be compared. */
export function clusterOf(configuration: JsonObject): string {
  return JSON.stringify(configuration["provider"] ?? null);
}

/** Where a stack's state is kept. */
export function backendOf({ terraform }: JsonObject): unknown {
  if (!isJsonObject(terraform)) return undefined;
  return terraform["backend"] ?? terraform["cloud"];
}

/** `moved`, `import` and `removed` of a configuration: what becomes of a resource otherwise than by its attributes. */
export interface Refactoring {
  /** By the new address, the old one. */
  readonly moved: ReadonlyMap<string, string>;
  readonly imported: ReadonlySet<string>;
  /** Addresses that Terraform lets go of, and leaves in the cluster. */
  readonly forgotten: ReadonlySet<string>;
}

export function refactoringOf(configuration: JsonObject): Refactoring {
  const listed = (section: string) => {
    const blocks = configuration[section];
    return Array.isArray(blocks) ? blocks.filter(isJsonObject) : [];
  };
  return {
    moved: new Map(listed("moved").map(({ from, to }) => [String(to), String(from)])),
    imported: new Set(listed("import").map(({ to }) => String(to))),
    forgotten: new Set(
      listed("removed")
        .filter(({ lifecycle }) => JSON.stringify(lifecycle ?? null).includes('"destroy":false'))
        .map(({ from }) => String(from)),
    ),
  };
}
