import type { RackType } from "../../site/schema/site-document.ts";
import { type DataSize, DataSize as Size } from "../../site/units/index.ts";

/** Racks of one type that a tenant has at a site. */
export interface RacksAtSite {
  readonly rackType: RackType;
  readonly count: number;
}

/** What pods can ask of racks: cores, memory, and accelerators by Kubernetes resource name. */
export interface Capacity {
  readonly cpu: number;
  readonly memory: DataSize;
  /** In order of resource name. */
  readonly accelerators: ReadonlyMap<string, number>;
}

/** Kubernetes nodes of racks; 0 of those that have none, such as storage. */
export function nodesOf({ rackType, count }: RacksAtSite): number {
  return count * rackType.nodes.value;
}

/** What the nodes of racks offer together. */
export function capacityOf(racks: readonly RacksAtSite[]): Capacity {
  let cpu = 0;
  let memory = Size.zero;
  const accelerators = new Map<string, number>();
  for (const group of racks) {
    const { node, accelerator } = group.rackType;
    const nodes = nodesOf(group);
    if (node !== undefined) {
      cpu += node.cpu.value * nodes;
      memory = memory.plus(node.memory.value.times(nodes));
    }
    if (accelerator !== undefined) {
      const { resource, perNode } = accelerator;
      accelerators.set(resource, (accelerators.get(resource) ?? 0) + nodes * perNode.value);
    }
  }
  return { cpu, memory, accelerators: new Map([...accelerators].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The accelerators' resource names of a set of racks, in order. */
export function acceleratorResources(racks: readonly RacksAtSite[]): string[] {
  return [...capacityOf(racks).accelerators.keys()];
}

/** A memory amount as Kubernetes writes it. Down to a whole GiB: a quota must not promise what is not there. */
export function memoryQuantity(memory: DataSize): string {
  return `${Math.floor(memory.gibibytes + 1e-9)}Gi`;
}

/**
 * Divides capacity by percentages that add up to at most 100. Whole units only; what rounding leaves goes to the
 * largest remainders, first come first, so that the parts of 100 % are the whole.
 */
export function divide(capacity: Capacity, percent: readonly number[]): Capacity[] {
  const cpu = apportion(capacity.cpu, percent);
  const memory = apportion(Math.floor(capacity.memory.gibibytes + 1e-9), percent);
  const accelerators = new Map(
    [...capacity.accelerators].map(([name, count]) => [name, apportion(count, percent)]),
  );
  return percent.map((_, index) => ({
    cpu: cpu[index] ?? 0,
    memory: Size.gibibytes(memory[index] ?? 0),
    accelerators: new Map([...accelerators].map(([name, parts]) => [name, parts[index] ?? 0])),
  }));
}

function apportion(total: number, percent: readonly number[]): number[] {
  const exact = percent.map((share) => (total * share) / 100);
  const parts = exact.map((share) => Math.floor(share + 1e-9));
  const target = Math.floor(exact.reduce((sum, share) => sum + share, 0) + 1e-9);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - (parts[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let left = target - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
