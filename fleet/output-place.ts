import { posix } from "node:path";
import type { SiteDocument } from "../site/schema/site-document.ts";
import { Site } from "../site/site.ts";

/**
 * A site as it is synthesized with its fleet. Its stacks stand one folder further in than those of a site by itself, in
 * `cdktf.out/<site>/stacks`, and still name files from beside `cdktf.json`. States of stacks that are kept there are in a folder
 * of the site's name: all sites have a stack `platform`. What is kept elsewhere stays where it is.
 */
export function inFleetOutput(site: Site): Site {
  const { document, tenants, catalog } = site;
  const clusters = document.clusters.map((cluster) => ({
    ...cluster,
    kubeconfig: further(cluster.kubeconfig),
  }));
  return new Site({ ...document, clusters, backend: backendInFleet(document) }, tenants, catalog);
}

/** Where the states of what has a folder of its name in a fleet's output are kept. */
export function backendInFleet({
  name,
  backend,
}: Pick<SiteDocument, "name" | "backend">): SiteDocument["backend"] {
  if (backend.kind === "local")
    return { ...backend, directory: further(posix.join(backend.directory, name)) };
  return backend.kind === "kubernetes" ? { ...backend, configPath: further(backend.configPath) } : backend;
}

/** A file beside `cdktf.json`, from one folder further in. */
export function further(path: string): string {
  return path.startsWith("~") ? path : posix.join("..", path);
}
