import fc from "fast-check";
import { expect, test } from "vitest";
import { amount } from "../../cluster/live/quantity.ts";
import type { SiteNode } from "../../cluster/nodes/site-node.ts";
import { nodeGroups } from "../../cluster/rehearse/node-groups.ts";
import type { TenantNamespace } from "../../cluster/rehearse/tenants.ts";
import { apportion, splitWork } from "../../cluster/rehearse/work-split.ts";
import { divide, memoryQuantity } from "../../constructs/tenancy/capacity.ts";
import { DataSize } from "../../site/units/index.ts";

const rackKey = "topology.busbar.dev/rack";

/** Racks of nodes of one type; `linked` where a rack is an NVLink domain. */
function racks(of: {
  readonly type: string;
  readonly racks: number;
  readonly perRack: number;
  readonly accelerators: number;
  readonly linked?: boolean;
  readonly fabric?: string;
}): SiteNode[] {
  const { type, racks: count, perRack, accelerators, linked = false, fabric } = of;
  return Array.from({ length: count * perRack }, (_, index) => {
    const rack = `${type}-${fabric ?? ""}-${Math.floor(index / perRack)}`;
    return {
      name: `${rack}-${index}`,
      cluster: "site",
      tenant: "acme",
      rackType: type,
      rack,
      labels: { [rackKey]: rack },
      taints: [],
      ...(fabric !== undefined && { fabric }),
      ...(linked && { scaleUpDomain: rack }),
      shape: {
        cpu: 108,
        memory: DataSize.gibibytes(1850),
        architecture: "amd64" as const,
        ...(accelerators > 0 && { accelerators: { resource: "nvidia.com/gpu", count: accelerators } }),
      },
    };
  });
}

/** Namespaces with the quotas that a tenant's stack would give them. */
function namespacesWith(nodes: readonly SiteNode[], shares: readonly number[]): TenantNamespace[] {
  const accelerators = nodes.reduce((sum, { shape }) => sum + (shape.accelerators?.count ?? 0), 0);
  const whole = {
    cpu: nodes.reduce((sum, { shape }) => sum + shape.cpu, 0),
    memory: nodes.reduce((sum, { shape }) => sum.plus(shape.memory), DataSize.zero),
    accelerators: new Map(accelerators > 0 ? [["nvidia.com/gpu", accelerators]] : []),
  };
  return divide(whole, shares).map((capacity, index) => ({
    name: `ns-${index}`,
    quota: {
      "requests.cpu": String(capacity.cpu),
      "requests.memory": memoryQuantity(capacity.memory),
      ...Object.fromEntries(
        [...capacity.accelerators].map(([name, count]) => [`requests.${name}`, String(count)]),
      ),
    },
  }));
}

function groupsOf(nodes: readonly SiteNode[]) {
  return nodeGroups(nodes, { rackKey, levelsOnly: false });
}

test("Two namespaces take whole nodes, and share the one in which their quotas meet", () => {
  const nodes = racks({ type: "h200", racks: 56, perRack: 4, accelerators: 8 });
  const [large, small] = splitWork(groupsOf(nodes), namespacesWith(nodes, [60, 40]));
  expect(large).toMatchObject({ whole: 134, parts: 3, gangs: 0 });
  expect(small).toMatchObject({ whole: 89, parts: 5, gangs: 0 });
});

test("Racks that are one NVLink domain are taken whole as gangs", () => {
  const nodes = racks({ type: "gb300", racks: 16, perRack: 18, accelerators: 4, linked: true });
  const [large, small] = splitWork(groupsOf(nodes), namespacesWith(nodes, [60, 40]));
  expect(large).toMatchObject({ gangs: 9, whole: 10, parts: 3 });
  expect(small).toMatchObject({ gangs: 6, whole: 7, parts: 1 });
});

test("Racks of a type on two fabrics are two groups, each asked for by its fabric", () => {
  const nodes = ["one", "two"].flatMap((fabric) =>
    racks({ type: "h200", racks: 2, perRack: 4, accelerators: 8, fabric }),
  );
  expect(groupsOf(nodes).map(({ name, fabric }) => [name, fabric])).toEqual([
    ["h200", "one"],
    ["h200-2", "two"],
  ]);
  expect(groupsOf(nodes.slice(0, 8))[0]?.fabric).toBeUndefined();
});

test("Work on all nodes asks for every accelerator of every quota, and fits both quotas and nodes", () => {
  const shares = fc
    .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 })
    .map((weights) => apportion(100, weights).map((share) => Math.max(share, 0)));
  const type = fc.record({
    racks: fc.integer({ min: 1, max: 6 }),
    perRack: fc.integer({ min: 1, max: 5 }),
    accelerators: fc.constantFrom(0, 4, 8),
    linked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(type, { minLength: 1, maxLength: 3 }), shares, (types, percent) => {
      const nodes = types.flatMap((of, index) => racks({ type: `t${index}`, ...of }));
      const namespaces = namespacesWith(nodes, percent);
      const groups = groupsOf(nodes);
      const split = splitWork(groups, namespaces);
      for (const { name, quota } of namespaces) {
        const own = split.filter(({ namespace }) => namespace === name);
        const asked = (of: (share: (typeof own)[number]) => number) =>
          own.reduce((sum, share) => {
            const nodesTaken = share.whole + share.gangs * (share.group.gang?.size ?? 0);
            return sum + (nodesTaken * share.group.parts + share.parts) * of(share);
          }, 0);
        const accelerators = asked(({ group }) => (group.resource === undefined ? 0 : 1));
        expect(accelerators).toBe(amount(quota["requests.nvidia.com/gpu"]));
        expect(asked(({ part }) => part.millicores)).toBeLessThanOrEqual(
          amount(quota["requests.cpu"]) * 1000,
        );
        expect(asked(({ part }) => part.mebibytes)).toBeLessThanOrEqual(
          amount(quota["requests.memory"]) / 1024 ** 2,
        );
      }
      for (const group of groups) {
        const on = split.filter((share) => share.group === group);
        const wholeNodes = on.reduce(
          (sum, { whole, gangs }) => sum + whole + gangs * (group.gang?.size ?? 0),
          0,
        );
        const parts = on.reduce((sum, share) => sum + share.parts, 0);
        // What is left over are whole nodes' worth of parts, which single parts fill in any order.
        expect(wholeNodes * group.parts + parts).toBe(group.nodes.length * group.parts);
      }
    }),
  );
});

test("Where shares leave something over, no more than the quotas is asked for", () => {
  const nodes = racks({ type: "h200", racks: 4, perRack: 4, accelerators: 8 });
  const [first, second] = splitWork(groupsOf(nodes), namespacesWith(nodes, [50, 25]));
  expect([first?.whole, second?.whole]).toEqual([8, 4]);
});

test("Quantities are read as the API server writes them", () => {
  expect(["1k", "1850Gi", "107973m", "16", undefined].map(amount)).toEqual([
    1000,
    1850 * 1024 ** 3,
    107.973,
    16,
    0,
  ]);
});
