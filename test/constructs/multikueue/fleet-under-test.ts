import { readFileSync } from "node:fs";
import { KubeConfig } from "@kubernetes/client-node";
import { load } from "js-yaml";
import { applyStacks } from "../../../cluster/apply/apply.ts";
import type { ControlPlane } from "../../../cluster/control-plane/start.ts";
import { installDefinitions } from "../../../cluster/crds/install.ts";
import { kueueNamespace, withConversionWebhook } from "../../../cluster/kueue/certificates.ts";
import { startKueueManager } from "../../../cluster/kueue/manager.ts";
import { connect } from "../../../cluster/live/connect.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import { silent } from "../../../cluster/progress.ts";
import { createNodes } from "../../../cluster/rehearse/kwok-nodes.ts";
import { nodeRackTypeKey, nodeTenantKey, systemNamespace } from "../../../constructs/identity.ts";
import { jobFrameworks } from "../../../constructs/multikueue/manager-rights.ts";
import { kubeconfigSecretName, managerAccountName } from "../../../constructs/multikueue/names.ts";
import { catalogRackType } from "../../../site/catalog/lookup.ts";
import { configurationFile } from "../../../stacks/synthesize-manager.ts";
import { until } from "../../cluster/tenancy/until.ts";
import { objectsIn } from "../../support/app.ts";
import { stackOf } from "../../support/declared.ts";
import { placed, sharedQueuesFolder, writtenFleet } from "../../support/multikueue-fleet.ts";

/** The tenant of both sites: a rack of four nodes of eight GPUs at each. */
export const tenant = "acme";
export const namespaces = ["acme-train", "acme-serve"];
export const rackType = catalogRackType("h200");
export const nodesAtSite = rackType.nodes.value;
export const gpusOfNode = rackType.accelerator?.perNode.value ?? 0;
export const siteNames = ["north", "south"] as const;
export type SiteName = (typeof siteNames)[number];

const fieldManager = { fieldManager: "test", force: true } as const;
const rackLabel = "topology.busbar.dev/rack";

/** The clusters as they are when every site is connected. */
export interface FleetUnderTest {
  readonly manager: LiveCluster;
  readonly sites: Readonly<Record<SiteName, LiveCluster>>;
}

/** Deploys what a fleet's document says to the sites and to the manager, and runs Kueue in each. */
export async function startFleet(
  kueue: string,
  planes: { readonly manager: ControlPlane } & Readonly<Record<SiteName, ControlPlane>>,
  crds: string | undefined,
): Promise<FleetUnderTest> {
  const folder = placed(sharedQueuesFolder({ racks: { north: 1, south: 1 } }));
  const written = writtenFleet(folder);
  const start = (plane: ControlPlane, name: string) => {
    const files = written.get(name);
    if (files === undefined) throw new Error(`nothing was written of "${name}"`);
    return startCluster({ kueue, plane, name, files, crds });
  };
  const [north, south] = [await start(planes.north, "north"), await start(planes.south, "south")];
  const manager = await start(planes.manager, "hub");
  for (const [site, cluster] of [
    ["north", north],
    ["south", south],
  ] as const) {
    await handOverKubeconfig(manager, { site, plane: planes[site], cluster });
  }
  for (const site of siteNames) await connected(manager, `${tenant}-${site}`);
  return { manager, sites: { north, south } };
}

/** Kueue is configured to send them as well, so every cluster has to have them: a site that refuses one watch is not connected. */
const jobSet = { apiVersion: "jobset.x-k8s.io/v1alpha2", kind: "JobSet", metadata: { name: "any" } };

async function startCluster({
  kueue,
  plane,
  name,
  files,
  crds,
}: {
  readonly kueue: string;
  readonly plane: ControlPlane;
  /** Of the site, or of the manager. */
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly crds: string | undefined;
}): Promise<LiveCluster> {
  const cluster = connect(plane);
  const declared = stackOf(name, "all", objectsIn(files));
  const options = { folder: crds, change: withConversionWebhook, progress: silent };
  await installDefinitions(cluster, [...declared.objects, jobSet], options);
  if (name !== "hub") await createNodes(cluster, rackNodes(name), silent);
  await applyStacks([declared], { site: name, connect: () => cluster });
  const written = files.get(configurationFile)?.replace(/^---/, "");
  const configuration =
    written === undefined ? { integrations: { frameworks: jobFrameworks } } : (load(written) as object);
  await startKueueManager({ binary: kueue, plane, cluster, configuration });
  return cluster;
}

function rackNodes(site: string) {
  const [accelerator, node] = [rackType.accelerator, rackType.node];
  if (accelerator === undefined || node === undefined) throw new Error("the rack type has no GPUs");
  return Array.from({ length: nodesAtSite }, (_, index) => ({
    name: `${site}-${index}`,
    cluster: site,
    labels: {
      [nodeTenantKey]: tenant,
      [nodeRackTypeKey]: rackType.name,
      "topology.busbar.dev/power-zone": "hall",
      "topology.busbar.dev/scalable-unit": "hall-su01",
      [rackLabel]: "hall-r01p01",
    },
    taints: [{ key: nodeTenantKey, value: tenant, effect: "NoSchedule" as const }],
    shape: {
      cpu: node.cpu.value,
      memory: node.memory.value,
      architecture: node.architecture,
      accelerators: { resource: accelerator.resource, count: accelerator.perNode.value },
    },
  }));
}

/** What an operator does by hand: a token of the account at the site, in a Secret at the manager. */
async function handOverKubeconfig(
  manager: LiveCluster,
  { site, plane, cluster }: { site: SiteName; plane: ControlPlane; cluster: LiveCluster },
): Promise<void> {
  const account = `/api/v1/namespaces/${systemNamespace}/serviceaccounts/${managerAccountName(tenant)}`;
  const { status } = await cluster.request<{ status: { token: string } }>("POST", `${account}/token`, {
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
  });
  const admin = new KubeConfig();
  admin.loadFromFile(plane.kubeconfig);
  const reached = admin.getCurrentCluster();
  const authority = reached?.caData ?? readFileSync(reached?.caFile ?? "").toString("base64");
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: site, cluster: { server: reached?.server, "certificate-authority-data": authority } }],
    users: [{ name: "manager", user: { token: status.token } }],
    contexts: [{ name: site, context: { cluster: site, user: "manager" } }],
    "current-context": site,
  });
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: kubeconfigSecretName(tenant, site), namespace: kueueNamespace },
    data: { kubeconfig: Buffer.from(kubeconfig).toString("base64") },
  };
  await manager.apply(secret, fieldManager);
}

async function connected(manager: LiveCluster, name: string): Promise<void> {
  await until(`"${name}" is connected`, () => isActive(manager, "MultiKueueCluster", name));
}

/** Whether an object of Kueue on a cluster says that it is active. */
export async function isActive(cluster: LiveCluster, kind: string, name: string): Promise<boolean> {
  const live = await cluster.get({ apiVersion: "kueue.x-k8s.io/v1beta2", kind, metadata: { name } });
  const { conditions = [] } = (live?.["status"] ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.some(({ type, status }) => type === "Active" && status === "True");
}

/** A job of so many whole nodes that stay within one rack. Its name is its own in all tests. */
export function jobOf(name: string, pods: number, namespace = "acme-train") {
  const gpus = { "nvidia.com/gpu": String(gpusOfNode) };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace, labels: { "kueue.x-k8s.io/queue-name": "fleet" } },
    spec: {
      completions: pods,
      parallelism: pods,
      completionMode: "Indexed",
      backoffLimit: 0,
      // Both are what Kueue's webhooks would set, which are not installed here.
      suspend: true,
      managedBy: "kueue.x-k8s.io/multikueue",
      template: {
        metadata: { annotations: { "kueue.x-k8s.io/podset-required-topology": rackLabel } },
        spec: {
          restartPolicy: "Never",
          serviceAccountName: "workload",
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          nodeSelector: { [nodeTenantKey]: tenant },
          tolerations: [{ key: nodeTenantKey, operator: "Equal", value: tenant, effect: "NoSchedule" }],
          containers: [
            {
              name: "main",
              image: "registry.k8s.io/pause:3.10.1",
              imagePullPolicy: "Always",
              resources: { requests: { cpu: "1", memory: "1Gi", ...gpus }, limits: gpus },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ["ALL"] },
                readOnlyRootFilesystem: true,
              },
            },
          ],
        },
      },
    },
  };
}

/** A JobSet of one job of so many whole nodes. */
export function jobSetOf(name: string, pods: number) {
  const job = jobOf(name, pods);
  const { suspend, managedBy, ...spec } = job.spec;
  return {
    apiVersion: jobSet.apiVersion,
    kind: jobSet.kind,
    metadata: job.metadata,
    spec: { suspend, managedBy, replicatedJobs: [{ name: "nodes", replicas: 1, template: { spec } }] },
  };
}
