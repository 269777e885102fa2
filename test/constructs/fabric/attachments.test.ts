import { expect, test } from "vitest";
import { declaredKinds } from "../../../constructs/declared-kinds.ts";
import { FabricAttachmentPolicy } from "../../../constructs/fabric/attachment-policy.ts";
import { type FabricAttachment, FabricAttachments } from "../../../constructs/fabric/attachments.ts";
import { tenantRoles } from "../../../constructs/tenancy/roles.ts";
import { objectOf, objectsIn, testStack } from "../../support/app.ts";

const infiniband: FabricAttachment = {
  fabric: "ib",
  kind: "infiniband",
  rails: 8,
  resource: "nvidia.com/rail{rail}",
  partitionKey: "0x0001",
};

function attached(fabrics: readonly FabricAttachment[], namespaces = ["lab-training", "lab-serving"]) {
  const { stack, synth } = testStack();
  new FabricAttachments(stack, "attachments", {
    site: { siteName: "s" },
    tenant: "lab",
    namespaces,
    fabrics,
  });
  return synth();
}

function configOf(files: ReadonlyMap<string, string>, name: string) {
  const { spec } = objectOf(files, "NetworkAttachmentDefinition", name) as { spec: { config: string } };
  return JSON.parse(spec.config);
}

test("Each namespace gets an attachment for every rail of every fabric", () => {
  const objects = objectsIn(
    attached([infiniband, { fabric: "roce", kind: "roce", resource: "nvidia.com/roce" }]),
  );
  const kinds = objects.map((object) => String(object["kind"]));
  expect(kinds.filter((kind) => kind === "NetworkAttachmentDefinition")).toHaveLength(2 * (8 + 1));
  expect(kinds).toHaveLength(2 * (8 + 1));
  const known = new Set(declaredKinds.map(({ kind }) => kind));
  expect(kinds.filter((kind) => !known.has(kind))).toEqual([]);
});

test("An attachment names its rail's resource, and on InfiniBand the tenant's P_Key", () => {
  const files = attached([{ ...infiniband, addressPool: "{tenant}-{fabric}-{rail}" }], ["lab-training"]);
  const { metadata } = objectOf(files, "NetworkAttachmentDefinition", "ib-rail3") as {
    metadata: { annotations: object; namespace: string };
  };
  expect(metadata).toMatchObject({
    namespace: "lab-training",
    annotations: { "k8s.v1.cni.cncf.io/resourceName": "nvidia.com/rail3" },
  });
  expect(configOf(files, "ib-rail3")).toEqual({
    cniVersion: "1.0.0",
    name: "ib-rail3",
    type: "ib-sriov",
    pkey: "0x0001",
    link_state: "enable",
    ipam: { type: "nv-ipam", poolName: "lab-ib-3" },
  });
});

test.each([
  ["spectrum-x", "sriov", { type: "sriov", link_state: "enable" }],
  ["roce", "host-device", { type: "host-device" }],
  ["infiniband", "host-device", { type: "host-device" }],
] as const)("On %s with %s the plugin is that of the device", (kind, device, expected) => {
  const files = attached(
    [{ fabric: "f", kind, device, resource: "nvidia.com/f", partitionKey: "0x0001" }],
    ["lab-training"],
  );
  expect(configOf(files, "f-rail1")).toEqual({ cniVersion: "1.0.0", name: "f-rail1", ipam: {}, ...expected });
});

test("No role of a tenant may write attachments, or those of the whole cluster", () => {
  const writing = Object.values(tenantRoles)
    .flat()
    .filter(({ verbs }) => verbs.includes("create"));
  expect(writing.flatMap(({ apiGroups = [] }) => apiGroups)).not.toContain("k8s.cni.cncf.io");
  expect(writing.flatMap(({ apiGroups = [], resources = [] }) => [...apiGroups, ...resources])).not.toContain(
    "*",
  );
});

test("The policy holds in every namespace of a tenant, with attachments or without", () => {
  const { stack, synth } = testStack();
  new FabricAttachmentPolicy(stack, "attachments", { site: { siteName: "s" } });
  const { spec } = objectOf(synth(), "ValidatingAdmissionPolicyBinding", "busbar-tenant-networks") as {
    spec: { matchResources: object; validationActions: string[] };
  };
  expect(spec.validationActions).toEqual(["Deny"]);
  expect(spec.matchResources).toEqual({
    namespaceSelector: { matchExpressions: [{ key: "busbar.dev/tenant", operator: "Exists" }] },
  });
});
