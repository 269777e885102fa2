import type { Construct } from "constructs";
import { ClusterStack, type ObjectPatches } from "../constructs/kubernetes/index.ts";
import type { Cluster, SiteDocument } from "../site/schema/site-document.ts";

/** What every stack of a site is made from. */
export interface SiteStackProps {
  readonly document: SiteDocument;
  readonly cluster: Cluster;
  /** What a document changes of the objects that are declared in it. @default - nothing */
  readonly patches?: ObjectPatches;
}

/** A stack whose cluster and state are where the site document says. */
export class SiteStack extends ClusterStack {
  /** The cluster as the site's document declares it. */
  readonly declaredCluster: Cluster;

  constructor(scope: Construct, id: string, { document, cluster, patches }: SiteStackProps) {
    super(scope, id, {
      cluster: { context: cluster.context, configPath: cluster.kubeconfig },
      backend: document.backend as ConstructorParameters<typeof ClusterStack>[2]["backend"],
    });
    this.declaredCluster = cluster;
    patches?.applyTo(this);
  }
}
