import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { startControlPlane } from "../../cluster/control-plane/start.ts";
import { controlPlane } from "../../cluster/control-plane/status.ts";
import { connect } from "../../cluster/live/connect.ts";
import { busbar, temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile, killComponent, startComponents } from "../support/control-plane.ts";
import { createJob, createNodes, jobStatus, pods, until } from "./jobs.ts";

const test = controlPlaneForFile({ pods: "run" });

test("A pod can be created as soon as the control plane is there", async (plane) => {
  await connect(plane).request("POST", "/api/v1/namespaces/default/pods", {
    body: { metadata: { name: "first" }, spec: { containers: [{ name: "c", image: "i" }] } },
  });
});

test("The pods of a gang all run at once, each on a simulated node, and go when their job is deleted", async (plane) => {
  const cluster = connect(plane);
  await createNodes(cluster, 24);
  await createJob(cluster, "gang", 24);
  await until(async () => (await jobStatus(cluster, "gang")).ready === 24);
  const running = await pods(cluster, "gang");
  expect(new Set(running.map(({ spec }) => spec.nodeName)).size).toBe(24);
  expect(running.map(({ status }) => status.phase)).toEqual(running.map(() => "Running"));
  await cluster.request("DELETE", "/apis/batch/v1/namespaces/default/jobs/gang", {
    query: { propagationPolicy: "Background" },
  });
  await until(async () => (await pods(cluster, "gang")).length === 0);
});

test("A kubelet's credentials change nothing that decides tenancy", async (plane) => {
  const cluster = connect(plane);
  await createNodes(cluster, 1);
  const kubelet = cluster.as({ user: "system:node:node-0", groups: ["system:nodes"] });
  const label = (key: string) =>
    kubelet.request("PATCH", "/api/v1/nodes/node-0", {
      contentType: "application/merge-patch+json",
      body: { metadata: { labels: { [key]: "mine" } } },
    });
  await expect(label("node-restriction.kubernetes.io/tenant")).rejects.toThrow(
    /is not allowed to modify labels/,
  );
  // Its own labels it may change: it is not simply without rights.
  await label("example.com/note");
});

test("What a kubelet asks to have signed is signed", async (plane) => {
  const cluster = connect(plane);
  const request = signingRequest("/O=system:nodes/CN=system:node:node-7");
  const path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
  await cluster.request("POST", path, {
    body: {
      metadata: { name: "node-7" },
      spec: {
        request: request.toString("base64"),
        signerName: "kubernetes.io/kube-apiserver-client-kubelet",
        usages: ["digital signature", "client auth"],
      },
    },
  });
  const condition = { type: "Approved", status: "True", reason: "Test", message: "" };
  await cluster.request("PATCH", `${path}/node-7/approval`, {
    contentType: "application/merge-patch+json",
    body: { status: { conditions: [condition] } },
  });
  const signed = () => cluster.request<{ status: { certificate?: string } }>("GET", `${path}/node-7`);
  await until(async () => (await signed()).status.certificate !== undefined);
});

/** openssl is on every machine that has a TLS client; a test without it fails, and says so. */
function signingRequest(subject: string): Buffer {
  const key = join(temporaryFolder(), "key");
  const { stdout, status, stderr } = spawnSync("openssl", [
    ...["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-subj", subject],
  ]);
  expect(status, String(stderr)).toBe(0);
  return stdout;
}

test("Tokens of service accounts are good", async (plane) => {
  const cluster = connect(plane);
  const { status } = await cluster.request<{ status: { token: string } }>(
    "POST",
    "/api/v1/namespaces/default/serviceaccounts/default/token",
    { body: {} },
  );
  const review = await cluster.request<{ status: object }>(
    "POST",
    "/apis/authentication.k8s.io/v1/tokenreviews",
    {
      body: { spec: { token: status.token } },
    },
  );
  expect(review.status).toMatchObject({
    authenticated: true,
    user: { username: "system:serviceaccount:default:default" },
  });
});

test("Every component listens on loopback only", async ({ name }) => {
  const plane = await controlPlane(name);
  const listening = (plane?.processes ?? []).flatMap(({ pid, component }) =>
    listenersOf(pid).map((address) => ({ component, address })),
  );
  expect(new Set(listening.map(({ component }) => component)).size).toBe(5);
  expect(listening.filter(({ address }) => address !== "0100007F")).toEqual([]);
});

/** Addresses that a process listens on, as the kernel writes them. */
function listenersOf(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = ""]) => state === "0A" && sockets.has(inode))
      .map(([, local = ""]) => local.split(":")[0] ?? ""),
  );
}

test("A second one of the same name is refused, and the first goes on", async ({ name }) => {
  await expect(startControlPlane({ name })).rejects.toThrow(
    new RegExp(
      `${name} {2}it is running at https://127\\.0\\.0\\.1:\\d+, since .*busbar cluster down ${name}`,
    ),
  );
  expect(await controlPlane(name)).toMatchObject({ state: "running", dead: [] });
});

test("The command line shows it, and gives its kubeconfig", async ({ name, kubeconfig }) => {
  const env = passedOn();
  const shown = JSON.parse(busbar(["cluster", "status", "--json"], { env }).stdout) as { name: string }[];
  expect(shown.find((plane) => plane.name === name)).toMatchObject({
    state: "running",
    pods: "run",
    kubeconfig,
    dead: [],
    server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
  });
  expect(busbar(["cluster", "status"], { env }).stdout).toContain(`export KUBECONFIG=${kubeconfig}`);
  expect(busbar(["cluster", "kubeconfig", name, "--path"], { env }).stdout).toBe(`${kubeconfig}\n`);
  expect(busbar(["cluster", "kubeconfig", name], { env }).stdout).toBe(readFileSync(kubeconfig, "utf8"));
});

/** Where this process keeps its control planes, for the command line. */
function passedOn(): Record<string, string> {
  const { BUSBAR_CLUSTERS, XDG_DATA_HOME } = process.env;
  return { ...(BUSBAR_CLUSTERS && { BUSBAR_CLUSTERS }), ...(XDG_DATA_HOME && { XDG_DATA_HOME }) };
}

// Last, since it disturbs the others.
test("A component that dies is told, and what was stored is there when it is back", async (plane) => {
  await killComponent(plane, "kube-apiserver");
  await until(async () => (await controlPlane(plane.name))?.state === "partly");
  expect(await controlPlane(plane.name)).toMatchObject({ dead: ["kube-apiserver"] });
  await startComponents(plane);
  await connect(plane).request("GET", "/api/v1/nodes/node-0");
  expect(await controlPlane(plane.name)).toMatchObject({ state: "running", dead: [] });
});
