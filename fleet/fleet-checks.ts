import { timeZoneProblem } from "../site/energy/time-zone.ts";
import type { Problem } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { managerProblems } from "./multikueue-checks.ts";
import { clusterProblems } from "./shared-cluster-names.ts";
import type { ReadFleet } from "./shared-layer.ts";
import { sharedLists } from "./shared-schema.ts";

type Path = readonly (string | number)[];

/** Names in a fleet's document that are used twice, are of nothing, or of nothing that anybody uses. */
export function fleetProblems({ document, places }: Pick<ReadFleet, "document" | "places">): Problem[] {
  const { regions, owners, sites, clusters, shared } = document;
  const at = (path: Path, message: string): Problem => ({ where: places.locate(path), message });
  const named = { regions, owners, sites };
  const unknown = (
    path: Path,
    what: string,
    found: string,
    existing: readonly { readonly name: string }[],
  ) =>
    existing.some(({ name }) => name === found)
      ? []
      : [
          at(
            path,
            `there is no ${what} "${found}": ${suggestion(
              found,
              existing.map(({ name }) => name),
            )}`,
          ),
        ];
  const unused = (list: "regions" | "owners", key: "region" | "owner") =>
    named[list].flatMap(({ name }, index) =>
      sites.some((site) => site[key] === name)
        ? []
        : [at([list, index, "name"], `no site is of "${name}": give it one, or take it away`)],
    );
  const onSites = (path: Path, names: readonly string[] | undefined) =>
    (names ?? []).flatMap((name, index) => [
      ...unknown([...path, "sites", index], "site", name, sites),
      ...(names?.indexOf(name) === index ? [] : [at([...path, "sites", index], `"${name}" is named twice`)]),
    ]);
  return [
    ...Object.entries(named).flatMap(([list, entries]) => twice(entries, [list], "name", at)),
    ...twice(sites, ["sites"], "folder", at),
    ...[...sharedLists, "tenants" as const].flatMap((list) =>
      twice(shared[list], ["shared", list], "name", at),
    ),
    ...sites.flatMap(({ region, owner }, index) => [
      ...unknown(["sites", index, "region"], "region", region, regions),
      ...unknown(["sites", index, "owner"], "owner", owner, owners),
    ]),
    ...regions.flatMap(({ timeZone }, index) => {
      const problem = timeZoneProblem(timeZone);
      return problem === undefined ? [] : [at(["regions", index, "timeZone"], problem)];
    }),
    ...unused("regions", "region"),
    ...unused("owners", "owner"),
    ...[...sharedLists, "tenants" as const].flatMap((list) =>
      shared[list].flatMap((entry, index) => onSites(["shared", list, index], entry.sites)),
    ),
    ...twice(clusters, ["clusters"], "name", at),
    ...clusters.flatMap((entry, index) => onSites(["clusters", index], entry.sites)),
    ...clusterProblems(document).map(({ path, message }) => at(path, message)),
    ...managerProblems(document).map(({ path, message }) => at(path, message)),
  ];
}

/** Entries of a list that say of themselves what another one says already. */
function twice<Key extends string>(
  entries: readonly Readonly<Record<Key, string>>[],
  path: Path,
  key: Key,
  at: (path: Path, message: string) => Problem,
): Problem[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex((other) => other[key] === entry[key]);
    const message = `"${entry[key]}" is already the ${key} of ${path.join(".")}[${first}]`;
    return first === index ? [] : [at([...path, index, key], message)];
  });
}
