import { existsSync } from "node:fs";
import { afterAll, expect } from "vitest";
import { planeFolder } from "../../../cluster/control-plane/folder.ts";
import type { ControlPlane } from "../../../cluster/control-plane/start.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import { systemNamespace } from "../../../constructs/identity.ts";
import { managerAccountName } from "../../../constructs/multikueue/names.ts";
import { until } from "../../cluster/tenancy/until.ts";
import { controlPlaneForFile } from "../../support/control-plane.ts";
import { crdFolder } from "../../support/crds.ts";
import { testWithKueue } from "../../support/kueue.ts";
import {
  type FleetUnderTest,
  isActive,
  jobOf,
  jobSetOf,
  namespaces,
  type SiteName,
  siteNames,
  startFleet,
  tenant,
} from "./fleet-under-test.ts";

/** Pods of jobs run until they are taken away, so that a site stays full. */
const planeOf = (role: string) =>
  controlPlaneForFile({ name: `multikueue-${role}-${process.pid}`, pods: "run" });
const test = planeOf("manager");
for (const site of siteNames) planeOf(site);

let starting: Promise<FleetUnderTest> | undefined;

/** One fleet for all tests of the file, started by the first. */
function testFleet(name: string, run: (fleet: FleetUnderTest) => Promise<void>): void {
  testWithKueue(
    (title, start) => test(title, () => start()),
    name,
    async (kueue) => {
      const plane = (role: string): ControlPlane => {
        const { name: planeName, kubeconfig } = planeFolder(`multikueue-${role}-${process.pid}`);
        return { name: planeName, kubeconfig, context: `kwok-${planeName}` };
      };
      starting ??= startFleet(
        kueue,
        { manager: plane("manager"), north: plane("north"), south: plane("south") },
        existsSync(crdFolder) ? crdFolder : undefined,
      );
      await run(await starting);
    },
  );
}

afterAll(async () => {
  const fleet = await starting?.catch(() => undefined);
  for (const cluster of fleet === undefined ? [] : [fleet.manager, ...Object.values(fleet.sites)]) {
    cluster.close();
  }
});

interface JobStatus {
  readonly active?: number;
  readonly ready?: number;
  readonly succeeded?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

async function statusOf(cluster: LiveCluster, name: string): Promise<JobStatus | undefined> {
  const live = await cluster.get(jobOf(name, 1));
  return live?.["status"] as JobStatus | undefined;
}

async function podsOf(cluster: LiveCluster, job: string) {
  const found: { readonly name: string; readonly node: string | undefined }[] = [];
  const options = { namespace: "acme-train", labelSelector: `batch.kubernetes.io/job-name=${job}` };
  for await (const { metadata, ...pod } of cluster.list({ apiVersion: "v1", kind: "Pod" }, options)) {
    found.push({ name: metadata.name, node: (pod["spec"] as { nodeName?: string }).nodeName });
  }
  return found;
}

/** The site at which all pods of a job run. */
async function siteOf({ sites }: FleetUnderTest, job: string, pods: number): Promise<SiteName> {
  let at: SiteName | undefined;
  await until(`"${job}" runs`, async () => {
    for (const site of siteNames) if ((await statusOf(sites[site], job))?.ready === pods) at = site;
    return at !== undefined;
  });
  return at as SiteName;
}

/** What the workload of a job says on the manager. */
async function conditionOf(
  manager: LiveCluster,
  job: string,
  condition: string,
): Promise<string | undefined> {
  const workloads = { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "Workload" };
  for await (const { metadata, ...workload } of manager.list(workloads, { namespace: "acme-train" })) {
    if (!metadata.name.startsWith(`job-${job}-`)) continue;
    const { conditions = [] } = (workload["status"] ?? {}) as JobStatus;
    return conditions.find(({ type }) => type === condition)?.status;
  }
  return undefined;
}

async function remove({ manager, sites }: FleetUnderTest, job: string): Promise<void> {
  await manager.remove(jobOf(job, 1));
  await until(`"${job}" is gone everywhere`, async () => {
    const left = await Promise.all(Object.values(sites).map((cluster) => cluster.get(jobOf(job, 1))));
    return left.every((live) => live === undefined);
  });
}

/** The status comes with every change of a pod, so all of a node's turns are waited for. */
async function statusComesBack(manager: LiveCluster, job: string, ready: number): Promise<void> {
  await until(
    `the manager knows that ${ready} pods of "${job}" run`,
    async () => (await statusOf(manager, job))?.ready === ready,
  );
}

testFleet("Kueue takes what is declared: sites are connected, and all queues are active", async (fleet) => {
  const { manager, sites } = fleet;
  for (const site of siteNames) {
    expect(await isActive(manager, "MultiKueueCluster", `${tenant}-${site}`)).toBe(true);
    await until("the site's queue is active", () => isActive(sites[site], "ClusterQueue", tenant));
  }
  for (const kind of ["AdmissionCheck", "ClusterQueue"])
    await until(`the manager's ${kind} is active`, () => isActive(manager, kind, `${tenant}-fleet`));
});

testFleet("A job runs at a site, within one rack, and its status and its end come back", async (fleet) => {
  const { manager, sites } = fleet;
  await manager.create(jobOf("one", 2));
  const site = await siteOf(fleet, "one", 2);
  const pods = await podsOf(sites[site], "one");
  expect(pods.map(({ node }) => node?.startsWith(`${site}-`))).toEqual([true, true]);
  await statusComesBack(manager, "one", 2);
  expect(await podsOf(manager, "one")).toEqual([]);
  for (const { name } of pods) {
    await sites[site].request("PATCH", `/api/v1/namespaces/acme-train/pods/${name}/status`, {
      contentType: "application/merge-patch+json",
      body: { status: { phase: "Succeeded" } },
    });
  }
  await until("the manager knows that it is complete", async () => {
    const status = await statusOf(manager, "one");
    const complete = status?.conditions?.some(({ type, status: is }) => type === "Complete" && is === "True");
    return status?.succeeded === 2 && complete === true;
  });
  await remove(fleet, "one");
});

testFleet(
  "Where one site is full a job goes to the other, and where both are it waits for room",
  async (fleet) => {
    const { manager } = fleet;
    await manager.create(jobOf("first", 3));
    const full = await siteOf(fleet, "first", 3);
    await manager.create(jobOf("second", 3));
    const other = await siteOf(fleet, "second", 3);
    expect([full, other].sort()).toEqual([...siteNames].sort());
    await statusComesBack(manager, "second", 3);
    // Two nodes are free, but one at each site; with them the manager has reserved all that there is.
    await manager.create(jobOf("third", 2));
    await until(
      "the third is with the sites",
      async () => (await conditionOf(manager, "third", "QuotaReserved")) === "True",
    );
    await manager.create(jobOf("fourth", 1));
    await until(
      "the fourth waits",
      async () => (await conditionOf(manager, "fourth", "QuotaReserved")) === "False",
    );
    expect(await conditionOf(manager, "third", "Admitted")).not.toBe("True");
    // Before there is room, so that nothing but the third can take it.
    await remove(fleet, "fourth");
    await remove(fleet, "first");
    expect(await siteOf(fleet, "third", 2)).toBe(full);
    for (const job of ["second", "third"]) await remove(fleet, job);
  },
);

testFleet("A job of the other namespace finds its queue at the sites as well", async (fleet) => {
  const { manager, sites } = fleet;
  const job = jobOf("serving", 1, "acme-serve");
  await manager.create(job);
  await until("it runs", async () => {
    const live = await Promise.all(Object.values(sites).map((cluster) => cluster.get(job)));
    return live.some((found) => (found?.["status"] as JobStatus | undefined)?.ready === 1);
  });
  await manager.remove(job);
});

testFleet("A JobSet is sent to a site and admitted there, and its end comes back", async (fleet) => {
  const { manager, sites } = fleet;
  const jobSet = jobSetOf("set", 2);
  await manager.create(jobSet);
  let at: SiteName | undefined;
  await until("a site has admitted it", async () => {
    for (const site of siteNames) {
      const spec = (await sites[site].get(jobSet))?.["spec"] as { suspend?: boolean } | undefined;
      if (spec?.suspend === false) at = site;
    }
    return at !== undefined;
  });
  // JobSet's own controller is not run: this is what it writes when all jobs are complete.
  const completed = {
    type: "Completed",
    status: "True",
    reason: "AllJobsCompleted",
    message: "all jobs are complete",
    lastTransitionTime: "2026-01-01T00:00:00Z",
  };
  const path = "/apis/jobset.x-k8s.io/v1alpha2/namespaces/acme-train/jobsets/set/status";
  await sites[at as SiteName].request("PATCH", path, {
    contentType: "application/merge-patch+json",
    body: { status: { terminalState: "Completed", conditions: [completed] } },
  });
  await until("the manager knows that it is complete", async () => {
    const status = (await manager.get(jobSet))?.["status"] as { terminalState?: string } | undefined;
    return status?.terminalState === "Completed";
  });
  await manager.remove(jobSet);
  await until(
    "it is gone from the site",
    async () => (await sites[at as SiteName].get(jobSet)) === undefined,
  );
});

testFleet(
  "The manager's account runs jobs in the tenant's namespaces, and may do nothing else",
  async (fleet) => {
    const account = fleet.sites.north.as({
      user: `system:serviceaccount:${systemNamespace}:${managerAccountName(tenant)}`,
    });
    const may = async (verb: string, group: string, resource: string, namespace?: string) => {
      const { status } = await account.request<{ status: { allowed: boolean } }>(
        "POST",
        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        { body: { spec: { resourceAttributes: { verb, group, resource, namespace } } } },
      );
      return status.allowed;
    };
    for (const namespace of namespaces) {
      expect(await may("create", "batch", "jobs", namespace)).toBe(true);
      for (const [group, resource] of [
        ["", "secrets"],
        ["", "pods"],
        ["kueue.x-k8s.io", "localqueues"],
      ] as const)
        expect(await may("create", group, resource, namespace), resource).toBe(false);
    }
    for (const namespace of ["default", systemNamespace, "kube-system"])
      expect(await may("create", "batch", "jobs", namespace), namespace).toBe(false);
    for (const [group, resource] of [
      ["", "secrets"],
      ["", "configmaps"],
      ["kueue.x-k8s.io", "clusterqueues"],
    ] as const)
      expect(await may("list", group, resource), resource).toBe(false);
  },
);

testFleet(
  "Nothing runs on the manager: its namespaces' quota refuses every pod that asks for something",
  async (fleet) => {
    const { template } = jobOf("pod", 1).spec;
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "stray", namespace: "acme-train" },
      spec: template.spec,
    };
    await expect(fleet.manager.create(pod, { dryRun: true })).rejects.toThrow(/exceeded quota: leased/);
  },
);
