import { posix } from "node:path";
import { siteFile } from "../site/checks/finding.ts";
import type { Problem } from "../site/problem.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import type { ReadSite } from "./fleet.ts";

/**
 * Sites that keep the states of their stacks at one place. Stacks of two sites have the same names, so that Terraform would take
 * the state of the one for that of the other, and destroy what it deployed.
 */
export function stateProblems(sites: readonly ReadSite[]): Problem[] {
  return sites.flatMap(({ site, entry, sources }, index) => {
    const place = placeOf(site.document.backend);
    if (place === undefined) return [];
    const first = sites.findIndex((other) => placeOf(other.site.document.backend) === place);
    if (first === index) return [];
    const where = posix.join(entry.folder, sources.locate({ document: siteFile, path: ["backend"] }));
    const message = `backend: keeps the states of stacks where site "${sites[first]?.name}" keeps its own (${place}): give each a place of its own, such as a prefix of its name`;
    return [{ where, message }];
  });
}

/** Undefined of files beside `cdktf.json`, of which each site of a fleet has a folder. */
function placeOf(backend: SiteDocument["backend"]): string | undefined {
  switch (backend.kind) {
    case "local":
      return undefined;
    case "s3":
    case "gcs":
      return `${backend.kind}://${posix.join(backend.bucket, backend.prefix ?? "").replace(/\/+$/, "")}`;
    case "http":
      return backend.address.replace(/\/+$/, "");
    case "kubernetes":
      return `namespace ${backend.namespace} of ${backend.context} in ${backend.configPath}`;
  }
}
