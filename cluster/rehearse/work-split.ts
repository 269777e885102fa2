import { amount } from "../live/quantity.ts";
import type { NodeGroup } from "./node-groups.ts";
import type { TenantNamespace } from "./tenants.ts";

/** What a namespace runs on a group of nodes. */
export interface WorkShare {
  readonly namespace: string;
  readonly group: NodeGroup;
  /** Gangs, each on all nodes of a domain. */
  readonly gangs: number;
  /** Pods that take a node each, beside those of the gangs. */
  readonly whole: number;
  /** Pods that take one part of a node each, where the quota ends within a node. */
  readonly parts: number;
  /** What a part asks for: cores in thousandths, memory in MiB. */
  readonly part: PartSize;
}

export interface PartSize {
  readonly millicores: number;
  readonly mebibytes: number;
}

const mebibyte = 1024 ** 2;

/**
 * Divides all nodes of a tenant among its namespaces as their quotas do: every accelerator that a quota admits is asked
 * for, by one pod a node wherever a whole one fits. Of cores and memory each pod takes what its accelerators' share of
 * the node is, or less where the quota, which was rounded to whole units, leaves less.
 */
export function splitWork(groups: readonly NodeGroup[], namespaces: readonly TenantNamespace[]): WorkShare[] {
  const amounts = partsByNamespace(groups, namespaces);
  return namespaces.flatMap(({ name, quota }, index) => {
    const own = groups.map((group, of) => ({ group, parts: amounts[of]?.[index] ?? 0 }));
    const scale = scaleOf(own, quota);
    return own.map(({ group, parts }) => {
      const nodes = Math.floor(parts / group.parts);
      const gangs = group.gang === undefined ? 0 : Math.floor(nodes / group.gang.size);
      return {
        namespace: name,
        group,
        gangs,
        whole: nodes - gangs * (group.gang?.size ?? 0),
        parts: parts % group.parts,
        part: partSize(group, scale),
      };
    });
  });
}

/** For each group, how many parts of its nodes each namespace gets. */
function partsByNamespace(groups: readonly NodeGroup[], namespaces: readonly TenantNamespace[]): number[][] {
  // Groups that share a resource share the quotas of it.
  const left = new Map<string | undefined, number[]>();
  const total = (resource: string | undefined, from: number) =>
    groups.slice(from).reduce((sum, group) => sum + (group.resource === resource ? partsOf(group) : 0), 0);
  return groups.map((group, index) => {
    const { resource } = group;
    const open = left.get(resource) ?? quotasIn(resource, total(resource, 0), namespaces);
    const sum = open.reduce((a, b) => a + b, 0);
    const given = Math.min(partsOf(group), Math.round((partsOf(group) * sum) / total(resource, index)));
    const divided = apportion(given, open);
    left.set(
      resource,
      open.map((quota, at) => quota - (divided[at] ?? 0)),
    );
    return divided;
  });
}

function partsOf({ nodes, parts }: NodeGroup): number {
  return nodes.length * parts;
}

/** Each namespace's quota in parts: the accelerators that it admits, or its share of the nodes without by its cores. */
function quotasIn(
  resource: string | undefined,
  total: number,
  namespaces: readonly TenantNamespace[],
): number[] {
  if (resource !== undefined) {
    return namespaces.map(({ quota }) => amount(quota[`requests.${resource}`]));
  }
  return apportion(
    total,
    namespaces.map(({ quota }) => amount(quota["requests.cpu"])),
  );
}

/** Divides whole units by weights; what rounding leaves goes to the largest remainders, first come first. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map((share) => Math.floor(share + 1e-9));
  const order = exact
    .map((share, index) => ({ index, remainder: share - (parts[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const left = Math.round(total - parts.reduce((a, b) => a + b, 0));
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

interface Scale {
  readonly cpu: number;
  readonly memory: number;
}

/** Which part of their nodes' cores and memory the pods of a namespace may ask for; 1 where the quota has it all. */
function scaleOf(
  own: readonly { readonly group: NodeGroup; readonly parts: number }[],
  quota: TenantNamespace["quota"],
): Scale {
  const wanted = (of: (group: NodeGroup) => number) =>
    own.reduce((sum, { group, parts }) => sum + (of(group) * parts) / group.parts, 0);
  const part = (resource: string, of: (group: NodeGroup) => number) =>
    wanted(of) === 0 ? 1 : Math.min(1, amount(quota[`requests.${resource}`]) / wanted(of));
  return { cpu: part("cpu", cores), memory: part("memory", bytes) };
}

function partSize(group: NodeGroup, { cpu, memory }: Scale): PartSize {
  return {
    millicores: Math.floor((cores(group) * 1000 * cpu) / group.parts + 1e-6),
    mebibytes: Math.floor((bytes(group) * memory) / group.parts / mebibyte + 1e-6),
  };
}

function cores({ nodes: [first] }: NodeGroup): number {
  return first?.shape.cpu ?? 0;
}

function bytes({ nodes: [first] }: NodeGroup): number {
  return Math.floor((first?.shape.memory.gibibytes ?? 0) + 1e-9) * 1024 ** 3;
}
