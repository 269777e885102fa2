import { expect, test } from "vitest";
import { changeOutsideNamedTenant } from "../../../policies/delivery/change-outside-named-tenant.ts";
import { deleteOfMiningZoneStillMining } from "../../../policies/delivery/delete-of-mining-zone-still-mining.ts";
import { destroyOfRunningLease } from "../../../policies/delivery/destroy-of-running-lease.ts";
import { forgotten } from "../../../policies/delivery/forgotten.ts";
import { guardRemoved } from "../../../policies/delivery/guard-removed.ts";
import { imageAllowList } from "../../../policies/delivery/image-allow-list.ts";
import { imageDigest } from "../../../policies/delivery/image-digest.ts";
import { localState } from "../../../policies/delivery/local-state.ts";
import { replaceNamespace } from "../../../policies/delivery/replace-namespace.ts";
import { replaceOfResourceFlavor } from "../../../policies/delivery/replace-of-resource-flavor.ts";
import { tenantObjectRemoved } from "../../../policies/delivery/tenant-object-removed.ts";
import { unknownActions } from "../../../policies/delivery/unknown-actions.ts";
import type { PlannedChange } from "../../../policies/rule.ts";
import { Site } from "../../../site/site.ts";
import { declaredBy, holding, judged, places, planned } from "../judged.ts";

const site = declaredBy("prince-george");
const speech = { "busbar.dev/tenant": "speech" };
const namespace = "kubernetes_namespace_v1";

function planning(...changes: PlannedChange[]) {
  return { ...site, changes };
}

/** A change of an object that goes as a manifest. */
function manifest(
  actions: string[],
  kind: string,
  fields: object,
  after: object | null = fields,
): PlannedChange {
  const whole = (rest: object) => ({ manifest: { kind, metadata: { name: "m", labels: speech }, ...rest } });
  return planned(
    actions,
    "kubernetes_manifest",
    { name: kind },
    {
      before: whole(fields),
      after: after === null ? null : whole(after),
    },
  );
}

test("Rules over plans apply to plans alone, and pass one that only creates and updates", () => {
  const sound = planning(
    planned(["create"], namespace, { name: "new", labels: speech }),
    planned(["update"], "kubernetes_resource_quota_v1", {
      name: "leased",
      namespace: "speech-serving",
      labels: speech,
    }),
    planned(["read"], "terraform_data", { name: "x" }),
    planned(["no-op"], namespace, { name: "same" }),
  );
  for (const rule of [
    destroyOfRunningLease,
    tenantObjectRemoved,
    replaceNamespace,
    replaceOfResourceFlavor,
    guardRemoved,
    deleteOfMiningZoneStillMining,
    forgotten,
    unknownActions,
  ]) {
    expect(judged(rule, site), rule.id).toBeUndefined();
    expect(judged(rule, planning()), rule.id).toEqual([]);
    expect(judged(rule, sound), rule.id).toEqual([]);
  }
});

test("What is leased is not deleted while the lease runs", () => {
  const gone = planned(["delete"], namespace, { name: "speech-serving", labels: speech });
  expect(judged(destroyOfRunningLease, planning(gone))).toEqual([
    'Namespace "speech-serving" of tenant "speech" is deleted, and its lease runs until 2027-12-31',
  ]);
  expect(places(destroyOfRunningLease, planning(gone))).toEqual(["kubernetes_namespace_v1.speech-serving"]);
  const queue = manifest(["delete"], "ClusterQueue", {}, null);
  expect(judged(destroyOfRunningLease, planning(queue))).toHaveLength(1);
  const untouched = planned(["delete"], namespace, { name: "monitoring" });
  expect(judged(destroyOfRunningLease, planning(untouched))).toEqual([]);
  expect(
    judged(destroyOfRunningLease, planning(planned(["delete"], "terraform_data", { name: "x" }))),
  ).toEqual([]);
});

test("A tenant whose document is gone has its lease from the record that its stack deployed", () => {
  const labels = { "busbar.dev/tenant": "gone" };
  const deleted = planned(["delete"], namespace, { name: "gone-a", labels });
  expect(judged(destroyOfRunningLease, planning(deleted))).toEqual([
    'Namespace "gone-a" of tenant "gone" is deleted, and no document or record says that its lease has ended',
  ]);
  const record = (to: string) =>
    planned(
      ["delete"],
      "kubernetes_config_map_v1",
      { name: "tenant-gone", namespace: "busbar-system", labels },
      {
        data: { "record.yaml": `tenant: gone\nlease:\n  from: '2024-01-01'\n  to: '${to}'\n` },
      },
    );
  expect(judged(destroyOfRunningLease, planning(deleted, record("2030-06-30")))).toContain(
    'Namespace "gone-a" of tenant "gone" is deleted, and its lease runs until 2030-06-30, and its document is gone',
  );
  expect(judged(destroyOfRunningLease, planning(deleted, record("2024-12-31")))).toEqual([]);
});

test("What belongs to a part of the lease that has ended may go", () => {
  const record = (to: string) =>
    planned(
      ["delete"],
      "kubernetes_config_map_v1",
      { name: "racks", namespace: "busbar-system", labels: speech },
      {
        data: { "record.yaml": `tenant: speech\nperiod:\n  from: '2024-01-01'\n  to: '${to}'\n` },
      },
    );
  expect(judged(destroyOfRunningLease, planning(record("2024-12-31")))).toEqual([]);
  expect(judged(destroyOfRunningLease, planning(record("2027-12-31")))).toHaveLength(1);
  const flavor = (rackType: string) =>
    manifest(
      ["delete"],
      "ResourceFlavor",
      { spec: { nodeLabels: { "busbar.node-restriction.kubernetes.io/rack-type": rackType } } },
      null,
    );
  expect(judged(destroyOfRunningLease, planning(flavor("b300")))).toHaveLength(1);
  expect(judged(destroyOfRunningLease, planning(flavor("a100")))).toEqual([]);
});

test("A namespace that is adopted from now on is to be forgotten first", () => {
  const made = { name: "speech-serving", labels: speech };
  const [gone, other] = ["speech-serving", "speech-training"].map((name) =>
    planned(["delete"], namespace, { ...made, name }, { address: `${namespace}.${name}` }),
  );
  const adopts = planned(["create"], "kubernetes_labels", { name: "speech-serving" });
  const labels = {
    ...adopts,
    after: { kind: "Namespace", metadata: [{ name: "speech-serving" }], labels: speech },
  };
  const fixes = (...changes: (PlannedChange | undefined)[]) => {
    const verdict = destroyOfRunningLease.check(planning(...changes.flatMap((change) => change ?? [])), {});
    return typeof verdict === "symbol" ? [] : verdict.map(({ fix }) => fix);
  };
  expect(fixes(gone, labels)).toEqual([
    `The same object is adopted by ${adopts.address}: run terraform state rm '${namespace}.speech-serving' for stack "${adopts.stack}" and plan anew, and nothing is destroyed.`,
  ]);
  expect(fixes(other, labels)).toEqual([undefined]);
});

test("What only got another name is to be moved", () => {
  const metadata = { name: "speech-serving", labels: speech };
  const renamed = planning(
    planned(["delete"], namespace, metadata, { address: "kubernetes_namespace_v1.old" }),
    planned(["create"], namespace, metadata, { address: "kubernetes_namespace_v1.new" }),
  );
  const verdict = destroyOfRunningLease.check(renamed, {});
  expect(typeof verdict === "symbol" ? [] : verdict.map(({ fix }) => fix)).toEqual([
    'The same object is created as kubernetes_namespace_v1.new: say moveFromId("kubernetes_namespace_v1.old") on that resource, and nothing is destroyed.',
  ]);
  // From one stack to another nothing can be moved.
  const elsewhere = planning(
    planned(["delete"], namespace, metadata),
    planned(["create"], namespace, metadata, { stack: "other" }),
  );
  const told = destroyOfRunningLease.check(elsewhere, {});
  expect(typeof told === "symbol" ? [] : told.map(({ fix }) => fix)).toEqual([undefined]);
  const quota = { name: "leased", namespace: "speech-serving", labels: speech };
  const moved = (stack: string) =>
    planning(
      planned(["delete"], "kubernetes_resource_quota_v1", quota, { address: "old" }),
      planned(["create"], "kubernetes_resource_quota_v1", quota, { stack }),
    );
  expect(judged(tenantObjectRemoved, moved("test"))).toEqual([]);
  expect(judged(tenantObjectRemoved, moved("other"))).toHaveLength(1);
});

test("What is taken from a tenant is told", () => {
  const binding = planned(["delete"], "kubernetes_role_binding_v1", {
    name: "b",
    namespace: "speech-serving",
    labels: speech,
  });
  expect(judged(tenantObjectRemoved, planning(binding))).toEqual([
    'RoleBinding "speech-serving/b" of tenant "speech" is deleted, and its lease runs until 2027-12-31',
  ]);
  expect(judged(destroyOfRunningLease, planning(binding))).toEqual([]);
  const leased = planned(["delete"], namespace, { name: "speech-serving", labels: speech });
  expect(judged(tenantObjectRemoved, planning(leased))).toEqual([]);
});

test("A namespace is not replaced", () => {
  const replaced = (actions: string[], replacePaths: PlannedChange["replacePaths"] = []) =>
    judged(
      replaceNamespace,
      planning(planned(actions, namespace, { name: "speech-serving", labels: speech }, { replacePaths })),
    );
  const says =
    'Namespace "speech-serving" of tenant "speech" is deleted with all that is in it and created anew';
  expect(replaced(["delete", "create"], [["metadata", 0, "name"]])).toEqual([
    `${says} because metadata.name changes`,
  ]);
  expect(replaced(["create", "delete"])).toEqual([says]);
  expect(replaced(["delete"])).toEqual([]);
});

test("Queues, flavors and guards are not replaced", () => {
  expect(
    judged(replaceOfResourceFlavor, planning(manifest(["delete", "create"], "ResourceFlavor", {}))),
  ).toEqual(['ResourceFlavor "m" is replaced']);
  const policy = planned(
    ["delete", "create"],
    "kubernetes_network_policy_v1",
    { name: "deny-all", namespace: "speech-serving", labels: speech },
    { replacePaths: [["metadata", 0, "name"], ["spec"]] },
  );
  expect(judged(guardRemoved, planning(policy))).toEqual([
    'NetworkPolicy "speech-serving/deny-all" is replaced because metadata.name and spec change, and holds nothing in between',
  ]);
  const deleted = manifest(["delete"], "ValidatingAdmissionPolicy", {}, null);
  expect(judged(guardRemoved, planning(deleted))).toEqual(['ValidatingAdmissionPolicy "m" is deleted']);
  const actions = (...validationActions: string[]) => ({ spec: { validationActions } });
  const kind = "ValidatingAdmissionPolicyBinding";
  expect(
    judged(guardRemoved, planning(manifest(["update"], kind, actions("Deny"), actions("Warn")))),
  ).toEqual([`${kind} "m" no longer denies`]);
  expect(
    judged(guardRemoved, planning(manifest(["update"], kind, actions("Deny"), actions("Deny", "Audit")))),
  ).toEqual([]);
});

test("A change that is for one tenant touches no other", () => {
  const own = planned(["update"], namespace, { name: "speech-serving", labels: speech });
  const other = planned(["update"], namespace, { name: "x", labels: { "busbar.dev/tenant": "cloud" } });
  const nobodys = planned(["create"], "terraform_data", { name: "y" });
  const taken = planned(
    ["update"],
    namespace,
    { name: "z", labels: speech },
    {
      after: { metadata: [{ name: "z", labels: { "busbar.dev/tenant": "cloud" } }] },
    },
  );
  const plan = planning(own, other, nobodys, taken, planned(["read"], "terraform_data", { name: "r" }));
  expect(judged(changeOutsideNamedTenant, plan)).toBeUndefined();
  expect(judged(changeOutsideNamedTenant, plan, { tenant: "speech" })).toEqual([
    'Namespace "x" is updated and is tenant "cloud"\'s: this change is for tenant "speech"',
    'terraform_data.y is created and is no tenant\'s: this change is for tenant "speech"',
    'Namespace "z" is updated and is tenant "cloud"\'s: this change is for tenant "speech"',
  ]);
  const strange = planned(["delete", "update"], namespace, { name: "q" });
  expect(judged(changeOutsideNamedTenant, planning(strange), { tenant: "speech" })).toHaveLength(1);
});

test("What a zone works through stays while it mines", () => {
  const zone = (name: string) => ({ "busbar.dev/zone": name });
  const deployment = (name: string, actions: string[] = ["delete"]) =>
    planned(actions, "kubernetes_deployment_v1", {
      name: "stratum-proxy",
      namespace: `mining-${name}`,
      labels: zone(name),
    });
  expect(judged(deleteOfMiningZoneStillMining, planning(deployment("pg-1-mining")))).toEqual([
    `Deployment "mining-pg-1-mining/stratum-proxy" of zone "pg-1-mining" is deleted, and the zone is mining on ${site.site.document.effectiveDate}`,
  ]);
  expect(
    judged(deleteOfMiningZoneStillMining, planning(deployment("pg-1-mining", ["delete", "create"]))),
  ).toHaveLength(1);
  expect(judged(deleteOfMiningZoneStillMining, planning(deployment("pg-2-gpu")))).toEqual([]);
  expect(judged(deleteOfMiningZoneStillMining, planning(deployment("no-zone")))).toEqual([]);
  const record = planned(["delete"], "kubernetes_config_map_v1", {
    name: "zone-pg-1-mining",
    namespace: "busbar-system",
    labels: zone("pg-1-mining"),
  });
  expect(judged(deleteOfMiningZoneStillMining, planning(record))).toEqual([]);
});

test("What Terraform forgets or what nobody knows is told", () => {
  expect(judged(forgotten, planning(planned(["forget"], namespace, { name: "n" })))).toEqual([
    'Namespace "n" stays in the cluster, and Terraform forgets it',
  ]);
  expect(judged(forgotten, planning(planned(["create", "forget"], namespace, { name: "n" })))).toHaveLength(
    1,
  );
  const strange = planning(planned(["delete", "update"], namespace, { name: "n" }));
  expect(judged(unknownActions, strange)).toEqual([
    'Namespace "n": the actions delete, update are not known together',
  ]);
  expect(judged(unknownActions, planning(planned(["open"], "new_thing", { name: "n" })))).toEqual([
    "new_thing.n: the actions open are not known together",
  ]);
});

test("A resource that no rule can read is no object, and breaks nothing", () => {
  for (const before of [null, "text", [], {}, { metadata: [] }, { metadata: "x" }, { manifest: 1 }]) {
    for (const type of [namespace, "kubernetes_manifest", "kubernetes_", "x"]) {
      const change = planned(["delete"], type, { name: "n" }, { before });
      for (const rule of [
        destroyOfRunningLease,
        replaceNamespace,
        guardRemoved,
        deleteOfMiningZoneStillMining,
      ]) {
        expect(judged(rule, planning(change)), `${rule.id} ${type}`).toEqual([]);
      }
    }
  }
});

test("State of several stacks is kept where others reach it", () => {
  expect(judged(localState, site)).toEqual([
    `the state of ${new Set(site.objects.map(({ stack }) => stack)).size} stacks is kept in files beside cdktf.json: backend is local`,
  ]);
  expect(places(localState, site)).toEqual(["site.yaml: backend"]);
  expect(judged(localState, holding(site, []))).toBeUndefined();
  const { document, tenants, catalog } = site.site;
  const backend = { kind: "gcs" as const, bucket: "b" };
  expect(judged(localState, { ...site, site: new Site({ ...document, backend }, tenants, catalog) })).toEqual(
    [],
  );
});

test("Images are judged of what the site deploys, by the list where there is one", () => {
  expect(judged(imageDigest, site)?.length).toBeGreaterThan(0);
  expect(judged(imageDigest, holding(site, []))).toBeUndefined();
  expect(judged(imageAllowList, site)).toBeUndefined();
  const all = { images: ["docker.io"] };
  expect(judged(imageAllowList, site, all)).toEqual([]);
  expect(judged(imageAllowList, site, { images: ["docker.io/stratumv2"] })).toEqual(
    [
      'Deployment "mining-pg-2-mining/stratum-proxy": spec.template.spec.initContainers[0].image is "braiinssystems/farm-proxy:24.06": an image comes from docker.io/stratumv2',
      'Deployment "mining-pg-3-mining/stratum-proxy": spec.template.spec.initContainers[0].image is "braiinssystems/farm-proxy:24.06": an image comes from docker.io/stratumv2',
    ].map((text) => text.replace("initContainers", "containers")),
  );
});
