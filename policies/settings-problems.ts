import type { Problem } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { type OrganisationPolicies, ruleLevels, type SitePolicies } from "../site/schema/policies.ts";
import type { AnyRule } from "./rule.ts";
import type { StatedSettings } from "./stated-settings.ts";

/** Levels and parameters of rules that there are not. */
export function unknownRules(
  { levels, parameters, problem }: StatedSettings,
  rules: readonly AnyRule[],
): Problem[] {
  return Object.entries({ levels, parameters }).flatMap(([key, stated]) =>
    Object.keys(stated).flatMap((id) => unknownRule(id, rules).map((message) => problem([key, id], message))),
  );
}

/** Suppressions of rules that there are not. */
export function unknownSuppressed(
  { suppressions }: Pick<SitePolicies, "suppressions">,
  { problem }: StatedSettings,
  rules: readonly AnyRule[],
): Problem[] {
  return suppressions.flatMap(({ rule }, index) =>
    unknownRule(rule, rules).map((message) => problem(["suppressions", index, "rule"], message)),
  );
}

function unknownRule(id: string, rules: readonly AnyRule[]): string[] {
  const known = rules.map((rule) => rule.id);
  return known.some((one) => one === id) ? [] : [`there is no rule "${id}": ${suggestion(id, known)}`];
}

/** A locked rule keeps at least its level, and its parameters: a limit that nothing reaches would switch it off as well. */
export function weakened(
  organisation: OrganisationPolicies,
  own: Pick<SitePolicies, "levels" | "parameters">,
  { problem }: StatedSettings,
): Problem[] {
  return Object.entries(organisation.levels).flatMap(([id, stated]) => {
    if (typeof stated === "string") return [];
    const wanted = own.levels[id];
    const isLower = wanted !== undefined && ruleLevels.indexOf(wanted) < ruleLevels.indexOf(stated.level);
    const lock = `the organisation locks this rule at "${stated.level}"`;
    return [
      ...(isLower ? [problem(["levels", id], `"${wanted}" is less: ${lock}; a site may only raise it`)] : []),
      ...(own.parameters[id] === undefined
        ? []
        : [problem(["parameters", id], `cannot be set: ${lock}, with its parameters; remove them`)]),
    ];
  });
}
