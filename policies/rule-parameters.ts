import { z } from "zod";
import { schemaProblems } from "../site/load/schema-problems.ts";
import type { Problem } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { AnyRule } from "./rule.ts";
import type { StatedSettings } from "./stated-settings.ts";

/** A rule's parameters as its schema reads them: the site's word before the organisation's, one by one. */
export function parametersOf(
  rule: AnyRule,
  organisation: StatedSettings,
  ofSite: StatedSettings,
): { readonly value: unknown } | { readonly problems: readonly Problem[] } {
  const unknown = [organisation, ofSite].flatMap((document) => unknownParameters(rule, document));
  if (unknown.length > 0) return { problems: unknown };
  const [wide, own] = [organisation, ofSite].map(({ parameters }) => parameters[rule.id] ?? {});
  const read = (rule.parameters ?? z.object({})).safeParse({ ...wide, ...own }, { reportInput: true });
  if (read.success) return { value: read.data };
  const problems = schemaProblems(read.error.issues).map(({ path, key, message }) => {
    const document = Object.hasOwn(own ?? {}, path[0] ?? "") ? ofSite : organisation;
    return document.problem(["parameters", rule.id, ...path], message, key);
  });
  return { problems };
}

/** Said here for all rules, with the nearest name, whatever a rule's own schema would do with a key that it does not know. */
function unknownParameters(rule: AnyRule, document: StatedSettings): Problem[] {
  const names = namesOf(rule);
  return Object.keys(document.parameters[rule.id] ?? {})
    .filter((key) => !names.includes(key))
    .map((key) => {
      const hint = names.length === 0 ? "this rule has none; remove it" : suggestion(key, names);
      return document.problem(
        ["parameters", rule.id],
        `unknown parameter ${JSON.stringify(key)}: ${hint}`,
        key,
      );
    });
}

function namesOf({ id, parameters }: AnyRule): string[] {
  if (parameters === undefined) return [];
  if (!(parameters instanceof z.ZodObject)) throw new TypeError(`the parameters of ${id} are no object`);
  return Object.keys(parameters.shape);
}
