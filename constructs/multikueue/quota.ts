import type { RackType } from "../../site/schema/site-document.ts";
import { DataSize } from "../../site/units/index.ts";
import type { ResourceGroup } from "../kueue/limits.ts";
import { type Capacity, memoryQuantity, type RacksAtSite } from "../tenancy/capacity.ts";
import { fleetFlavorName } from "./names.ts";

/** What a tenant may use of one rack type, over all sites. */
export interface FleetQuota {
  readonly rackType: string;
  readonly capacity: Capacity;
}

/**
 * The quotas of a tenant's sites added up, by rack type, in order of name. Each site counts as its own queue does, in
 * whole GiB, so that the manager never reserves what no site has.
 */
export function addQuotas(sites: readonly (readonly RacksAtSite[])[]): FleetQuota[] {
  const total = new Map<string, Capacity>();
  for (const racks of sites) {
    for (const [rackType, capacity] of quotasAt(racks)) {
      total.set(rackType, plus(total.get(rackType), capacity));
    }
  }
  return [...total]
    .map(([rackType, capacity]) => ({ rackType, capacity }))
    .sort((a, b) => (a.rackType < b.rackType ? -1 : 1));
}

/** Whether there is anything to run on: some racks, such as storage, have no nodes. */
export function haveNodes(racks: readonly RacksAtSite[]): boolean {
  return racks.some(({ rackType, count }) => count * rackType.nodes.value > 0);
}

/** One group of all flavors: each lists every resource of the tenant, 0 of those that its racks lack. */
export function fleetResourceGroup(tenant: string, quotas: readonly FleetQuota[]): ResourceGroup {
  const accelerators = [...new Set(quotas.flatMap(({ capacity }) => [...capacity.accelerators.keys()]))];
  accelerators.sort();
  return {
    coveredResources: ["cpu", "memory", ...accelerators],
    flavors: quotas.map(({ rackType, capacity }) => ({
      name: fleetFlavorName(tenant, rackType),
      resources: [
        { name: "cpu", nominalQuota: capacity.cpu },
        { name: "memory", nominalQuota: memoryQuantity(capacity.memory) },
        ...accelerators.map((name) => ({ name, nominalQuota: capacity.accelerators.get(name) ?? 0 })),
      ],
    })),
  };
}

function quotasAt(racks: readonly RacksAtSite[]): Map<string, Capacity> {
  const byType = new Map<string, Capacity>();
  for (const { rackType, count } of racks) {
    const nodes = count * rackType.nodes.value;
    if (nodes > 0)
      byType.set(rackType.name, plus(byType.get(rackType.name), capacityOfNodes(rackType, nodes)));
  }
  for (const [rackType, capacity] of byType) {
    byType.set(rackType, { ...capacity, memory: wholeGibibytes(capacity.memory) });
  }
  return byType;
}

function capacityOfNodes({ node, accelerator }: RackType, nodes: number): Capacity {
  return {
    cpu: (node?.cpu.value ?? 0) * nodes,
    memory: node?.memory.value.times(nodes) ?? DataSize.zero,
    accelerators: new Map(accelerator && [[accelerator.resource, accelerator.perNode.value * nodes]]),
  };
}

function plus(total: Capacity | undefined, capacity: Capacity): Capacity {
  if (total === undefined) return capacity;
  const accelerators = new Map(total.accelerators);
  for (const [name, count] of capacity.accelerators) {
    accelerators.set(name, (accelerators.get(name) ?? 0) + count);
  }
  return { cpu: total.cpu + capacity.cpu, memory: total.memory.plus(capacity.memory), accelerators };
}

function wholeGibibytes(memory: DataSize): DataSize {
  return DataSize.gibibytes(Math.floor(memory.gibibytes + 1e-9));
}
