import { Construct } from "constructs";
import { adoptedLabel, identityLabels, namespaceGroupLabel, type SiteIdentity } from "../identity.ts";
import { KubernetesObject } from "../kubernetes/index.ts";
import { type Capacity, memoryQuantity } from "./capacity.ts";
import { tenantNetworkPolicies } from "./network-policies.ts";
import { objectLimits } from "./object-limits.ts";
import { tenantRoles } from "./roles.ts";

export interface TenantNamespaceProps {
  readonly site: SiteIdentity;
  readonly tenant: string;
  readonly name: string;
  /** What its pods may ask for together. */
  readonly capacity: Capacity;
  /** The tenant's prefixes on fabrics, which its pods may reach. */
  readonly prefixes: readonly string[];
  /** Whether the namespace is there already, and stays after the tenant. @default false */
  readonly adopt?: boolean | undefined;
  /** What it belongs to with other namespaces, also of other tenants. @default - none */
  readonly group?: string | undefined;
  /** Groups of the identity provider, by what they may do. */
  readonly groups: Readonly<Record<"admins" | "users" | "viewers", readonly string[]>>;
}

/** A namespace of a tenant with its quotas, limits, network policies, roles and service account. */
export class TenantNamespace extends Construct {
  readonly namespaceName: string;
  readonly #labels: Record<string, string>;

  constructor(scope: Construct, id: string, props: TenantNamespaceProps) {
    super(scope, id);
    this.namespaceName = props.name;
    this.#labels = identityLabels(props.site, { tenant: props.tenant });
    this.#namespace(props);
    this.#quota(props.capacity);
    this.#objectQuota();
    this.#limits();
    for (const { name, spec } of tenantNetworkPolicies(props.tenant, props.prefixes)) {
      new KubernetesObject(this, name, {
        object: {
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: this.#metadata(name),
          spec,
        },
      });
    }
    this.#serviceAccount();
    for (const role of ["viewers", "users", "admins"] as const) this.#role(role, props.groups[role]);
  }

  #metadata(name: string) {
    return { name, namespace: this.namespaceName, labels: this.#labels };
  }

  #namespace({ adopt = false, group }: TenantNamespaceProps): void {
    const podSecurity = Object.fromEntries(
      ["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]),
    );
    new KubernetesObject(this, "namespace", {
      object: {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: {
          name: this.namespaceName,
          labels: {
            ...this.#labels,
            ...(group !== undefined && { [namespaceGroupLabel]: group }),
            ...(adopt && { [adoptedLabel]: "true" }),
            ...podSecurity,
          },
        },
      },
      adopted: adopt,
    });
  }

  /** What was leased, and none of what would open the tenant to the site's network. */
  #quota({ cpu, memory, accelerators }: Capacity): void {
    new KubernetesObject(this, "quota", {
      object: {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: this.#metadata("leased"),
        spec: {
          hard: {
            "requests.cpu": String(cpu),
            "requests.memory": memoryQuantity(memory),
            ...Object.fromEntries(
              [...accelerators].map(([name, count]) => [`requests.${name}`, String(count)]),
            ),
            pods: "10000",
            "services.nodeports": "0",
            "services.loadbalancers": "0",
          },
        },
      },
    });
  }

  /** So many objects that no tenant fills what all share: the API server's store, and the range of service addresses. */
  #objectQuota(): void {
    new KubernetesObject(this, "object-quota", {
      object: {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: this.#metadata("objects"),
        spec: { hard: objectLimits },
      },
    });
  }

  /**
   * Requests for containers that state none, since the quota refuses pods without. No default limits: they would cap
   * containers that state only what they request, and refuse those that request more.
   */
  #limits(): void {
    new KubernetesObject(this, "limits", {
      object: {
        apiVersion: "v1",
        kind: "LimitRange",
        metadata: this.#metadata("defaults"),
        spec: { limits: [{ type: "Container", defaultRequest: { cpu: "100m", memory: "256Mi" } }] },
      },
    });
  }

  /** For workloads, instead of the default account; no token unless a pod asks for one. */
  #serviceAccount(): void {
    new KubernetesObject(this, "service-account", {
      object: {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: this.#metadata("workload"),
        automountServiceAccountToken: false,
      },
    });
  }

  /** A role and its binding; neither where nobody is to have it. */
  #role(role: keyof typeof tenantRoles, groups: readonly string[]): void {
    if (groups.length === 0) return;
    const name = `tenant-${role}`;
    const apiGroup = "rbac.authorization.k8s.io";
    new KubernetesObject(this, name, {
      object: {
        apiVersion: `${apiGroup}/v1`,
        kind: "Role",
        metadata: this.#metadata(name),
        rules: tenantRoles[role],
      },
    });
    new KubernetesObject(this, `${name}-binding`, {
      object: {
        apiVersion: `${apiGroup}/v1`,
        kind: "RoleBinding",
        metadata: this.#metadata(name),
        roleRef: { apiGroup, kind: "Role", name },
        subjects: groups.map((group) => ({ apiGroup, kind: "Group", name: group })),
      },
    });
  }
}
