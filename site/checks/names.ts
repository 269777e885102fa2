import { type Documents, type Finding, inSite, siteFile } from "./finding.ts";

/** Names that stand for one thing each: within every list of the site, and among its tenants. */
export function checkNames(documents: Documents): Finding[] {
  const { site } = documents;
  const lists = [
    "contracts",
    "demandResponse",
    "zones",
    "rackTypes",
    "minerModels",
    "fabrics",
    "poolSets",
    "serviceNodes",
    "clusters",
  ] as const;
  return [
    ...lists.flatMap((list) =>
      duplicates(site[list].map(({ name }) => name)).map(([index, first]) =>
        inSite(
          [list, index, "name"],
          `"${site[list][index]?.name}" is already the name of ${list}[${first}]`,
        ),
      ),
    ),
    ...powerNames(documents),
    ...asicGroupNames(documents),
    ...tenantNames(documents),
  ];
}

/** Interconnects and power nodes share one name space: `from` and `feeds` may name either. */
function powerNames({ site }: Documents): Finding[] {
  const firstParents = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [index, { name }] of site.interconnects.entries()) {
    if (firstParents.has(name))
      findings.push(inSite(["interconnects", index, "name"], `"${name}" is used twice`));
    firstParents.set(name, "the grid");
  }
  for (const [index, { name, from }] of site.power.entries()) {
    const first = firstParents.get(name);
    if (first !== undefined) {
      const message = `"${name}" is declared twice, under "${first}" and under "${from.join(" and ")}": an element has one parent`;
      findings.push(inSite(["power", index, "name"], message));
    } else firstParents.set(name, from.join(" and "));
  }
  return findings;
}

function asicGroupNames({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, zoneIndex) =>
    duplicates(zone.mining?.asics.map(({ name }) => name) ?? []).map(([index]) =>
      inSite(
        ["zones", zoneIndex, "mining", "asics", index, "name"],
        `zone "${zone.name}" has two groups of this name`,
      ),
    ),
  );
}

function tenantNames({ tenants }: Documents): Finding[] {
  const sameTenant = duplicates(tenants.map(({ value }) => value.name)).map(([index, first]) => ({
    document: tenants[index]?.file ?? siteFile,
    path: ["name"],
    message: `there are two tenants of the name "${tenants[index]?.value.name}": the other is in ${tenants[first]?.file}`,
  }));
  const within = tenants.flatMap(({ file, value }) =>
    (["demand", "namespaces"] as const).flatMap((list) =>
      duplicates(value[list].map(({ name }) => name)).map(([index]) => ({
        document: file,
        path: [list, index, "name"],
        message: `"${value[list][index]?.name}" is used twice: names in ${list} must differ`,
      })),
    ),
  );
  return [...sameTenant, ...within, ...namespaceNames(tenants)];
}

/** Namespaces are one name space for the whole cluster. */
function namespaceNames(tenants: Documents["tenants"]): Finding[] {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { file, value } of tenants) {
    for (const [index, { name }] of value.namespaces.entries()) {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== value.name) {
        findings.push({
          document: file,
          path: ["namespaces", index, "name"],
          message: `namespace "${name}" already belongs to tenant "${owner}": whoever runs pods in a namespace can mount its Secrets, so it is one tenant's; give each its own, of the same \`group\` where they belong together`,
        });
      }
      owners.set(name, value.name);
    }
  }
  return findings;
}

/** Index of each repeated value, with the index where it stood first. */
function duplicates(values: readonly string[]): [index: number, first: number][] {
  const firsts = new Map<string, number>();
  const repeated: [number, number][] = [];
  for (const [index, value] of values.entries()) {
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, index);
    else repeated.push([index, first]);
  }
  return repeated;
}
