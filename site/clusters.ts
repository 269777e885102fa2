import type { Cluster, SiteDocument } from "./schema/site-document.ts";
import { runsWorkloads, type TenantDocument } from "./schema/tenant-document.ts";

/** Which cluster holds what. A site that declares none has one for everything, whose context is the site's name. */
export class Clusters {
  readonly all: readonly Cluster[];

  constructor(document: SiteDocument) {
    this.all =
      document.clusters.length > 0
        ? document.clusters
        : [
            {
              name: document.name,
              context: document.name,
              kubeconfig: "~/.kube/config",
              holds: ["operations", "ai"],
              tenants: [],
            },
          ];
  }

  /** The cluster of mining proxies, telemetry and records. */
  get operations(): Cluster {
    return this.#holding("operations");
  }

  /** The cluster that a tenant's stack goes to: its own, else the one for AI; records alone stay with operations. */
  of(tenant: TenantDocument): Cluster {
    const own = this.all.find(({ tenants }) => tenants.includes(tenant.name));
    if (own !== undefined) return own;
    return runsWorkloads(tenant.offering) ? this.#holding("ai") : this.operations;
  }

  #holding(kind: "operations" | "ai"): Cluster {
    const holder = this.all.find(({ holds }) => holds.includes(kind));
    if (holder === undefined) throw new RangeError(`no cluster holds ${kind}`);
    return holder;
  }
}
