import { suggestion } from "../schema/closed.ts";
import { runsWorkloads } from "../schema/tenant-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Jobs are sent to tenants that are here, and have queues. */
export function checkFleetQueues({ site, tenants }: Documents): Finding[] {
  return site.fleetQueues.flatMap((name, index) => {
    const at = (message: string) => [inSite(["fleetQueues", index], message)];
    const tenant = tenants.find(({ value }) => value.name === name)?.value;
    if (tenant === undefined) {
      const known = tenants.map(({ value }) => value.name);
      return at(`there is no tenant "${name}": ${suggestion(name, known)}`);
    }
    if (site.fleetQueues.indexOf(name) !== index) return at(`"${name}" is named twice`);
    if (runsWorkloads(tenant.offering)) return [];
    return at(
      `tenant "${name}" takes ${tenant.offering}: it has no queues that jobs could be sent to; only namespaces and dedicated-cluster have`,
    );
  });
}
