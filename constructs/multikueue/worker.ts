import { Construct } from "constructs";
import { identityLabels, type SiteIdentity, systemNamespace } from "../identity.ts";
import { customObject, KubernetesObject } from "../kubernetes/index.ts";
import { managerReads, managerWrites } from "./manager-rights.ts";
import { fleetQueueName, managerAccountName } from "./names.ts";

export interface MultiKueueWorkerProps {
  readonly site: SiteIdentity;
  /** The tenant's name, which is its ClusterQueue's as well. */
  readonly tenant: string;
  /** Its namespaces, which are the same on the manager and at every site. */
  readonly namespaces: readonly string[];
}

const rbac = "rbac.authorization.k8s.io";

/**
 * What the cluster of a site needs to take jobs that a tenant hands in elsewhere: in each of its namespaces a queue of the
 * manager's name, which leads to the quota of the tenant's racks here, and an account for the manager that may do no
 * more than run jobs in those namespaces. The namespaces are `AiTenant`'s, flavors and quota `TenantAdmission`'s, so it is
 * in a stack after theirs.
 */
export class MultiKueueWorker extends Construct {
  /** The account that the manager's kubeconfig for this site is for. */
  readonly account: { readonly name: string; readonly namespace: string };
  readonly #labels: Record<string, string>;

  constructor(scope: Construct, id: string, props: MultiKueueWorkerProps) {
    super(scope, id);
    this.#labels = identityLabels(props.site, { tenant: props.tenant });
    // Not in a namespace of the tenant, whose administrators could give themselves its token.
    this.account = { name: managerAccountName(props.tenant), namespace: systemNamespace };
    new KubernetesObject(this, "account", {
      object: {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { ...this.account, labels: this.#labels },
        automountServiceAccountToken: false,
      },
    });
    this.#reads();
    this.#writes(props.namespaces);
    for (const namespace of props.namespaces) this.#queue(namespace, props.tenant);
  }

  /** Kueue watches all namespaces of a cluster that it sends jobs to, for those that it sent. */
  #reads(): void {
    const name = this.#clusterRole("reads", managerReads);
    new KubernetesObject(this, "reads-binding", {
      object: {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name, labels: this.#labels },
        ...this.#binding(name),
      },
    });
  }

  /** A role of the cluster, bound in each namespace: one that is in a tenant's namespace counts as the tenant's own right. */
  #writes(namespaces: readonly string[]): void {
    const name = this.#clusterRole("writes", managerWrites);
    for (const namespace of namespaces) {
      new KubernetesObject(this, `writes-${namespace}`, {
        object: {
          apiVersion: `${rbac}/v1`,
          kind: "RoleBinding",
          metadata: { name, namespace, labels: this.#labels },
          ...this.#binding(name),
        },
      });
    }
  }

  #clusterRole(does: "reads" | "writes", rules: typeof managerReads): string {
    const name = `busbar-${this.account.name}-${does}`;
    const metadata = { name, labels: this.#labels };
    new KubernetesObject(this, does, {
      object: { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata, rules },
    });
    return name;
  }

  #binding(role: string) {
    return {
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", ...this.account }],
    };
  }

  #queue(namespace: string, tenant: string): void {
    new KubernetesObject(this, `queue-${namespace}`, {
      object: customObject({
        apiVersion: "kueue.x-k8s.io/v1beta2",
        kind: "LocalQueue",
        metadata: { name: fleetQueueName, namespace, labels: this.#labels },
        spec: { clusterQueue: tenant },
      }),
    });
  }
}
