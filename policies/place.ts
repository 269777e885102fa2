import { siteFile } from "../site/checks/index.ts";
import type { Site } from "../site/site.ts";
import type { Place } from "./rule.ts";

type Path = readonly (string | number)[];

/** A key path of `site.yaml`. */
export function inSiteDocument(...path: Path): Place {
  return { in: "document", document: siteFile, path };
}

/** A key path of a tenant's document. */
export function inTenantDocument(tenant: string, ...path: Path): Place {
  return { in: "document", document: `tenants/${tenant}.yaml`, path };
}

/** A key path within one of a site's named elements, such as the zone `hall-2`. */
export function inElement(
  { document }: Site,
  list:
    | "power"
    | "generators"
    | "interconnects"
    | "zones"
    | "contracts"
    | "demandResponse"
    | "hashrateOwners",
  name: string,
  ...path: Path
): Place {
  return inSiteDocument(
    list,
    document[list].findIndex((element) => element.name === name),
    ...path,
  );
}
