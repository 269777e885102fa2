import { assumed, figuresIn } from "../figure.ts";
import { suggestion } from "../schema/closed.ts";
import { pathNames } from "../schema/power.ts";
import { type Documents, type Finding, inSite, siteFile } from "./finding.ts";

/** Every name that refers to something: the thing must exist. */
export function checkReferences(documents: Documents): Finding[] {
  return [
    ...powerReferences(documents),
    ...zoneReferences(documents),
    ...otherReferences(documents),
    ...tenantReferences(documents),
    ...sourceReferences(documents),
  ];
}

type Report = (path: readonly (string | number)[], message: string) => Finding;

/** Reports a name that is not among those that exist. */
function mustExist(
  report: Report,
  path: readonly (string | number)[],
  what: string,
  found: string | undefined,
  existing: readonly string[],
): Finding[] {
  if (found === undefined || existing.includes(found)) return [];
  return [report(path, `there is no ${what} "${found}": ${suggestion(found, existing)}`)];
}

function powerReferences({ site }: Documents): Finding[] {
  const nodes = site.power.map(({ name }) => name);
  const parents = [...site.interconnects.map(({ name }) => name), ...nodes];
  return [
    ...site.power.flatMap((node, index) =>
      node.from.flatMap((source, at) =>
        mustExist(
          inSite,
          node.from.length === 1 ? ["power", index, "from"] : ["power", index, "from", at],
          "power node or interconnect",
          source,
          parents,
        ),
      ),
    ),
    ...site.generators.flatMap(({ backs }, index) =>
      mustExist(inSite, ["generators", index, "backs"], "power node", backs, nodes),
    ),
  ];
}

function zoneReferences({ site, catalog }: Documents): Finding[] {
  const parents = [...site.interconnects, ...site.power].map(({ name }) => name);
  const models = [...catalog.minerModels.keys()];
  const poolSets = site.poolSets.map(({ name }) => name);
  const nodes = site.serviceNodes.map(({ name }) => name);
  return site.zones.flatMap((zone, index) => {
    const at = (...path: (string | number)[]) => ["zones", index, ...path];
    const { mining } = zone;
    return [
      ...pathNames.flatMap((path) => [
        ...mustExist(inSite, at("feeds", path), "power node", zone.feeds[path], parents),
        ...mustExist(inSite, at("mining", "feeds", path), "power node", mining?.feeds?.[path], parents),
      ]),
      ...mustExist(inSite, at("mining", "poolSet"), "pool set", mining?.poolSet, poolSets),
      ...mustExist(
        inSite,
        at("mining", "proxy", "serviceNodes"),
        "group of service nodes",
        mining?.proxy.serviceNodes,
        nodes,
      ),
      ...(mining?.asics ?? []).flatMap(({ model }, group) =>
        mustExist(inSite, at("mining", "asics", group, "model"), "miner model", model, models),
      ),
    ];
  });
}

function otherReferences({ site, tenants }: Documents): Finding[] {
  const zones = site.zones.map(({ name }) => name);
  const tenantNames = tenants.map(({ value }) => value.name);
  return [
    ...site.fabrics.flatMap((fabric, index) =>
      fabric.zones.flatMap((zone, at) =>
        mustExist(inSite, ["fabrics", index, "zones", at], "zone", zone, zones),
      ),
    ),
    ...site.clusters.flatMap((cluster, index) =>
      (["tenants", "sharedTenants"] as const).flatMap((key) =>
        (cluster[key] ?? []).flatMap((tenant, at) =>
          mustExist(inSite, ["clusters", index, key, at], "tenant", tenant, tenantNames),
        ),
      ),
    ),
  ];
}

function tenantReferences({ site, tenants, catalog }: Documents): Finding[] {
  const zones = site.zones.map(({ name }) => name);
  const rackTypes = [...catalog.rackTypes.keys()];
  return tenants.flatMap(({ file, value }) => {
    const report: Report = (path, message) => ({ document: file, path, message });
    return value.demand.flatMap((demand, index) => [
      ...mustExist(report, ["demand", index, "rackType"], "rack type", demand.rackType, rackTypes),
      ...(demand.zones ?? []).flatMap((zone, at) =>
        mustExist(report, ["demand", index, "zones", at], "zone", zone, zones),
      ),
    ]);
  });
}

function sourceReferences({ site, tenants, catalog }: Documents): Finding[] {
  const known = [...Object.keys(site.sources), ...Object.keys(catalog.sources), assumed];
  const documents = [{ file: siteFile, value: site }, ...tenants.map(({ file, value }) => ({ file, value }))];
  return documents.flatMap(({ file, value }) =>
    [...figuresIn(value)].flatMap(({ path, figure }) =>
      mustExist(
        (at, message) => ({ document: file, path: at, message }),
        [...path, "source"],
        "source",
        figure.source,
        known,
      ),
    ),
  );
}
