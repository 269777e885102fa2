import { nodeRoleKey } from "../../constructs/identity.ts";
import { miningServiceRole } from "../../constructs/mining/role.ts";
import type { Placement } from "../../placement/place.ts";
import { tenantsOn } from "../../placement/site-plan.ts";
import { Clusters } from "../../site/clusters.ts";
import type { Day } from "../../site/day.ts";
import { serviceNodeName } from "../../site/node-names.ts";
import { runsWorkloads } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import { DataSize } from "../../site/units/index.ts";
import { nodeSiteKey } from "./keys.ts";
import { rackNodes } from "./rack-nodes.ts";
import type { NodeShape, SiteNode } from "./site-node.ts";

/** What service nodes are taken for: the document says how many there are, not what they are. */
const serviceNodeShape: NodeShape = {
  cpu: 16,
  memory: DataSize.gibibytes(64),
  architecture: "amd64",
};

/**
 * Every node that a site has in its clusters on a day: service nodes, then those of the racks that tenants with
 * workloads have, tenant by tenant. Racks of bare metal and powered shells are handed over whole; their nodes are in no
 * cluster of the site's.
 */
export function siteNodes(site: Site, lock: Placement, on: Day): SiteNode[] {
  const clusters = new Clusters(site.document);
  const racks = tenantsOn(site, lock, on)
    .filter(({ tenant }) => runsWorkloads(tenant.offering))
    .flatMap(({ tenant, allocations }) => {
      const cluster = clusters.of(tenant).name;
      return allocations.flatMap((allocation) =>
        rackNodes(site, { cluster, tenant: tenant.name, allocation }),
      );
    });
  return [...serviceNodes(site, clusters.operations.name), ...racks];
}

function serviceNodes(site: Site, cluster: string): SiteNode[] {
  return site.document.serviceNodes.flatMap(({ name, count }) => {
    const role = miningServiceRole(name);
    return Array.from({ length: count }, (_, index) => ({
      name: serviceNodeName(site.document, { name, index: index + 1 }),
      cluster,
      role,
      labels: { [nodeSiteKey]: site.name, [nodeRoleKey]: role },
      taints: [{ key: nodeRoleKey, value: role, effect: "NoSchedule" as const }],
      shape: serviceNodeShape,
    }));
  });
}
