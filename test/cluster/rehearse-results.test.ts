import { expect, test } from "vitest";
import { rehearsedJson, rehearsedText } from "../../cli/rehearsed.ts";
import type { SiteNode } from "../../cluster/nodes/site-node.ts";
import { acceptanceJobs } from "../../cluster/rehearse/acceptance-jobs.ts";
import { checkGangs } from "../../cluster/rehearse/checks/gangs.ts";
import { checkOwnRacks, type Observation } from "../../cluster/rehearse/checks/own-racks.ts";
import { kwokNode } from "../../cluster/rehearse/kwok-nodes.ts";
import { nodeGroups } from "../../cluster/rehearse/node-groups.ts";
import type { ObservedPod } from "../../cluster/rehearse/pods.ts";
import { planeName } from "../../cluster/rehearse/rehearse.ts";
import { checked, notChecked } from "../../cluster/rehearse/result.ts";
import type { Acceptance } from "../../cluster/rehearse/run-acceptance.ts";
import type { RehearsedTenant } from "../../cluster/rehearse/tenants.ts";
import { assignedDomains } from "../../cluster/rehearse/topology-assignment.ts";
import { splitWork } from "../../cluster/rehearse/work-split.ts";
import { DataSize } from "../../site/units/index.ts";

const rackKey = "topology.busbar.dev/rack";

function node(tenant: string, rack: string, index: number): SiteNode {
  return {
    name: `${rack}-n${index}`,
    cluster: "site",
    tenant,
    rackType: "linked",
    rack,
    scaleUpDomain: rack,
    fabric: rack.startsWith("far") ? "two" : "one",
    labels: { [rackKey]: rack },
    taints: [],
    shape: {
      cpu: 60,
      memory: DataSize.gibibytes(500),
      architecture: "arm64",
      accelerators: { resource: "nvidia.com/gpu", count: 4 },
    },
  };
}

const rack = (tenant: string, name: string) => [1, 2].map((index) => node(tenant, name, index));
const tenant: RehearsedTenant = {
  name: "acme",
  group: "acme-users",
  namespaces: [
    {
      name: "acme-lab",
      quota: { "requests.cpu": "240", "requests.memory": "2000Gi", "requests.nvidia.com/gpu": "16" },
    },
  ],
  nodes: [...rack("acme", "r1"), ...rack("acme", "r2")],
};
const all = [...tenant.nodes, ...rack("other", "r3")];

function jobsOf(throughQueues: boolean) {
  const groups = nodeGroups(tenant.nodes, { rackKey, levelsOnly: throughQueues });
  return acceptanceJobs("acme", splitWork(groups, tenant.namespaces), throughQueues);
}

/** What is seen where the pods of each gang run on the nodes named for it. */
function observation(gangs: readonly (readonly string[])[]): {
  acceptance: Acceptance;
  observed: Observation;
} {
  const jobs = jobsOf(false);
  const pods = gangs.flatMap((nodes, gang) =>
    nodes.map(
      (on, index): ObservedPod => ({
        namespace: "acme-lab",
        name: `gang-${gang}-${index}`,
        node: on,
        ready: true,
        unscheduled: undefined,
        ofNode: false,
        labels: {
          "batch.kubernetes.io/job-name": jobs[gang]?.object.metadata.name ?? "",
          "batch.kubernetes.io/job-completion-index": String(index),
        },
      }),
    ),
  );
  return {
    acceptance: { tenant, jobs, running: pods.length, misses: [] },
    observed: { nodes: new Map(all.map((one) => [one.name, one])), pods },
  };
}

test("Without Kueue a gang is a job with affinity to its rack and against other gangs", () => {
  const jobs = jobsOf(false);
  expect(jobs.map(({ object, pods, gangSize }) => [object.metadata.name, pods, gangSize])).toEqual([
    ["accept-linked-gang-1", 2, 2],
    ["accept-linked-gang-2", 2, 2],
  ]);
  const [first] = jobs;
  expect(first?.object.spec).toMatchObject({ suspend: false, completionMode: "Indexed" });
  const affinity = JSON.stringify(first?.object.spec?.template.spec?.affinity);
  expect(affinity).toContain(`"topologyKey":"${rackKey}"`);
  expect(affinity).toContain('"values":["acme-lab.1"]');
});

test("With Kueue the gangs are slices of one job, which it starts", () => {
  const jobs = jobsOf(true);
  expect(jobs.map(({ object, pods, gangSize }) => [object.metadata.name, pods, gangSize])).toEqual([
    ["accept-linked-gangs", 4, 2],
  ]);
  expect(jobs[0]?.object.spec?.suspend).toBe(true);
  expect(jobs[0]?.object.spec?.template.metadata?.annotations).toEqual({
    "kueue.x-k8s.io/podset-slice-required-topology": rackKey,
    "kueue.x-k8s.io/podset-slice-size": "2",
  });
  expect(jobs[0]?.object.spec?.template.spec?.affinity).toBeUndefined();
});

test("Each pod asks for all that its node has, and conforms to what is asked of a tenant's pods", () => {
  const [job] = jobsOf(false);
  const spec = job?.object.spec?.template.spec;
  expect(spec?.containers[0]).toMatchObject({
    imagePullPolicy: "Always",
    resources: {
      requests: { cpu: "60000m", memory: "512000Mi", "nvidia.com/gpu": "4" },
      limits: { "nvidia.com/gpu": "4" },
    },
  });
  expect(spec?.securityContext?.runAsNonRoot).toBe(true);
  expect(job?.object.metadata.labels?.["kueue.x-k8s.io/queue-name"]).toBe("leased");
});

test("Gangs that stay in their racks hold", () => {
  const { acceptance, observed } = observation([
    ["r1-n1", "r1-n2"],
    ["r2-n1", "r2-n2"],
  ]);
  const results = [...checkOwnRacks(acceptance, observed), ...checkGangs(acceptance, observed)];
  expect(results.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok"]);
});

test("A gang that is spread over two racks misses, with both named", () => {
  const { acceptance, observed } = observation([
    ["r1-n1", "r2-n2"],
    ["r2-n1", "r1-n2"],
  ]);
  const [domains] = checkGangs(acceptance, observed);
  expect(domains).toMatchObject({ check: "scale-up domains", outcome: "miss", found: "0 within one" });
  expect(domains?.details).toContain("gang 1 of accept-linked-gang-1 is spread over r1, r2");
});

test("A pod on another tenant's node misses, and so does the own node that is left", () => {
  const { acceptance, observed } = observation([
    ["r1-n1", "r1-n2"],
    ["r2-n1", "r3-n2"],
  ]);
  const results = checkOwnRacks(acceptance, observed);
  expect(results.map(({ outcome }) => outcome)).toEqual(["ok", "miss"]);
  expect(results[1]?.details).toEqual([
    "acme-lab/gang-1-1 runs on r3-n2, which is other's",
    "no pod runs on r2-n2",
  ]);
});

test("A pod of somebody else on a tenant's node misses", () => {
  const { acceptance, observed } = observation([
    ["r1-n1", "r1-n2"],
    ["r2-n1", "r2-n2"],
  ]);
  const intruder = { ...(observed.pods[0] as ObservedPod), namespace: "other-lab", name: "guest" };
  const results = checkOwnRacks(acceptance, { ...observed, pods: [...observed.pods, intruder] });
  expect(results[1]?.details).toEqual(["other-lab/guest of somebody else runs on r1-n1"]);
});

test("Pods that do not run miss even where nothing says why", () => {
  const { acceptance, observed } = observation([["r1-n1", "r1-n2"]]);
  const [running] = checkOwnRacks(acceptance, observed);
  expect(running).toMatchObject({ outcome: "miss", expected: "4 pods run", found: "2 run" });
});

test("Kueue's assignments are read however they are written", () => {
  const levels = ["kubernetes.io/hostname"];
  const individual = (roots: string[]) => ({ individual: { prefix: "rack-", suffix: "-x", roots } });
  expect(
    assignedDomains({
      levels,
      slices: [
        { domainCount: 2, valuesPerLevel: [individual(["1", "2"])], podCounts: { individual: [3, 1] } },
        { domainCount: 1, valuesPerLevel: [{ universal: "alone" }], podCounts: { universal: 2 } },
      ],
    }),
  ).toEqual([
    { value: "rack-1-x", pods: 3 },
    { value: "rack-2-x", pods: 1 },
    { value: "alone", pods: 2 },
  ]);
});

test("A simulated node has the shape, labels and taints of the real one", () => {
  const [first] = tenant.nodes;
  if (first === undefined) throw new Error("there is no node");
  const made = kwokNode(first);
  expect(made.metadata.labels).toMatchObject({ [rackKey]: "r1", "kubernetes.io/hostname": "r1-n1" });
  expect(made["status"]).toMatchObject({
    allocatable: { cpu: "60", memory: "500Gi", "nvidia.com/gpu": "4", pods: "110" },
  });
});

test("The control plane of a rehearsal is named after site and cluster", () => {
  expect(planeName("denton", "denton")).toBe("rehearse-denton");
  expect(planeName("denton", "coreweave")).toBe("rehearse-denton-coreweave");
  expect(planeName("s".repeat(40), "c".repeat(40))).toHaveLength(63);
});

test("The table ends with a verdict in one sentence, and says what was not checked", () => {
  const ok = checked({ check: "nodes", of: "cluster", expected: "4 ready", found: "4 ready" }, []);
  const miss = checked({ check: "quota", of: "acme", expected: "16", found: "15" }, ["one is missing"]);
  const open = notChecked("queues", "all tenants", "no Kueue manager runs: name its binary with --kueue");
  const of = (results: (typeof ok)[]) => ({
    site: "drill",
    day: "2026-01-01",
    clusters: [{ cluster: "drill", results }],
  });
  expect(rehearsedText(of([ok, open]))).toMatch(
    /queues of all tenants: not checked, no Kueue manager runs: name its binary with --kueue\n\ndrill holds what it promises: 1 check, none missed; 1 could not be checked\.\n$/,
  );
  const missed = rehearsedText(of([ok, miss]));
  expect(missed).toContain("· one is missing");
  expect(missed).toMatch(/drill does not hold what it promises: 1 of 2 checks missed\.\n$/);
  expect(JSON.parse(rehearsedJson(of([ok, miss])))).toMatchObject({ site: "drill", holds: false });
});
