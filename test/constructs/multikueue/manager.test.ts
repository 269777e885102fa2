import { expect, test } from "vitest";
import { objectOf, objectsIn } from "../../support/app.ts";
import { checkAgainstCrd, testWithCrds } from "../../support/crds.ts";
import { testWithProviderSchema } from "../../support/provider-schema.ts";
import { objectsFromTerraform } from "../../support/terraform-to-kubernetes.ts";
import { managerFiles, managerProps, racks, siteFiles } from "./declared.ts";

const kueue = "kueue.x-k8s.io/v1beta2";

function specOf(files: ReadonlyMap<string, string>, kind: string, name: string): unknown {
  return objectOf(files, kind, name)["spec"];
}

test("A check of the queue leads to the list of sites, and each site to the Secret that reaches it", () => {
  const files = managerFiles();
  expect(specOf(files, "ClusterQueue", "acme-fleet")).toMatchObject({
    admissionChecksStrategy: { admissionChecks: [{ name: "acme-fleet" }] },
    namespaceSelector: { matchLabels: { "busbar.dev/tenant": "acme" } },
  });
  expect(specOf(files, "AdmissionCheck", "acme-fleet")).toEqual({
    controllerName: "kueue.x-k8s.io/multikueue",
    parameters: { apiGroup: "kueue.x-k8s.io", kind: "MultiKueueConfig", name: "acme-fleet" },
  });
  expect(specOf(files, "MultiKueueConfig", "acme-fleet")).toEqual({ clusters: ["acme-north", "acme-south"] });
  expect(specOf(files, "MultiKueueCluster", "acme-south")).toEqual({
    clusterSource: { kubeConfig: { locationType: "Secret", location: "multikueue-acme-south" } },
  });
});

test("The order of the sites is kept, since it is their preference", () => {
  const workers = [...managerProps.workers].reverse();
  expect(specOf(managerFiles({ workers }), "MultiKueueConfig", "acme-fleet")).toEqual({
    clusters: ["acme-south", "acme-north"],
  });
});

test("A Secret may be named otherwise, and none is declared", () => {
  const files = managerFiles({
    workers: [{ site: "north", racks: [racks("h200", 1)], kubeconfigSecret: "north-kubeconfig" }],
  });
  expect(specOf(files, "MultiKueueCluster", "acme-north")).toMatchObject({
    clusterSource: { kubeConfig: { location: "north-kubeconfig" } },
  });
  expect(objectsIn(files).filter(({ kind }) => kind === "Secret")).toEqual([]);
  expect(JSON.stringify([...files])).not.toContain("certificate-authority");
});

test("Its flavors select the rack types that the sites label, and are no site's own", () => {
  const files = managerFiles();
  const flavors = objectsIn(files).filter(({ kind }) => kind === "ResourceFlavor");
  expect(flavors.map(({ metadata }) => (metadata as { name: string }).name).sort()).toEqual([
    "acme-fleet-gb300-nvl72",
    "acme-fleet-h200",
  ]);
  expect(specOf(files, "ResourceFlavor", "acme-fleet-h200")).toEqual({
    nodeLabels: {
      "busbar.node-restriction.kubernetes.io/tenant": "acme",
      "busbar.node-restriction.kubernetes.io/rack-type": "h200",
    },
    topologyName: "racks",
  });
});

test("Its namespaces are the tenant's, and take no pods that ask for anything", () => {
  const files = managerFiles({ groups: { users: ["oidc:acme"] } });
  const quotas = objectsIn(files).filter(
    ({ kind, metadata }) => kind === "ResourceQuota" && (metadata as { name: string }).name === "leased",
  );
  expect(quotas).toHaveLength(2);
  for (const { spec } of quotas)
    expect(spec).toMatchObject({
      hard: { "requests.cpu": "0", "requests.memory": "0Gi", "requests.nvidia.com/gpu": "0" },
    });
  expect(objectsIn(files).filter(({ kind }) => kind === "RoleBinding")).toHaveLength(2);
});

test("Where another stack declares the namespaces, it declares the queues alone", () => {
  const kinds = new Set(objectsIn(managerFiles({ namespacesExist: true })).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    "AdmissionCheck",
    "ClusterQueue",
    "LocalQueue",
    "MultiKueueCluster",
    "MultiKueueConfig",
    "ResourceFlavor",
  ]);
});

test("Where the manager is a site with racks of the tenant, no object has the name of one of the site's", () => {
  const named = (files: ReadonlyMap<string, string>) =>
    objectsIn(files).map(({ kind, metadata }) => {
      const { name, namespace } = metadata as { name: string; namespace?: string };
      return [kind, namespace, name].join("/");
    });
  const site = new Set(
    named(siteFiles("west", [racks("h200", 1)])).filter(
      (name) => !name.startsWith("LocalQueue") || !name.endsWith("/fleet"),
    ),
  );
  expect(named(managerFiles({ namespacesExist: true })).filter((name) => site.has(name))).toEqual([]);
});

test("The manager and every site have the same namespaces and the same queue in each", () => {
  const of = (files: ReadonlyMap<string, string>) =>
    objectsIn(files)
      .filter(
        ({ kind, metadata }) => kind === "LocalQueue" && (metadata as { name: string }).name === "fleet",
      )
      .map(({ metadata }) => (metadata as { namespace: string }).namespace)
      .sort();
  expect(of(managerFiles())).toEqual(["acme-serve", "acme-train"]);
  for (const { site, racks: placed } of managerProps.workers)
    expect(of(siteFiles(site, placed))).toEqual(of(managerFiles()));
});

test("Twenty sites are taken, and of one more the message names the limit", () => {
  const workers = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ site: `site-${index}`, racks: [racks("h200", 1)] }));
  expect(
    objectsIn(managerFiles({ workers: workers(20) })).filter(({ kind }) => kind === "MultiKueueCluster"),
  ).toHaveLength(20);
  expect(() => managerFiles({ workers: workers(21) })).toThrowError(
    /\[test\/manager\] breaks limits of Kueue:\n {2}21 sites to run at: a MultiKueueConfig takes 1 to 20 clusters/,
  );
  expect(() => managerFiles({ workers: [] })).toThrowError(/0 sites to run at/);
});

test("All limits that are broken are said at once", () => {
  const site = { site: "North", racks: [racks("h200", 1)], kubeconfigSecret: "x".repeat(254) };
  const act = () => managerFiles({ tenant: "a".repeat(58), workers: [site, site] });
  expect(act).toThrowError(/MultiKueueConfig "a{40}…" has 64 characters, and at most 63 are taken/);
  expect(act).toThrowError(/MultiKueueCluster "a{58}-North" is listed twice/);
  expect(act).toThrowError(/may only have a-z, 0-9, - and \./);
  expect(act).toThrowError(/Secret "x{40}…" has 254 characters, and at most 253 are taken/);
});

testWithCrds("Every object of Kueue is as its definition has it, at the manager and at the sites", () => {
  const files = [managerFiles(), siteFiles("north", [racks("gb300-nvl72", 2), racks("h200", 1)])];
  const objects = files.flatMap(objectsIn).filter(({ apiVersion }) => apiVersion === kueue);
  expect(objects.length).toBeGreaterThan(12);
  for (const object of objects) expect(checkAgainstCrd(object), JSON.stringify(object)).toEqual([]);
});

testWithCrds("The limits that are checked are those of the definitions", () => {
  const config = (clusters: readonly string[]) =>
    checkAgainstCrd({ apiVersion: kueue, kind: "MultiKueueConfig", metadata: {}, spec: { clusters } });
  const names = Array.from({ length: 21 }, (_, index) => `site-${index}`);
  expect(config(names.slice(0, 20))).toEqual([]);
  expect(config(names)).not.toEqual([]);
  expect(config([])).not.toEqual([]);
  const check = (name: string) =>
    checkAgainstCrd({
      apiVersion: kueue,
      kind: "AdmissionCheck",
      metadata: {},
      spec: {
        controllerName: "c",
        parameters: { apiGroup: "kueue.x-k8s.io", kind: "MultiKueueConfig", name },
      },
    });
  expect(check("a".repeat(63))).toEqual([]);
  expect(check("a".repeat(64))).not.toEqual([]);
  expect(check("a.b")).not.toEqual([]);
});

testWithProviderSchema("Terraform and YAML say the same of the manager and of a site", () => {
  for (const files of [managerFiles({ groups: { admins: ["a"] } }), siteFiles("north", [racks("h200", 1)])]) {
    const identity = ({ kind, metadata }: Readonly<Record<string, unknown>>) => {
      const { name, namespace } = metadata as { name: string; namespace?: string };
      return [kind, namespace, name].join("/");
    };
    const byIdentity = (objects: readonly Readonly<Record<string, unknown>>[]) =>
      new Map(objects.map((object) => [identity(object), object]));
    const terraform = objectsFromTerraform(files.get("stacks/test/cdk.tf.json") ?? "");
    expect(byIdentity(terraform)).toEqual(byIdentity(objectsIn(files)));
  }
});
