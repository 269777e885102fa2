import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import { groupBy } from "../../site/group-by.ts";
import { only, texts } from "./texts.ts";

/** One verb on one resource, as a role grants it. Each may be `*`. */
interface Permission {
  /** API group and resource, `apps/deployments`, with what is below it: `/pods/exec`. A URL otherwise. */
  readonly group: string | undefined;
  readonly resource: string;
  readonly verb: string;
  /** Undefined where it is not bound to names. */
  readonly name: string | undefined;
}

/**
 * What a role grants that another does not, as the rest of a sentence: `read and write pods, services; read jobs of batch`. To
 * read is to get, list and watch; to write is to create, update, patch and delete.
 */
export function gainedPermissions(role: JsonObject | undefined, other: JsonObject | undefined): string[] {
  const granted = permissionsOf(other);
  const gained = permissionsOf(role).filter(
    (permission) => !granted.some((each) => includes(each, permission)),
  );
  const byResource = groupBy(gained, ({ group, resource, name }) => JSON.stringify([group, resource, name]));
  const resources = [...byResource.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [{ ...first, verbs: calledVerbs([first, ...others].map(({ verb }) => verb)) }];
  });
  return [...groupBy(resources, ({ verbs }) => verbs)].map(
    ([verbs, alike]) => `${verbs} ${calledResources(alike).join("; ")}`,
  );
}

const reading = ["get", "list", "watch"];
const writing = ["create", "delete", "deletecollection", "patch", "update"];

function calledVerbs(verbs: readonly string[]): string {
  if (verbs.includes("*")) return "do anything with";
  const whole = [
    ...(reading.every((verb) => verbs.includes(verb)) ? [{ called: "read", verbs: reading }] : []),
    ...(writing.every((verb) => verbs.includes(verb)) ? [{ called: "write", verbs: writing }] : []),
  ];
  const rest = only(
    verbs,
    whole.flatMap((each) => each.verbs),
  ).sort();
  return [...whole.map(({ called }) => called), ...rest].join(", ");
}

/** Resources of the same API groups together: roles name groups and resources apart, and mean every pair of them. */
function calledResources(permissions: readonly Permission[]): string[] {
  const groups = groupBy(permissions, ({ resource, name }) => JSON.stringify([resource, name]));
  const resources = [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const of = [first, ...others].map(({ group }) => (group === "*" ? "any API group" : (group ?? "")));
    const named = first.name === undefined ? "" : ` named ${first.name}`;
    return [
      { what: `${first.resource === "*" ? "everything" : first.resource}${named}`, of: calledGroups(of) },
    ];
  });
  return [...groupBy(resources, ({ of }) => of)].sort().map(
    ([of, alike]) =>
      `${alike
        .map(({ what }) => what)
        .sort()
        .join(", ")}${of}`,
  );
}

/** The core group has no name. */
function calledGroups(groups: readonly string[]): string {
  const named = [...new Set(groups)].sort().map((group) => (group === "" ? "the core group" : group));
  return named.length === 1 && groups[0] === "" ? "" : ` of ${named.join(", ")}`;
}

function permissionsOf(role: JsonObject | undefined): Permission[] {
  const rules = role?.["rules"];
  if (!Array.isArray(rules)) return [];
  return rules.filter(isJsonObject).flatMap((rule) => {
    const verbs = texts(rule["verbs"]);
    const names = texts(rule["resourceNames"]);
    const objects = texts(rule["apiGroups"]).flatMap((group) =>
      texts(rule["resources"]).flatMap((resource) =>
        (names.length === 0 ? [undefined] : names).map((name) => ({ group, resource, name })),
      ),
    );
    const urls = texts(rule["nonResourceURLs"]).map((resource) => ({
      group: undefined,
      resource,
      name: undefined,
    }));
    return [...objects, ...urls].flatMap((what) => verbs.map((verb) => ({ ...what, verb })));
  });
}

/** As the API server compares them: `*` is everything, `*` + `/scale` one subresource of everything. */
function includes(granted: Permission, asked: Permission): boolean {
  if ((granted.group === undefined) !== (asked.group === undefined)) return false;
  const verb = granted.verb === "*" || granted.verb === asked.verb;
  if (granted.group === undefined) return verb && urlIncludes(granted.resource, asked.resource);
  const group = granted.group === "*" || granted.group === asked.group;
  const name = granted.name === undefined || granted.name === asked.name;
  return verb && group && name && resourceIncludes(granted.resource, asked.resource);
}

function resourceIncludes(granted: string, asked: string): boolean {
  if (granted === "*" || granted === asked) return true;
  const [, below] = asked.split("/");
  return below !== undefined && granted === `*/${below}`;
}

function urlIncludes(granted: string, asked: string): boolean {
  return granted === asked || (granted.endsWith("*") && asked.startsWith(granted.slice(0, -1)));
}
