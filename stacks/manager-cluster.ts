import type { ClusterAccess } from "../constructs/kubernetes/index.ts";
import { type SharedTenant, sharedTenantProblems } from "../constructs/multikueue/shared-tenant.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";

/** A cluster in which tenants of several sites hand in jobs. It is a fleet's, which stacks do not know: who does hands it in. */
export interface ManagerCluster {
  /** Unlike the name of any site: its objects are labelled with it. */
  readonly name: string;
  /** Where it has a cluster to itself; undefined where it is on a site's, whose stacks hold what tenants need. */
  readonly apart:
    | {
        readonly cluster: ManagerAccess;
        readonly backend: SiteDocument["backend"];
        readonly topologyLabels: SiteDocument["topologyLabels"];
      }
    | undefined;
  /** Which sites Kueue asks for room: all at once, or by and by in their order. */
  readonly dispatcher: "all-at-once" | "incremental";
  readonly tenants: readonly ManagedTenant[];
  /** What is wrong with the cluster. */
  readonly problems: readonly Problem[];
}

/** How it is reached. */
export interface ManagerAccess {
  readonly context: string;
  readonly kubeconfig: string;
}

/** A tenant whose jobs are handed in there. */
export interface ManagedTenant extends SharedTenant {
  readonly groups: TenantDocument["groups"];
  readonly cluster: ManagerAccess;
  readonly backend: SiteDocument["backend"];
  /** Where a document says what stands at a key path of this. */
  readonly locate: (path: readonly (string | number)[]) => string;
}

/** @throws Refusal with all that keeps jobs from reaching the sites of any tenant. */
export function refuseManagers(managers: readonly ManagerCluster[]): void {
  const problems = managers.flatMap(({ problems: ofCluster, tenants }) => [
    ...ofCluster,
    ...tenants.flatMap((tenant) =>
      sharedTenantProblems(tenant).map(({ path, message }) => ({ where: tenant.locate(path), message })),
    ),
  ]);
  if (problems.length > 0) throw new Refusal("The queues over several sites are refused.", problems);
}

/** The same as a stack takes it. */
export function accessOf({ context, kubeconfig }: ManagerAccess): ClusterAccess {
  return { context, configPath: kubeconfig };
}
