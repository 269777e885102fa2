import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarLayout } from "js-yaml";
import type { JsonObject } from "./json.ts";

/**
 * The objects as a YAML stream, one document each. The same objects give the same text: identity first, then the other
 * fields in the order of their declaration, no anchors, no folded lines.
 */
export function toYaml(objects: readonly JsonObject[]): string {
  return objects.map((object) => `---\n${dump(identityFirst(object), OPTIONS)}`).join("");
}

const OPTIONS = {
  noRefs: true,
  lineWidth: -1,
  scalarStyleRules: [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteLookalikes],
};

function identityFirst(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const identity = Object.entries({ apiVersion, kind, metadata }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(identity), ...rest } as JsonObject;
}

/**
 * Quotes every string that some YAML parser could take for another type. Kubernetes reads YAML 1.1 with a parser that
 * takes more for numbers than the specification does (`1_`, `0o7`, `0x_1`) and `y` and `n` for booleans, so anything that
 * begins like a number is quoted, and every word with a meaning of its own.
 */
function quoteLookalikes(layout: ScalarLayout): void {
  const { tag, value } = layout.node;
  if (layout.style !== SCALAR_STYLE.PLAIN || tag !== "tag:yaml.org,2002:str") return;
  if (LOOKALIKE.test(value)) layout.style = SCALAR_STYLE.SINGLE_QUOTED;
}

const LOOKALIKE = /^(?:[-+.0-9].*|y|n|yes|no|on|off|true|false|null|~|=|<<|)$/i;
