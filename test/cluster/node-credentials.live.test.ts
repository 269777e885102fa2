import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { expect, test as skippable } from "vitest";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import { reservedLabels } from "../../cluster/enroll/tenancy.ts";
import { ApiError } from "../../cluster/live/api-error.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { nodeSiteKey } from "../../cluster/nodes/keys.ts";
import type { Taint } from "../../cluster/nodes/site-node.ts";
import { nodeRackTypeKey, nodeRoleKey, nodeTenantKey } from "../../constructs/identity.ts";
import { temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";

// What a taken-over machine could do: these tests hold the credentials of one node's kubelet, and nothing else.
const onPlane = controlPlaneForFile();
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

function test(name: string, run: (plane: ControlPlane) => Promise<void>): void {
  if (hasOpenssl) onPlane(name, run);
  else {
    console.warn(`SKIPPED: "${name}" needs openssl for a kubelet's key.`);
    skippable.skip(`${name} (skipped: no openssl)`);
  }
}

// Every key that decides it; a new one is proven as soon as it is reserved.
const keys = reservedLabels;
const taint: Taint = { key: nodeTenantKey, value: "acme", effect: "NoSchedule" };

/** A plane with two enrolled nodes, seen by its administrator and by the kubelet of the first. */
async function withKubelet(
  plane: ControlPlane,
  run: (of: { admin: LiveCluster; kubelet: LiveCluster; own: string; other: string }) => Promise<void>,
): Promise<void> {
  const admin = connect(plane);
  const [own, other] = ["rack-n01", "rack-n02"];
  for (const name of [own, other]) {
    const metadata = {
      name,
      labels: { [nodeTenantKey]: "acme", [nodeRackTypeKey]: "b300", [nodeSiteKey]: "ridge" },
    };
    const node = { apiVersion: "v1", kind: "Node", metadata, spec: { taints: [taint] } };
    await admin.create(node);
  }
  let kubelet: LiveCluster | undefined;
  try {
    kubelet = await kubeletOf(plane, admin, own);
    await run({ admin, kubelet, own, other });
  } finally {
    for (const name of [own, other, "rack-n03"]) await admin.remove(node(name));
    kubelet?.close();
    admin.close();
  }
}

/** Credentials as a kubelet gets them: it asks for a certificate, an approver approves, the controller manager signs. */
async function kubeletOf(plane: ControlPlane, admin: LiveCluster, name: string): Promise<LiveCluster> {
  const folder = temporaryFolder();
  const [key, request, kubeconfig] = ["key.pem", "request.pem", "kubeconfig"].map((file) =>
    join(folder, file),
  ) as [string, string, string];
  const subject = `/O=system:nodes/CN=system:node:${name}`;
  execFileSync(
    "openssl",
    [
      "req",
      "-new",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-subj",
      subject,
      "-keyout",
      key,
      "-out",
      request,
    ],
    { stdio: "pipe" },
  );
  const kind = { apiVersion: "certificates.k8s.io/v1", kind: "CertificateSigningRequest" };
  const metadata = { name: `kubelet-${name}-${Date.now()}` };
  await admin.create({
    ...kind,
    metadata,
    spec: {
      signerName: "kubernetes.io/kube-apiserver-client-kubelet",
      request: readFileSync(request).toString("base64"),
      usages: ["digital signature", "client auth"],
    },
  } as never);
  const path = `/apis/certificates.k8s.io/v1/certificatesigningrequests/${metadata.name}`;
  const condition = { type: "Approved", status: "True", reason: "Test", message: "approved" };
  await admin.request("PATCH", `${path}/approval`, {
    body: { status: { conditions: [condition] } },
    contentType: "application/merge-patch+json",
  });
  let certificate: string | undefined;
  await expect
    .poll(
      async () => {
        const { status } = await admin.request<{ status: { certificate?: string } }>("GET", path);
        certificate = status.certificate;
        return certificate;
      },
      { timeout: 30_000 },
    )
    .toBeDefined();
  const { clusters } = load(readFileSync(plane.kubeconfig, "utf8")) as { clusters: { name: string }[] };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters,
    users: [
      {
        name,
        user: {
          "client-certificate-data": certificate,
          "client-key-data": readFileSync(key).toString("base64"),
        },
      },
    ],
    contexts: [{ name, context: { cluster: clusters[0]?.name, user: name } }],
  };
  writeFileSync(kubeconfig, dump(config));
  return connect({ context: name, kubeconfig });
}

function node(name: string) {
  return { apiVersion: "v1", kind: "Node", metadata: { name } };
}

function patch(cluster: LiveCluster, name: string, body: unknown, subresource = ""): Promise<unknown> {
  return cluster.request("PATCH", `/api/v1/nodes/${name}${subresource}`, {
    body,
    contentType: "application/merge-patch+json",
  });
}

/** What the API server says when it refuses. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).code).toBe(403);
  return (error as ApiError).message;
}

test("A kubelet reports its own node's status, and labels that decide nothing", async (plane) => {
  await withKubelet(plane, async ({ admin, kubelet, own }) => {
    await patch(
      kubelet,
      own,
      { status: { conditions: [{ type: "Ready", status: "True", reason: "Test", message: "" }] } },
      "/status",
    );
    await patch(kubelet, own, {
      metadata: { labels: { "node.kubernetes.io/instance-type": "b300", "topology.busbar.dev/rack": "x" } },
    });

    const live = await admin.get(node(own));
    expect(live?.metadata.labels).toMatchObject({
      "node.kubernetes.io/instance-type": "b300",
      "topology.busbar.dev/rack": "x",
    });
    expect(JSON.stringify(live?.["status"])).toContain('"reason":"Test"');
  });
});

test("A kubelet cannot set, change or remove what decides who may run on its node", async (plane) => {
  await withKubelet(plane, async ({ admin, kubelet, own }) => {
    for (const key of keys) {
      for (const value of ["rival", null]) {
        // A label that is not there cannot be removed.
        if (value === null && key === nodeRoleKey) continue;
        for (const subresource of ["", "/status"]) {
          const said = await refusal(
            patch(kubelet, own, { metadata: { labels: { [key]: value } } }, subresource),
          );
          expect(said).toContain(`is not allowed to modify labels: ${key}`);
        }
      }
    }
    const applied = { ...node(own), metadata: { name: own, labels: { [nodeTenantKey]: "rival" } } };
    expect(await refusal(kubelet.apply(applied, { fieldManager: "kubelet", force: true }))).toContain(
      "is not allowed to modify labels",
    );

    expect((await admin.get(node(own)))?.metadata.labels).toMatchObject({
      [nodeTenantKey]: "acme",
      [nodeRackTypeKey]: "b300",
      [nodeSiteKey]: "ridge",
    });
  });
});

test("A kubelet cannot change its node's taints", async (plane) => {
  await withKubelet(plane, async ({ admin, kubelet, own }) => {
    for (const taints of [
      [],
      null,
      [{ ...taint, value: "rival" }],
      [taint, { ...taint, effect: "NoExecute" }],
    ]) {
      expect(await refusal(patch(kubelet, own, { spec: { taints } }))).toContain(
        "is not allowed to modify taints",
      );
    }
    expect((await admin.get(node(own)))?.["spec"]).toMatchObject({ taints: expect.arrayContaining([taint]) });
  });
});

test("A kubelet cannot make a node that says whose it is, its own or another", async (plane) => {
  await withKubelet(plane, async ({ admin, kubelet, own }) => {
    for (const key of keys) {
      const made = { ...node("rack-n03"), metadata: { name: "rack-n03", labels: { [key]: "rival" } } };
      expect(await refusal(kubelet.create(made))).toContain('is not allowed to modify node "rack-n03"');
    }
    // Its own would have to be gone first, and it cannot see to that.
    expect(await refusal(kubelet.remove(node(own)))).toContain("cannot delete");
    await admin.remove(node(own));
    for (const key of keys) {
      const made = { ...node(own), metadata: { name: own, labels: { [key]: "rival" } } };
      expect(await refusal(kubelet.create(made))).toContain(
        `is not allowed to set the following labels: ${key}`,
      );
    }
    await kubelet.create(node(own));
    expect((await admin.get(node(own)))?.metadata.labels ?? {}).not.toHaveProperty([nodeTenantKey]);
  });
});

test("A kubelet cannot touch another node", async (plane) => {
  await withKubelet(plane, async ({ kubelet, other }) => {
    const said = `is not allowed to modify node "${other}"`;
    expect(
      await refusal(patch(kubelet, other, { metadata: { labels: { [nodeTenantKey]: "rival" } } })),
    ).toContain(said);
    expect(await refusal(patch(kubelet, other, { metadata: { labels: { harmless: "x" } } }))).toContain(said);
    expect(await refusal(patch(kubelet, other, { spec: { unschedulable: true } }))).toContain(said);
    expect(await refusal(patch(kubelet, other, { status: { phase: "Running" } }, "/status"))).toContain(said);
  });
});
