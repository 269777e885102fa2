import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { dump, load } from "js-yaml";
import { afterEach, expect } from "vitest";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import { enroll } from "../../cluster/enroll/enroll.ts";
import { cordonedAnnotation, listNodes } from "../../cluster/enroll/live-node.ts";
import { readEnrollment } from "../../cluster/enroll/read-enrollment.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";
import { nodeSiteKey } from "../../cluster/nodes/keys.ts";
import type { SiteNode } from "../../cluster/nodes/site-node.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { nodeRackTypeKey, nodeTenantKey, tenantLabel } from "../../constructs/identity.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { place } from "../../placement/place.ts";
import { type Day, day } from "../../site/day.ts";
import { loadSite } from "../../templates/load-site.ts";
import { siteIn, smallSite, writeSmallSite } from "../load/small-site.ts";
import { busbar, temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { gpuRacks, hall, siteOf, siteWith, tenantOf } from "../support/sites.ts";

const test = controlPlaneForFile({ pods: "run" });

// Two racks of four nodes, leased to one tenant after the other.
const site = siteOf(siteWith([hall("hall")], { serviceNodes: [{ name: "edge", count: 2 }] }), [
  leased("early", "2026-01-01", "2026-06-30"),
  leased("later", "2026-08-01", "2027-06-30"),
]);
const lock = place(site);
const first = day("2026-02-01");
const between = day("2026-07-15");
const second = day("2026-08-01");

function leased(name: string, from: string, to: string) {
  return tenantOf(name, [gpuRacks(2, { fabric: "none" })], {
    offering: "namespaces",
    namespaces: [{ name: `${name}-work` }],
    lease: { from, to },
  });
}

const open: LiveCluster[] = [];
afterEach(async () => {
  for (const cluster of open) {
    for await (const pod of cluster.list({ apiVersion: "v1", kind: "Pod" }))
      await removePod(cluster, pod.metadata.namespace ?? "", pod.metadata.name);
    for await (const node of cluster.list({ apiVersion: "v1", kind: "Node" })) await cluster.remove(node);
  }
  for (const cluster of open.splice(0)) cluster.close();
});

function reach(plane: ControlPlane): LiveCluster {
  const cluster = connect(plane);
  open.push(cluster);
  return cluster;
}

/** Has something happen before requests that are sent. */
function before(
  cluster: LiveCluster,
  happen: (method: string, path: string, body: unknown) => Promise<void>,
): void {
  const request = cluster.request.bind(cluster);
  cluster.request = async (method, path, options) => {
    await happen(method, path, options?.body);
    return request(method, path, options);
  };
}

function on(at: Day): SiteNode[] {
  return siteNodes(site, lock, at);
}

async function createNodes(cluster: LiveCluster, names = on(first).map(({ name }) => name)): Promise<void> {
  for (const name of names) {
    await cluster.create({
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name,
        labels: { "kubernetes.io/hostname": name },
        annotations: { "kwok.x-k8s.io/node": "fake" },
      },
      status: {
        capacity: { cpu: "100", memory: "100Gi", pods: "100" },
        allocatable: { cpu: "100", memory: "100Gi", pods: "100" },
      },
    } as never);
  }
}

async function enrolled(cluster: LiveCluster, at: Day, options: { force?: boolean } = {}) {
  const plan = await readEnrollment(cluster, on(at), { site: site.name }, options);
  return { plan, ...(await enroll(cluster, plan, options)) };
}

/** What a second run would still have to do: nothing, where the first did all. */
async function left(cluster: LiveCluster, at: Day): Promise<string[]> {
  const { changes, refused } = await readEnrollment(cluster, on(at), { site: site.name });
  return [...changes, ...refused].map(({ live }) => live.name);
}

async function node(cluster: LiveCluster, name: string) {
  return cluster.request<
    LiveObject & { spec: { taints?: { key: string; value?: string }[]; unschedulable?: boolean } }
  >("GET", `/api/v1/nodes/${name}`);
}

async function patchNode(
  cluster: LiveCluster,
  name: string,
  body: unknown,
  fieldManager = "somebody",
): Promise<void> {
  await cluster.request("PATCH", `/api/v1/nodes/${name}`, {
    query: { fieldManager },
    body,
    contentType: "application/merge-patch+json",
  });
}

async function run(cluster: LiveCluster, tenant: string, name: string, nodeName: string): Promise<void> {
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: `${tenant}-work`, labels: { [tenantLabel]: tenant } },
  };
  await cluster.apply(namespace, { fieldManager: "test", force: true });
  await expect
    .poll(
      () =>
        cluster.get({
          apiVersion: "v1",
          kind: "ServiceAccount",
          metadata: { name: "default", namespace: `${tenant}-work` },
        }),
      { timeout: 20_000 },
    )
    .toBeDefined();
  await cluster.create({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: `${tenant}-work` },
    spec: { nodeName, containers: [{ name: "work", image: "work" }] },
  } as never);
}

/** At once, as a node that is gone cannot confirm it. */
async function removePod(cluster: LiveCluster, namespace: string, name: string): Promise<void> {
  await cluster.request("DELETE", `/api/v1/namespaces/${namespace}/pods/${name}`, {
    query: { gracePeriodSeconds: "0" },
  });
}

/** The nodes' versions once nobody else writes to them: after a while their conditions are reported and stay. */
async function settled(cluster: LiveCluster): Promise<string> {
  let last = "";
  for (;;) {
    const nodes = await listNodes(cluster);
    const versions = nodes.map(({ name, resourceVersion }) => `${name} ${resourceVersion}`).join("\n");
    if (
      versions === last &&
      nodes.every(({ taints }) => taints.every(({ key }) => key !== "node.kubernetes.io/not-ready"))
    )
      return versions;
    last = versions;
    await wait(1000);
  }
}

test("Nodes get the labels and taints of their tenancy, and a second run changes nothing", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  const untouched = await settled(cluster);

  const plan = await readEnrollment(cluster, on(first), { site: site.name });
  expect(await settled(cluster)).toEqual(untouched);
  expect(plan.changes).toHaveLength(10);
  const { done, refused } = await enroll(cluster, plan);

  expect(refused).toEqual([]);
  expect(done).toHaveLength(10);
  const live = await node(cluster, "hall-r01p02-n04");
  expect(live.metadata.labels).toMatchObject({
    [nodeTenantKey]: "early",
    [nodeRackTypeKey]: "b300",
    "topology.busbar.dev/rack": "hall-r01p02",
  });
  expect(live.spec.taints).toContainEqual({ key: nodeTenantKey, value: "early", effect: "NoSchedule" });
  const owners = live.metadata.managedFields?.filter(
    ({ manager, operation }) => manager === "busbar-enroll" && operation === "Apply",
  );
  expect(JSON.stringify(owners)).toContain(`f:${nodeTenantKey}`);

  const written = await settled(cluster);
  expect(await left(cluster, first)).toEqual([]);
  expect((await enrolled(cluster, first)).done).toEqual([]);
  expect(await settled(cluster)).toEqual(written);
});

test("A taint that somebody adds between the look and the write survives, and so do those that were there", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  const name = "hall-r01p01-n01";
  const theirs = { key: "example.com/burn-in", effect: "NoExecute" };
  const controllers = { key: "example.com/just-now", value: "x", effect: "PreferNoSchedule" };
  await patchNode(cluster, name, { spec: { taints: [theirs] } });
  let added = false;
  before(cluster, async (method, path) => {
    if (added || method !== "PATCH" || !path.endsWith(name)) return;
    added = true;
    await patchNode(cluster, name, { spec: { taints: [theirs, controllers] } });
  });

  const { refused } = await enrolled(cluster, first);

  expect(added).toBe(true);
  expect(refused).toEqual([]);
  const { taints } = (await node(cluster, name)).spec;
  expect(taints).toEqual(
    expect.arrayContaining([
      theirs,
      controllers,
      { key: nodeTenantKey, value: "early", effect: "NoSchedule" },
    ]),
  );
});

test("A label that somebody else set is left, and reported with its owner, unless it is taken over", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  const name = "hall-r01p01-n01";
  await patchNode(
    cluster,
    name,
    { metadata: { labels: { "topology.busbar.dev/rack": "elsewhere" } } },
    "inventory",
  );

  const { refused, done } = await enrolled(cluster, first);
  const plan = await readEnrollment(cluster, on(first), { site: site.name });

  expect(refused).toEqual([]);
  expect(plan.refused.map(({ live, reasons }) => [live.name, reasons])).toEqual([
    [
      name,
      [
        expect.stringContaining(
          'label topology.busbar.dev/rack is "elsewhere", set by "inventory", and is to be "hall-r01p01"',
        ),
      ],
    ],
  ]);
  expect(done).toHaveLength(9);
  expect((await node(cluster, name)).metadata.labels).not.toHaveProperty([nodeTenantKey]);

  const forced = await enrolled(cluster, first, { force: true });
  expect(forced.done.map(({ live }) => live.name)).toEqual([name]);
  expect((await node(cluster, name)).metadata.labels).toMatchObject({
    "topology.busbar.dev/rack": "hall-r01p01",
    [nodeTenantKey]: "early",
  });
});

test("A node never changes tenant while pods of the old one run on it; the others do", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  await enrolled(cluster, first);
  const name = "hall-r01p01-n02";
  await run(cluster, "early", "train-0", name);

  const { plan, done } = await enrolled(cluster, second);

  expect(plan.refused.map(({ live, reasons }) => [live.name, reasons])).toEqual([
    [name, ["pods of early still run on it: early-work/train-0; end them before it goes to later"]],
  ]);
  expect(done).toHaveLength(7);
  const held = await node(cluster, name);
  expect(held.metadata.labels?.[nodeTenantKey]).toBe("early");
  expect(held.spec.unschedulable).toBeUndefined();
  const moved = await node(cluster, "hall-r01p01-n01");
  expect(moved.metadata.labels?.[nodeTenantKey]).toBe("later");
  expect(moved.spec.taints?.filter(({ key }) => key === nodeTenantKey)).toEqual([
    { key: nodeTenantKey, value: "later", effect: "NoSchedule" },
  ]);
  expect(moved.spec.unschedulable).toBeUndefined();

  await removePod(cluster, "early-work", "train-0");
  expect((await enrolled(cluster, second)).done.map(({ live }) => live.name)).toEqual([name]);
  expect(await left(cluster, second)).toEqual([]);
});

test("A pod that comes after the first look keeps the node with its tenant", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  await enrolled(cluster, first);
  const name = "hall-r01p02-n01";
  let bound = false;
  before(cluster, async (method, path) => {
    if (bound || method !== "PATCH" || !path.endsWith(name)) return;
    bound = true;
    await run(reach(plane), "early", "late-0", name);
  });

  const { refused, done } = await enrolled(cluster, second);

  expect(bound).toBe(true);
  expect(refused.map(({ live }) => live.name)).toEqual([name]);
  expect(done).toHaveLength(7);
  const kept = await node(cluster, name);
  expect(kept.metadata.labels?.[nodeTenantKey]).toBe("early");
  expect(kept.spec.unschedulable).toBeUndefined();
  expect(kept.metadata.annotations).not.toHaveProperty([cordonedAnnotation]);
});

test("A pod that was bound to a node at the last moment keeps it closed until the pod is gone", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  await enrolled(cluster, first);
  const name = "hall-r01p02-n01";
  let bound = false;
  before(cluster, async (method, path, body) => {
    if (bound || method !== "PATCH" || !path.endsWith(name) || !JSON.stringify(body).includes("later"))
      return;
    bound = true;
    await run(reach(plane), "early", "last-0", name);
  });

  const { refused } = await enrolled(cluster, second);

  expect(refused.map(({ live }) => live.name)).toEqual([name]);
  expect((await node(cluster, name)).spec.unschedulable).toBe(true);
  // Still so when it is tried again, and over once the pod has ended.
  expect((await enrolled(cluster, second)).plan.refused.map(({ live }) => live.name)).toEqual([name]);
  await removePod(cluster, "early-work", "last-0");
  await enrolled(cluster, second);
  expect((await node(cluster, name)).spec.unschedulable).toBeUndefined();
  expect(await left(cluster, second)).toEqual([]);
});

test("Wherever a run is interrupted, the next one ends it", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  await enrolled(cluster, first);
  let interrupted = 0;
  for (let writes = 0; ; writes += 1) {
    const at = writes % 2 === 0 ? second : first;
    const dying = reach(plane);
    let count = 0;
    before(dying, async (method) => {
      if (method === "PATCH" && count++ >= writes * 5) throw new Error("killed");
    });
    const ended = await enrolled(dying, at).then(
      () => true,
      () => false,
    );
    if (ended) break;
    interrupted += 1;
    await enrolled(cluster, at);
    expect(await left(cluster, at)).toEqual([]);
    const live = await listNodes(cluster);
    expect(live.filter(({ unschedulable, cordonedByUs }) => unschedulable || cordonedByUs)).toEqual([]);
  }
  expect(interrupted).toBeGreaterThan(3);
});

test("Nodes that are nobody's on a day are released, and a cordon of somebody else stays", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  await createNodes(cluster, ["control-plane-1"]);
  await enrolled(cluster, first);
  await patchNode(cluster, "hall-r01p01-n01", { spec: { unschedulable: true } });

  const { plan, done } = await enrolled(cluster, between);

  expect(plan.unknown).toEqual(["control-plane-1"]);
  expect(done).toHaveLength(8);
  const released = await node(cluster, "hall-r01p01-n01");
  expect(Object.keys(released.metadata.labels ?? {})).toEqual(["kubernetes.io/hostname"]);
  // The cordon's own taint comes when the node controller gets to it.
  expect((released.spec.taints ?? []).filter(({ key }) => key.includes("busbar"))).toEqual([]);
  expect(released.spec.unschedulable).toBe(true);
  expect(await left(cluster, between)).toEqual([]);
});

test("A node that is removed meanwhile does not come back as an empty one", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  const name = "edge-1";
  let removed = false;
  before(cluster, async (method, path, body) => {
    if (removed || method !== "PATCH" || !path.endsWith(name) || !JSON.stringify(body).includes("uid"))
      return;
    removed = true;
    await reach(plane).remove({ apiVersion: "v1", kind: "Node", metadata: { name } });
  });

  const { refused } = await enrolled(cluster, first);

  expect(removed).toBe(true);
  expect(refused.map(({ live }) => live.name)).toEqual([name]);
  expect((await listNodes(cluster)).map(({ name }) => name)).not.toContain(name);
});

test("Who may not see or write nodes is told so in words, once for all nodes", async (plane) => {
  const cluster = reach(plane);
  await createNodes(cluster);
  const rules = [{ apiGroups: [""], resources: ["nodes", "pods", "namespaces"], verbs: ["get", "list"] }];
  const role = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "looks" },
  };
  await cluster.create({ ...role, rules } as never);
  await cluster.create({
    ...role,
    kind: "ClusterRoleBinding",
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "looks" },
    subjects: [{ kind: "User", name: "looker" }],
  } as never);

  await expect(
    readEnrollment(cluster.as({ user: "nobody" }), on(first), { site: site.name }),
  ).rejects.toThrow(
    /^The cluster refuses to be enrolled\.\n {2}https.*"nobody" cannot list resource "nodes".*takes the rights/,
  );
  const looker = cluster.as({ user: "looker" });
  // Rights take a moment to be known to the server.
  await expect.poll(() => listNodes(looker).then(({ length }) => length)).toBe(10);
  const { refused } = await enrolled(looker, first);
  const reasons = new Set(refused.flatMap(({ reasons }) => reasons));
  expect(refused).toHaveLength(10);
  expect([...reasons]).toEqual([expect.stringContaining('"looker" cannot patch resource "nodes"')]);
});

test("The command shows what would change, writes it when asked, and says what it could not", async (plane) => {
  const cluster = reach(plane);
  const folder = siteIn(temporaryFolder());
  writeSmallSite(folder);
  const { site: ridge } = loadSite(folder);
  const nodes = siteNodes(ridge, currentLock(ridge, folder), ridge.document.effectiveDate);
  await createNodes(
    cluster,
    nodes.map(({ name }) => name).filter((name) => name !== "edge-3"),
  );
  await createNodes(cluster, ["control-plane-1"]);
  await run(cluster, "rival", "stay", "edge-2");
  const command = ["enroll", folder, "--kubeconfig", plane.kubeconfig, "--context", plane.context];

  const shown = busbar(command);
  expect(shown.stderr).toContain("Nothing was written: add --apply to do it.");
  expect(shown.stdout).toMatch(
    /^ridge \(context kwok-[^)]+\): 53 to change, 0 as declared, 1 refused, 1 missing, 1 not the site's\n/,
  );
  expect(shown.stdout).toMatch(/ {2}lab +32 nodes +hall r01p01-p08 +enroll\n/);
  expect(shown.stdout).toContain(
    "edge-2  pods of rival still run on it: rival-work/stay; end them before it goes to mining-service-edge",
  );
  expect(shown.stdout).toContain("Not the site's: control-plane-1");
  expect(shown.status).toBe(1);
  expect((await node(cluster, "edge-1")).metadata.labels).not.toHaveProperty([nodeSiteKey]);

  const written = busbar([...command, "--apply"]);
  expect(written.stdout).toContain("53 changed, 0 as declared, 1 refused");
  expect(written.status).toBe(1);
  expect((await node(cluster, "edge-1")).metadata.labels).toMatchObject({ [nodeSiteKey]: "ridge" });

  await removePod(cluster, "rival-work", "stay");
  const rest = JSON.parse(busbar([...command, "--apply", "--json"]).stdout);
  expect(rest).toMatchObject({
    site: "ridge",
    applied: true,
    clusters: [{ name: "ridge", unchanged: 53, refused: [], unknown: ["control-plane-1"] }],
  });
  expect(rest.clusters[0].changes.map(({ node }: { node: string }) => node)).toEqual(["edge-2"]);
  expect(rest.clusters[0].missing).toEqual([{ node: "edge-3", for: "mining-service-edge" }]);
  expect(busbar(command).status).toBe(0);
  expect(busbar([...command, "--cluster", "rigde"])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('did you mean "ridge"?'),
  });
});

test("Each cluster of a site gets its own nodes, also where two contexts lead to one", async (plane) => {
  const cluster = reach(plane);
  const folder = siteIn(temporaryFolder());
  const clusters =
    "clusters:\n  - { name: ops, context: ops, holds: [operations] }\n  - { name: ai, context: ai, holds: [ai] }\n";
  const text = (smallSite["site.yaml"] ?? "").replace("serviceNodes:\n", `${clusters}serviceNodes:\n`);
  writeSmallSite(folder, { ...smallSite, "site.yaml": text });
  const { site: ridge } = loadSite(folder);
  const nodes = siteNodes(ridge, currentLock(ridge, folder), ridge.document.effectiveDate);
  await createNodes(
    cluster,
    nodes.map(({ name }) => name),
  );
  const config = load(readFileSync(plane.kubeconfig, "utf8")) as { contexts: { context: object }[] };
  const contexts = ["ops", "ai"].map((name) => ({ name, context: config.contexts[0]?.context }));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, dump({ ...config, contexts }));
  const enrolledBy = (...options: string[]) => {
    const { stdout } = busbar(["enroll", folder, "--kubeconfig", kubeconfig, "--json", ...options]);
    return (JSON.parse(stdout) as { clusters: { name: string; changes: unknown[]; unknown: unknown[] }[] })
      .clusters;
  };

  expect(
    enrolledBy("--cluster", "ops", "--apply").map(({ name, changes }) => [name, changes.length]),
  ).toEqual([["ops", 3]]);
  const rest = enrolledBy("--apply");
  expect(rest.map(({ name, changes, unknown }) => [name, changes.length, unknown.length])).toEqual([
    ["ops", 0, 0],
    ["ai", 52, 0],
  ]);
  expect(enrolledBy().flatMap(({ changes }) => changes)).toEqual([]);
});
