import { expect } from "vitest";
import { connect } from "../../../cluster/live/connect.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import { FabricAttachmentPolicy } from "../../../constructs/fabric/attachment-policy.ts";
import { FabricAttachments } from "../../../constructs/fabric/attachments.ts";
import { tenantLabel } from "../../../constructs/identity.ts";
import { until } from "../../cluster/tenancy/until.ts";
import { objectsIn, testStack } from "../../support/app.ts";
import { controlPlaneForFile } from "../../support/control-plane.ts";
import type { KubernetesJson } from "../../support/terraform-to-kubernetes.ts";

const test = controlPlaneForFile();

/** The definition that comes with Multus, by the specification of the Network Plumbing Working Group. */
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "network-attachment-definitions.k8s.cni.cncf.io" },
  spec: {
    group: "k8s.cni.cncf.io",
    scope: "Namespaced",
    names: {
      plural: "network-attachment-definitions",
      singular: "network-attachment-definition",
      kind: "NetworkAttachmentDefinition",
    },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: { type: "object", properties: { config: { type: "string" } } } },
          },
        },
      },
    ],
  },
};

const attachmentsPath = "/apis/k8s.cni.cncf.io/v1/namespaces/lab/network-attachment-definitions";
const policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";

function declared(): KubernetesJson[] {
  const { stack, synth } = testStack();
  new FabricAttachmentPolicy(stack, "policy", { site: { siteName: "s" } });
  new FabricAttachments(stack, "attachments", {
    site: { siteName: "s" },
    tenant: "lab",
    namespaces: ["lab"],
    fabrics: [
      {
        fabric: "ib",
        kind: "infiniband",
        rails: 2,
        resource: "nvidia.com/rail{rail}",
        partitionKey: "0x0001",
      },
    ],
  });
  return objectsIn(synth());
}

async function deploy(live: LiveCluster): Promise<void> {
  const create = (path: string, body: unknown) => live.request("POST", path, { body });
  for (const name of ["lab", "other"]) {
    const metadata = { name, labels: { [tenantLabel]: name } };
    await create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata });
  }
  await create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
  await until("attachments are served", () =>
    live.request("GET", attachmentsPath).then(
      () => true,
      () => false,
    ),
  );
  for (const object of declared()) {
    const kind = String(object["kind"]);
    const path =
      kind === "NetworkAttachmentDefinition"
        ? attachmentsPath
        : kind.endsWith("Binding")
          ? policies.replace(/policies$/, "policybindings")
          : policies;
    await create(path, object);
  }
}

function pod(live: LiveCluster, namespace: string, annotations: Record<string, string>) {
  const spec = { containers: [{ name: "work", image: "registry.example/work" }] };
  const body = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { generateName: "p-", namespace, annotations },
    spec,
  };
  const query = { dryRun: "All" };
  return live.request("POST", `/api/v1/namespaces/${namespace}/pods`, { body, query }).then(
    () => "accepted",
    (error: Error) => error.message,
  );
}

const networks = "k8s.v1.cni.cncf.io/networks";

test("Pods of a tenant attach to its own rails by name, and to nothing else", async (plane) => {
  const live = connect(plane);
  await deploy(live);
  const { items } = await live.request<{ items: { metadata: { name: string } }[] }>("GET", attachmentsPath);
  expect(items.map(({ metadata }) => metadata.name)).toEqual(["ib-rail1", "ib-rail2"]);
  await until("the policy holds", async () =>
    (await pod(live, "lab", { [networks]: "other/ib-rail1" })).includes("busbar-tenant-networks"),
  );
  for (const annotations of [{}, { [networks]: "ib-rail1" }, { [networks]: "ib-rail1, ib-rail2@net2" }]) {
    expect(await pod(live, "lab", annotations as Record<string, string>)).toBe("accepted");
  }
  for (const annotations of [
    { [networks]: "other/ib-rail1" },
    { [networks]: '[{"name": "ib-rail1", "namespace": "other"}]' },
    { [networks]: '[{"name": "ib-rail1", "ips": ["100.64.0.9/24"]}]' },
    { "v1.multus-cni.io/default-network": "ib-rail1" },
  ]) {
    expect(await pod(live, "lab", annotations as Record<string, string>)).toContain(
      "busbar-tenant-networks: ",
    );
  }
  // A tenant that has no attachments of its own gets at those of none either; who is no tenant is not bound.
  expect(await pod(live, "other", { [networks]: "lab/ib-rail1" })).toContain("busbar-tenant-networks: ");
  expect(await pod(live, "default", { [networks]: "lab/ib-rail1" })).toBe("accepted");

  const policy = await live.request("GET", `${policies}/busbar-tenant-networks`);
  const status = (policy["status"] ?? {}) as { typeChecking?: { expressionWarnings?: unknown[] } };
  expect(status.typeChecking?.expressionWarnings ?? []).toEqual([]);
});
