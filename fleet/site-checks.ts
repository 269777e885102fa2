import { siteFile } from "../site/checks/finding.ts";
import type { Problem } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { ReadSite } from "./fleet.ts";
import type { ReadFleet } from "./shared-layer.ts";

/** Where a site's own documents say something else than its fleet does of it. */
export function siteProblems({ entry, region, site, sources }: ReadSite): Problem[] {
  const at = (path: readonly (string | number)[], message: string): Problem => ({
    where: sources.locate({ document: siteFile, path }),
    message,
  });
  const { name, interconnects } = site.document;
  return [
    ...(name === entry.name
      ? []
      : [
          at(
            ["name"],
            `name: the site is "${name}" here, and "${entry.name}" in fleet.yaml: they must be one`,
          ),
        ]),
    ...interconnects.flatMap(({ gridOperator }, index) =>
      gridOperator === region.gridOperator
        ? []
        : [
            at(
              ["interconnects", index, "gridOperator"],
              `gridOperator: "${gridOperator}" is not that of region "${region.name}", which is "${region.gridOperator}": name the region of that grid`,
            ),
          ],
    ),
    ...acceptedProblems({ entry, site, sources }),
  ];
}

/** Tenants whose racks the fleet says may not come here. */
function acceptedProblems({ entry, site, sources }: Pick<ReadSite, "entry" | "site" | "sources">): Problem[] {
  // Names that no catalog has are told by themselves: racks are refused by what was meant.
  if (unknownNames(entry, site).length > 0) return [];
  return site.tenants.flatMap((tenant) =>
    tenant.demand.flatMap(({ rackType }, index) => {
      if (accepts(entry, site, rackType)) return [];
      const document = sources.tenantFile(tenant.name) ?? siteFile;
      return [
        {
          where: sources.locate({ document, path: ["demand", index, "rackType"] }),
          message: `rackType: site "${entry.name}" does not accept racks "${rackType}": add them to its "accepts" in fleet.yaml`,
        },
      ];
    }),
  );
}

/** Whether racks of a type may come to a site. */
export function accepts(entry: ReadSite["entry"], site: ReadSite["site"], rackType: string): boolean {
  const { accepts: accepted } = entry;
  if (accepted === undefined || accepted.rackTypes.includes(rackType)) return true;
  const model = site.catalog.rackTypes.get(rackType)?.accelerator?.model;
  return model !== undefined && accepted.accelerators.includes(model);
}

/** What is shared and no site uses, and tenants that are called otherwise. */
export function unusedProblems(fleet: ReadFleet, sites: readonly ReadSite[]): Problem[] {
  const { document, places } = fleet;
  const { minerModels, poolSets, tenants } = document.shared;
  const at = (path: readonly (string | number)[], message: string): Problem => ({
    where: places.locate(path),
    message,
  });
  const zones = sites.flatMap(({ site }) => site.zones);
  const sets = sites.flatMap(({ site }) => site.document.poolSets);
  const models = new Set(zones.flatMap(({ mining }) => mining?.asics.map(({ model }) => model) ?? []));
  const pools = new Set([
    ...zones.map(({ mining }) => mining?.poolSet),
    ...sets.map(({ fallback }) => fallback),
  ]);
  const unused = (list: "minerModels" | "poolSets", used: ReadonlySet<string | undefined>) =>
    document.shared[list].flatMap(({ name }, index) =>
      used.has(name)
        ? []
        : [at(["shared", list, index, "name"], `no zone of any site uses "${name}": take it away`)],
    );
  return [
    ...(minerModels.length > 0 ? unused("minerModels", models) : []),
    ...(poolSets.length > 0 ? unused("poolSets", pools) : []),
    ...tenants.flatMap((tenant, index) => {
      const known = sites
        .filter(({ name }) => tenant.sites.includes(name))
        .flatMap(({ site }) => site.tenants.map(({ name }) => name));
      if (known.includes(tenant.name)) return [];
      const message = `"${tenant.name}" is not the name in ${tenant.document}: ${suggestion(tenant.name, known)}`;
      return [at(["shared", "tenants", index, "name"], message)];
    }),
  ];
}

/** What sites accept and no catalog has, in `fleet.yaml`. */
export function acceptProblems({ document, places }: ReadFleet, sites: readonly ReadSite[]): Problem[] {
  return sites.flatMap(({ entry, site }) => {
    const index = document.sites.findIndex(({ name }) => name === entry.name);
    return unknownNames(entry, site).map(({ path, message }) => ({
      where: places.locate(["sites", index, "accepts", ...path]),
      message,
    }));
  });
}

function unknownNames({ accepts: accepted }: ReadSite["entry"], { catalog }: ReadSite["site"]) {
  const types = [...catalog.rackTypes.values()];
  const models = [...new Set(types.flatMap(({ accelerator }) => accelerator?.model ?? []))];
  const missing = (key: "rackTypes" | "accelerators", what: string, known: readonly string[]) =>
    (accepted?.[key] ?? []).flatMap((found, which) => {
      const message = `there is no ${what} "${found}": ${suggestion(found, known)}`;
      return known.includes(found) ? [] : [{ path: [key, which], message }];
    });
  return [
    ...missing("rackTypes", "rack type", [...catalog.rackTypes.keys()]),
    ...missing("accelerators", "accelerator", models),
  ];
}
