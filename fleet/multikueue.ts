import type { Problem } from "../site/problem.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import type { FleetFromFile } from "./fleet.ts";
import { type ClusterReached, managerClusterProblems, reachedInFleet } from "./multikueue-clusters.ts";
import type { Dispatcher } from "./multikueue-document.ts";
import { type ManagedTenant, managedTenant } from "./multikueue-tenant.ts";
import { backendInFleet } from "./output-place.ts";

/** A cluster in which shared tenants hand in jobs, with all that its objects are made from. */
export interface FleetManager {
  readonly name: string;
  /** Where the manager has a cluster to itself; undefined where it is on a site's, whose stacks hold what tenants need. */
  readonly apart:
    | {
        readonly cluster: ClusterReached;
        readonly backend: SiteDocument["backend"];
        readonly topologyLabels: SiteDocument["topologyLabels"];
      }
    | undefined;
  readonly dispatcher: Dispatcher;
  readonly tenants: readonly ManagedTenant[];
  /** What is wrong with its cluster. */
  readonly problems: readonly Problem[];
}

/** Where things stand in `fleet.yaml`. */
export interface FleetPlaces {
  locate(path: readonly (string | number)[]): string;
}

/** The managers of a fleet whose sites were all read, with what each tenant has at each of its sites. */
export function managersOf(fleet: FleetFromFile): readonly FleetManager[] {
  const { places } = fleet;
  return fleet.document.managers.map((manager, index): FleetManager => {
    const { name, dispatcher, cluster: own } = manager;
    const nobody: Problem[] = [];
    const tenants = fleet.document.shared.tenants.flatMap((tenant, at) => {
      if (tenant.queues?.manager !== name) return [];
      const locate: FleetPlaces["locate"] = (path) => places.locate(["shared", "tenants", at, ...path]);
      const managed = managedTenant({ fleet, manager, tenant, locate });
      if (managed !== undefined) return [managed];
      const message = `no site takes jobs of "${tenant.name}", since "fleetQueues" of each leaves it out: let one take them, or take the queues away`;
      nobody.push({ where: locate(["queues", "manager"]), message });
      return [];
    });
    const apart = own && {
      cluster: reachedInFleet(own),
      backend: backendInFleet({ name, backend: own.backend }),
      topologyLabels: tenants[0]?.sites[0]?.topologyLabels ?? "busbar",
    };
    const ofCluster = managerClusterProblems(fleet, manager, tenants).map(({ path, message }) => ({
      where: places.locate(["managers", index, ...path]),
      message,
    }));
    return { name, apart, dispatcher, tenants, problems: [...ofCluster, ...nobody] };
  });
}
