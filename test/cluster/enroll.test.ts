import { expect, test } from "vitest";
import { compareNodes } from "../../cluster/enroll/compare.ts";
import { changeText, groupNodes } from "../../cluster/enroll/groups.ts";
import {
  cordonedAnnotation,
  enrollManager,
  type LiveNode,
  liveNode,
} from "../../cluster/enroll/live-node.ts";
import { draftEnrollment, type EnrollmentPlan, planEnrollment } from "../../cluster/enroll/plan.ts";
import { listPods, podsInTheWay, type RunningPod } from "../../cluster/enroll/pods.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";
import { nodeSiteKey } from "../../cluster/nodes/keys.ts";
import type { SiteNode } from "../../cluster/nodes/site-node.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { nodeRackTypeKey, nodeRoleKey, nodeTenantKey, tenantLabel } from "../../constructs/identity.ts";
import { place } from "../../placement/place.ts";
import { day } from "../../site/day.ts";
import { gpuRacks, hall, siteOf, siteWith, tenantOf } from "../support/sites.ts";

const site = siteOf(siteWith([hall("hall")]), [
  tenantOf("lab", gpuRacks(3, { fabric: "none" }), {
    offering: "namespaces",
    namespaces: [{ name: "lab-work" }],
  }),
]);
const declared = siteNodes(site, place(site), day("2026-02-01"));
const scope = { site: site.name };

/** A live node just as it is declared, but for the changes. */
function enrolled(name: string, change: Partial<LiveNode> = {}): LiveNode {
  const { labels = {}, taints = [] } = declared.find((node) => node.name === name) ?? {};
  return {
    name,
    uid: name,
    resourceVersion: "1",
    labels,
    taints,
    unschedulable: false,
    cordonedByUs: false,
    ownLabels: new Set(Object.keys(labels)),
    otherOwners: new Map(),
    ...change,
  };
}

function allBut(...changed: readonly LiveNode[]): LiveNode[] {
  const names = new Set(changed.map(({ name }) => name));
  return [...declared.flatMap(({ name }) => (names.has(name) ? [] : enrolled(name))), ...changed];
}

function planOf(
  live: readonly LiveNode[],
  { pods = new Map<string, RunningPod[]>(), force = false, nodes = declared as readonly SiteNode[] } = {},
): EnrollmentPlan {
  return planEnrollment(draftEnrollment(live, nodes, scope), { ...scope, pods, force });
}

const rack = "hall-r01p01-n01";

test("What is live as declared is no finding and nothing to change", () => {
  expect(compareNodes(allBut(), declared, scope)).toEqual([]);
  expect(planOf(allBut())).toEqual({
    changes: [],
    refused: [],
    missing: [],
    unknown: [],
    unchanged: declared.length,
  });
});

test("Nodes with the wrong tenant, labels or taints, nodes that are missing, and nodes too many are found", () => {
  const { [nodeRackTypeKey]: _, ...labels } = enrolled(rack).labels;
  const live = allBut(
    enrolled(rack, { labels: { ...labels, [nodeTenantKey]: "rival" } }),
    enrolled("hall-r01p01-n02", { taints: [{ key: nodeTenantKey, value: "rival", effect: "NoSchedule" }] }),
    enrolled("stray", { labels: { [nodeTenantKey]: "lab" } }),
    enrolled("control-plane", { labels: { "kubernetes.io/hostname": "control-plane" } }),
  ).filter(({ name }) => name !== "edge-2");

  expect(compareNodes(live, declared, scope)).toEqual([
    { node: "edge-2", kind: "missing" },
    {
      node: rack,
      kind: "wrong-tenant",
      key: nodeTenantKey,
      found: "rival",
      declared: "lab",
      tenant: "lab",
      zone: "hall",
    },
    { node: rack, kind: "label", key: nodeRackTypeKey, declared: "b300", tenant: "lab", zone: "hall" },
    {
      node: "hall-r01p01-n02",
      kind: "taint",
      key: nodeTenantKey,
      found: `${nodeTenantKey}=rival:NoSchedule`,
      tenant: "lab",
      zone: "hall",
    },
    {
      node: "hall-r01p01-n02",
      kind: "taint",
      key: nodeTenantKey,
      declared: `${nodeTenantKey}=lab:NoSchedule`,
      tenant: "lab",
      zone: "hall",
    },
    { node: "stray", kind: "unknown-tenancy", found: "lab" },
  ]);
});

test("A node of a tenant that also has a role is another's", () => {
  const { labels } = enrolled(rack);
  const live = allBut(enrolled(rack, { labels: { ...labels, [nodeRoleKey]: "mining-service-edge" } }));

  expect(compareNodes(live, declared, scope)).toEqual([
    expect.objectContaining({
      node: rack,
      kind: "wrong-tenant",
      key: nodeRoleKey,
      found: "mining-service-edge",
    }),
  ]);
  expect(planOf(live).changes.map(({ from }) => from)).toEqual([["mining-service-edge"]]);
});

test("A stricter effect beside the declared taint stays", () => {
  const { taints } = enrolled(rack);
  const strict = { key: nodeTenantKey, value: "lab", effect: "NoExecute" };
  expect(planOf(allBut(enrolled(rack, { taints: [...taints, strict] }))).changes).toEqual([]);
});

test("Nodes that the site has in another cluster, and those of another site, are left alone", () => {
  const live = allBut(
    enrolled("elsewhere", { labels: { [nodeTenantKey]: "lab", [nodeSiteKey]: site.name } }),
    enrolled("neighbour", { labels: { [nodeTenantKey]: "lab", [nodeSiteKey]: "other-site" } }),
  );
  const draft = draftEnrollment(live, declared, { ...scope, elsewhere: new Set(["elsewhere"]) });

  expect(draft.changes).toEqual([]);
  expect(draft.unknown).toEqual(["neighbour"]);
});

test("A node of a declared name that belongs to another site is refused", () => {
  const { labels } = enrolled(rack);
  const { refused } = planOf(allBut(enrolled(rack, { labels: { ...labels, [nodeSiteKey]: "other-site" } })), {
    force: true,
  });
  expect(refused.map(({ live, reasons }) => [live.name, reasons])).toEqual([
    [rack, [expect.stringContaining('it belongs to site "other-site"')]],
  ]);
});

test("A label that enroll set and that is declared no more goes; one that others set stays", () => {
  const { labels, ownLabels } = enrolled(rack);
  const stale = "ib.coreweave.cloud/superpod";
  const node = enrolled(rack, {
    labels: { ...labels, [stale]: "hall-su01", "example.com/asset": "7" },
    ownLabels: new Set([...ownLabels, stale]),
  });
  expect(planOf(allBut(node)).changes.map(({ difference }) => difference.labels)).toEqual([
    [{ key: stale, found: "hall-su01" }],
  ]);
});

test("What enroll and others set is read off the managed fields", () => {
  const labels = (...keys: string[]) => ({
    "f:metadata": { "f:labels": { ".": {}, ...Object.fromEntries(keys.map((key) => [`f:${key}`, {}])) } },
  });
  const object: LiveObject = {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: rack,
      uid: "1",
      resourceVersion: "7",
      annotations: { [cordonedAnnotation]: enrollManager },
      managedFields: [
        { manager: enrollManager, operation: "Apply", fieldsV1: labels(nodeTenantKey) },
        { manager: "kubelet", operation: "Update", fieldsV1: labels("kubernetes.io/arch") },
        { manager: "kubelet", operation: "Update", subresource: "status", fieldsV1: { "f:status": {} } },
      ],
    },
    spec: { unschedulable: true },
  };
  expect(liveNode(object)).toEqual({
    name: rack,
    uid: "1",
    resourceVersion: "7",
    labels: {},
    taints: [],
    unschedulable: true,
    cordonedByUs: true,
    ownLabels: new Set([nodeTenantKey]),
    otherOwners: new Map([["kubernetes.io/arch", "kubelet"]]),
  });
});

test("Only pods of somebody else are in the way of a new tenancy", () => {
  const pod = (name: string, tenant: string | undefined, tenants: string[] = [], roles: string[] = []) => ({
    namespace: "n",
    name,
    ...(tenant !== undefined && { tenant }),
    bears: { tenants, roles },
  });
  const pods = [
    pod("own", "lab", ["lab"]),
    pod("rival", "rival"),
    pod("made-for-rival", undefined, ["rival"]),
    pod("proxy", undefined, [], ["mining-service-edge"]),
  ];
  const names = (tenancy: { tenant?: string; role?: string }) =>
    podsInTheWay(pods, tenancy).map(({ name }) => name);

  expect(names({ tenant: "lab" })).toEqual(["rival", "made-for-rival", "proxy"]);
  expect(names({ role: "mining-service-edge" })).toEqual(["own", "rival", "made-for-rival"]);
  expect(names({})).toEqual(["own", "rival", "made-for-rival", "proxy"]);
});

test("What a tenant's pod says of itself does not make it invisible", async () => {
  const daemon = [{ kind: "DaemonSet", controller: true }];
  const borne = [{ key: nodeTenantKey, value: "lab" }];
  const objects: Record<string, unknown[]> = {
    Namespace: [{ metadata: { name: "lab-work", labels: { [tenantLabel]: "lab" } } }],
    Pod: [
      {
        metadata: { namespace: "lab-work", name: "disguised", ownerReferences: daemon },
        spec: { nodeName: rack },
      },
      {
        metadata: {
          namespace: "lab-work",
          name: "as-static",
          annotations: { "kubernetes.io/config.mirror": "x" },
        },
        spec: { nodeName: rack },
      },
      {
        metadata: { namespace: "telemetry", name: "exporter", ownerReferences: daemon },
        spec: { nodeName: rack, tolerations: borne },
      },
      {
        metadata: { namespace: "kube-system", name: "dns" },
        spec: { nodeName: rack, tolerations: [{ operator: "Exists" }] },
      },
      { metadata: { namespace: "tools", name: "for-lab" }, spec: { nodeName: rack, tolerations: borne } },
      { metadata: { namespace: "lab-work", name: "on-another-node" }, spec: { nodeName: "edge-1" } },
    ],
  };
  const cluster = {
    async *list({ kind }: { kind: string }) {
      yield* objects[kind] ?? [];
    },
  } as unknown as LiveCluster;

  const pods = await listPods(cluster, new Set([rack]));

  expect(pods.get(rack)?.map(({ name }) => name)).toEqual(["disguised", "as-static", "for-lab"]);
  expect([...pods.keys()]).toEqual([rack]);
});

test("Racks of which the same is to be said are one line", () => {
  const fresh = declared.map(({ name }) => enrolled(name, { labels: {}, taints: [], ownLabels: new Set() }));
  const { changes } = planOf(fresh);
  const groups = groupNodes(
    site,
    changes.map((node) => ({ name: node.live.name, node: node.declared, what: changeText(node) })),
  );
  expect(groups.map(({ nodes, ...group }) => ({ ...group, nodes: nodes.length }))).toEqual([
    { what: "enroll", whose: "mining-service-edge", racks: [], nodes: 2 },
    { what: "enroll", whose: "lab", zone: "hall", racks: ["r01p01-p03"], nodes: 12 },
  ]);
});

test("A node that enroll left cordoned is opened again, though it is as declared", () => {
  const { changes, unchanged } = planOf(allBut(enrolled(rack, { unschedulable: true, cordonedByUs: true })));
  expect(changes.map((node) => changeText(node))).toEqual(["open again"]);
  expect(unchanged).toBe(declared.length - 1);
});
