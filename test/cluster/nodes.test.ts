import { expect, test } from "vitest";
import { scaleUpDomainLabel } from "../../cluster/nodes/keys.ts";
import type { SiteNode } from "../../cluster/nodes/site-node.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { fabricLabel, nodeRackTypeKey, nodeRoleKey, nodeTenantKey } from "../../constructs/identity.ts";
import { onServiceNodes } from "../../constructs/mining/role.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { place } from "../../placement/place.ts";
import { type Day, day } from "../../site/day.ts";
import type { Site } from "../../site/site.ts";
import { declareSite } from "../../stacks/declare.ts";
import { loadSite } from "../../templates/load-site.ts";
import { type Example, exampleFolder, examples } from "../support/examples.ts";
import { fabricOf, gpuRacks, hall, siteOf, siteWith, tenantOf, testRackTypes } from "../support/sites.ts";

const workloads = { offering: "namespaces" as const, namespaces: [{ name: "work" }] };

function nodesOf(site: Site, on = site.document.effectiveDate): SiteNode[] {
  return siteNodes(site, place(site), on);
}

function exampleNodes(example: Example): { readonly site: Site; readonly nodes: readonly SiteNode[] } {
  const folder = exampleFolder(example);
  const { site } = loadSite(folder);
  return { site, nodes: siteNodes(site, currentLock(site, folder), site.document.effectiveDate) };
}

test("A tenant's racks are nodes of its cluster, each with its place, its tenant and its shape", () => {
  const input = siteWith([hall("hall")], { fabrics: [fabricOf("ib", ["hall"], { scalableUnit: 3 })] });
  const site = siteOf(input, [tenantOf("lab", gpuRacks(5), workloads)]);

  const nodes = nodesOf(site).filter(({ tenant }) => tenant !== undefined);

  expect(nodes).toHaveLength(20);
  expect(nodes[13]).toEqual({
    name: "hall-r01p04-n02",
    cluster: "test-site",
    tenant: "lab",
    zone: "hall",
    rack: "r01p04",
    rackType: "b300",
    demand: "gpus",
    scalableUnit: 2,
    fabric: "ib",
    labels: {
      "busbar.node-restriction.kubernetes.io/site": "test-site",
      "busbar.node-restriction.kubernetes.io/tenant": "lab",
      "busbar.node-restriction.kubernetes.io/rack-type": "b300",
      "busbar.dev/fabric": "ib",
      "topology.busbar.dev/power-zone": "hall",
      "topology.busbar.dev/scalable-unit": "hall-su02",
      "topology.busbar.dev/rack": "hall-r01p04",
    },
    taints: [{ key: nodeTenantKey, value: "lab", effect: "NoSchedule" }],
    shape: expect.objectContaining({
      cpu: 124,
      architecture: "amd64",
      accelerators: { resource: "nvidia.com/gpu", count: 8 },
    }),
  });
});

test("Service nodes are the operations cluster's, with their role and never a tenant", () => {
  const clusters = [
    { name: "ops", context: "ops", holds: ["operations" as const] },
    { name: "ai", context: "ai", holds: ["ai" as const] },
  ];
  const site = siteOf(siteWith([hall("hall")], { clusters }), [
    tenantOf("lab", gpuRacks(1, { fabric: "none" }), workloads),
  ]);

  const nodes = nodesOf(site);

  expect(nodes.filter(({ role }) => role !== undefined).map(({ name, cluster }) => [name, cluster])).toEqual([
    ["edge-1", "ops"],
    ["edge-2", "ops"],
  ]);
  const { nodeSelector, tolerations } = onServiceNodes("edge");
  expect(nodes[0]?.labels).toMatchObject(nodeSelector);
  expect(tolerations).toEqual([
    expect.objectContaining({ key: nodeRoleKey, value: nodes[0]?.taints[0]?.value }),
  ]);
  expect(new Set(nodes.slice(2).map(({ cluster }) => cluster))).toEqual(new Set(["ai"]));
  for (const { labels } of nodes) expect(nodeTenantKey in labels).toBe(!(nodeRoleKey in labels));
});

test("Racks that are handed over whole are no nodes of the site's clusters", () => {
  const site = siteOf(siteWith([hall("hall")]), [tenantOf("lab", gpuRacks(3, { fabric: "none" }))]);
  expect(nodesOf(site).map(({ name }) => name)).toEqual(["edge-1", "edge-2"]);
});

test("A node is there from the lease's first day to its last", () => {
  const lease = { from: "2026-03-01", to: "2026-03-31" };
  const site = siteOf(siteWith([hall("hall")]), [
    tenantOf("lab", gpuRacks(1, { fabric: "none" }), { ...workloads, lease }),
  ]);
  const racks = (on: Day) => nodesOf(site, on).filter(({ tenant }) => tenant === "lab").length > 0;

  expect(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map((on) => racks(day(on)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("Racks without a fabric are in the scalable units of one that reaches their zone, else in one", () => {
  const tenant = tenantOf("lab", gpuRacks(4, { fabric: "none" }), workloads);
  const units = (site: Site) => new Set(nodesOf(site).flatMap(({ scalableUnit }) => scalableUnit ?? []));

  expect(units(siteOf(siteWith([hall("hall")]), [tenant]))).toEqual(new Set([1]));
  const fabrics = [fabricOf("ib", ["hall"], { scalableUnit: 2 })];
  expect(units(siteOf(siteWith([hall("hall")], { fabrics }), [tenant]))).toEqual(new Set([1, 2]));
});

test("A scale-up domain of several racks is a label of its own, one of a single rack is the rack", () => {
  const input = siteWith([hall("hall")], {
    rackTypes: [...testRackTypes],
    fabrics: [fabricOf("ib", ["hall"])],
  });
  const pairs = nodesOf(siteOf(input, [tenantOf("lab", gpuRacks(4, { rackType: "pair" }), workloads)]));
  const single = nodesOf(
    siteOf(input, [tenantOf("lab", gpuRacks(2, { rackType: "gb300-nvl72" }), workloads)]),
  );

  const domains = new Map(
    pairs.flatMap(({ rack, labels }) => (rack ? [[rack, labels[scaleUpDomainLabel]]] : [])),
  );
  expect(Object.fromEntries(domains)).toEqual({
    r01p01: "hall-r01p01",
    r01p02: "hall-r01p01",
    r01p03: "hall-r01p03",
    r01p04: "hall-r01p03",
  });
  const tray = single.at(-1);
  expect(tray?.scaleUpDomain).toBe(tray?.labels["topology.busbar.dev/rack"]);
  expect(tray?.labels).not.toHaveProperty([scaleUpDomainLabel]);
  expect(tray?.labels[fabricLabel]).toBe("ib");
});

test("A site names its nodes as it will", () => {
  const nodeNames = { racks: "{site}.{zone}-{rack}-{node}", services: "svc-{name}-{index}" };
  const site = siteOf(siteWith([hall("hall")], { nodeNames }), [
    tenantOf("lab", gpuRacks(1, { fabric: "none" }), workloads),
  ]);
  const names = nodesOf(site).map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(["svc-edge-1", "svc-edge-2", "test-site.hall-r01p01-01"]);
});

test.each(examples)(
  "Every node of %s has a name of its own, and taints that its pods tolerate",
  (example) => {
    const { nodes } = exampleNodes(example);
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    const flavors = new Map(
      declareSite(exampleFolder(example)).stacks.flatMap(({ cluster, objects }) =>
        objects
          .filter(({ kind }) => kind === "ResourceFlavor")
          .map(
            ({ spec }) =>
              [
                JSON.stringify([cluster.name, (spec as unknown as Flavor).nodeLabels]),
                spec as unknown as Flavor,
              ] as const,
          ),
      ),
    );
    for (const { cluster, labels, taints, tenant } of nodes) {
      if (tenant === undefined) continue;
      const selected = { [nodeTenantKey]: tenant, [nodeRackTypeKey]: labels[nodeRackTypeKey] };
      const flavor = flavors.get(JSON.stringify([cluster, selected]));
      expect(flavor?.nodeTaints).toEqual(taints);
      expect(flavor?.tolerations).toEqual(taints.map((taint) => ({ ...taint, operator: "Equal" })));
    }
  },
);

interface Flavor {
  readonly nodeLabels: object;
  readonly nodeTaints: unknown;
  readonly tolerations: unknown;
}
