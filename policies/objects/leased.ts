import { includes } from "../../site/day.ts";
import type { Subject } from "../rule.ts";

/**
 * What the nodes of a tenant's racks offer on the site's effective date, by the name that Kubernetes requests it by:
 * cores, bytes of memory, accelerators.
 */
export function leasedBy({ site, lock }: Subject, tenant: string): ReadonlyMap<string, number> {
  const on = site.document.effectiveDate;
  const locked = lock.tenants.find((candidate) => candidate.tenant === tenant);
  const leased = new Map([
    ["cpu", 0],
    ["memory", 0],
  ]);
  const add = (resource: string, amount: number) =>
    leased.set(resource, (leased.get(resource) ?? 0) + amount);
  for (const allocation of locked?.allocations ?? []) {
    if (!includes(allocation, on)) continue;
    const { node, nodes, accelerator } = site.rackType(allocation.rackType);
    const count = allocation.racks * nodes.value;
    add("cpu", (node?.cpu.value ?? 0) * count);
    add("memory", (node?.memory.value.gibibytes ?? 0) * 2 ** 30 * count);
    if (accelerator !== undefined && count > 0) add(accelerator.resource, accelerator.perNode.value * count);
  }
  return leased;
}
