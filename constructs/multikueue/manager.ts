import { Construct } from "constructs";
import {
  identityLabels,
  nodeRackTypeKey,
  nodeTenantKey,
  type SiteIdentity,
  tenantLabel,
} from "../identity.ts";
import { customObject, KubernetesObject } from "../kubernetes/index.ts";
import { checkResourceFlavor, checkResourceGroups } from "../kueue/limits.ts";
import { capacityOf, type RacksAtSite } from "../tenancy/capacity.ts";
import { TenantNamespace } from "../tenancy/tenant-namespace.ts";
import { defaultTopologyName } from "../topology-labels.ts";
import { checkManagerNames } from "./limits.ts";
import { fleetFlavorName, fleetName, fleetQueueName, kubeconfigSecretName, workerName } from "./names.ts";
import { addQuotas, type FleetQuota, fleetResourceGroup } from "./quota.ts";

const apiVersion = "kueue.x-k8s.io/v1beta2";

/** A site that a tenant's jobs are sent to. */
export interface WorkerSite {
  readonly site: string;
  /** The racks that the tenant has there, on the day that is deployed: what its queue there has as quota. */
  readonly racks: readonly RacksAtSite[];
  /**
   * The Secret in Kueue's namespace on the manager's cluster that has the kubeconfig for the site under the key
   * `kubeconfig`. It is made there by other means: what is declared here only names it.
   *
   * @default 'multikueue-<tenant>-<site>'
   */
  readonly kubeconfigSecret?: string | undefined;
}

export interface MultiKueueManagerProps {
  /** Whose cluster it is: a site, or the fleet where the manager stands apart. */
  readonly site: SiteIdentity;
  /** The tenant's name: a DNS label of at most 40 characters. */
  readonly tenant: string;
  /** Its namespaces, which are the same at every site. */
  readonly namespaces: readonly string[];
  /**
   * Whether another stack declares the namespaces in this cluster, since the tenant has racks of its own here.
   *
   * @default false
   */
  readonly namespacesExist?: boolean;
  /** Groups of the identity provider, by what they may do in its namespaces. @default - nobody */
  readonly groups?: Partial<Readonly<Record<"admins" | "users" | "viewers", readonly string[]>>>;
  /**
   * The sites that jobs are sent to, the preferred first: Kueue's incremental dispatcher asks them in this order. The
   * manager's own cluster is never among them.
   */
  readonly workers: readonly WorkerSite[];
  /** The Kueue Topology by whose levels jobs are kept together; this cluster must have it, too. @default 'racks' */
  readonly topologyName?: string;
}

/**
 * Where the jobs of a tenant with racks at several sites are handed in: its namespaces, and a queue that has the quota of
 * all its sites and sends each job to one that has room. Nothing runs here: the namespaces' quotas are zero. Needs the
 * Kueue API in the cluster when Terraform plans.
 */
export class MultiKueueManager extends Construct {
  /** What the tenant may use at all sites together, by rack type. */
  readonly quotas: readonly FleetQuota[];
  readonly topologyName: string;
  readonly #tenant: string;
  readonly #labels: Record<string, string>;

  constructor(scope: Construct, id: string, props: MultiKueueManagerProps) {
    super(scope, id);
    this.#tenant = props.tenant;
    this.#labels = identityLabels(props.site, { tenant: props.tenant });
    this.topologyName = props.topologyName ?? defaultTopologyName;
    this.quotas = addQuotas(props.workers.map(({ racks }) => racks));
    if (props.namespacesExist !== true) this.#namespaces(props);
    const check = this.#check(this.#clusters(props.workers));
    const flavors = this.quotas.map(({ rackType }) => this.#flavor(rackType));
    const queue = this.#clusterQueue([check, ...flavors]);
    for (const namespace of props.namespaces) {
      this.#object(
        `queue-${namespace}`,
        {
          kind: "LocalQueue",
          metadata: { name: fleetQueueName, namespace },
          spec: { clusterQueue: fleetName(props.tenant) },
        },
        [queue],
      );
    }
  }

  /** None may run anything: what the racks at the sites have is 0 here. */
  #namespaces({ site, tenant, namespaces, groups }: MultiKueueManagerProps): void {
    const resources = this.quotas.flatMap(({ capacity }) => [...capacity.accelerators.keys()]);
    const capacity = { ...capacityOf([]), accelerators: new Map(resources.sort().map((name) => [name, 0])) };
    for (const name of namespaces) {
      new TenantNamespace(this, name, {
        site,
        tenant,
        name,
        capacity,
        prefixes: [],
        groups: { admins: [], users: [], viewers: [], ...groups },
      });
    }
  }

  /** The sites, each by the name of the Secret that reaches it, and the list of them. */
  #clusters(workers: readonly WorkerSite[]): KubernetesObject {
    const named = workers.map(({ site, kubeconfigSecret }) => ({
      name: workerName(this.#tenant, site),
      secret: kubeconfigSecret ?? kubeconfigSecretName(this.#tenant, site),
      site,
    }));
    const clusters = named.map(({ name }) => name);
    const config = fleetName(this.#tenant);
    checkManagerNames(this.node.path, { config, clusters, secrets: named.map(({ secret }) => secret) });
    const declared = named.map(({ name, secret, site }) =>
      this.#object(`cluster-${site}`, {
        kind: "MultiKueueCluster",
        metadata: { name },
        spec: { clusterSource: { kubeConfig: { locationType: "Secret", location: secret } } },
      }),
    );
    return this.#object(
      "config",
      { kind: "MultiKueueConfig", metadata: { name: config }, spec: { clusters } },
      declared,
    );
  }

  #check(config: KubernetesObject): KubernetesObject {
    const name = fleetName(this.#tenant);
    const spec = {
      controllerName: "kueue.x-k8s.io/multikueue",
      parameters: { apiGroup: "kueue.x-k8s.io", kind: "MultiKueueConfig", name },
    };
    return this.#object("check", { kind: "AdmissionCheck", metadata: { name }, spec }, [config]);
  }

  /**
   * The labels of the nodes at the sites, so that a job which asks for a rack type counts against it here as well. No
   * taints: there are no nodes behind it.
   */
  #flavor(rackType: string): KubernetesObject {
    const nodeLabels = { [nodeTenantKey]: this.#tenant, [nodeRackTypeKey]: rackType };
    const spec = { nodeLabels, topologyName: this.topologyName };
    checkResourceFlavor(this.node.path, { ...spec, nodeTaints: [], tolerations: [] });
    const metadata = { name: fleetFlavorName(this.#tenant, rackType) };
    return this.#object(`flavor-${rackType}`, { kind: "ResourceFlavor", metadata, spec });
  }

  /** One check for all flavors: Kueue refuses a second one of MultiKueue, and one for some flavors only. */
  #clusterQueue(dependsOn: readonly KubernetesObject[]): KubernetesObject {
    const name = fleetName(this.#tenant);
    const resourceGroups = [fleetResourceGroup(this.#tenant, this.quotas)];
    checkResourceGroups(this.node.path, resourceGroups);
    const spec = {
      namespaceSelector: { matchLabels: { [tenantLabel]: this.#tenant } },
      resourceGroups,
      preemption: { withinClusterQueue: "LowerPriority", reclaimWithinCohort: "Never" },
      admissionChecksStrategy: { admissionChecks: [{ name }] },
    };
    return this.#object("cluster-queue", { kind: "ClusterQueue", metadata: { name }, spec }, dependsOn);
  }

  #object(
    id: string,
    object: {
      readonly kind: string;
      readonly metadata: { readonly name: string; readonly namespace?: string };
      readonly spec: object;
    },
    dependsOn: readonly KubernetesObject[] = [],
  ): KubernetesObject {
    const { kind, metadata, spec } = object;
    const labelled = { apiVersion, kind, metadata: { ...metadata, labels: this.#labels }, spec };
    return new KubernetesObject(this, id, { object: customObject(labelled), dependsOn });
  }
}
