import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { App } from "../../constructs/kubernetes/cdktf.ts";
import { loadFleet } from "../../fleet/load-fleet.ts";
import { rules } from "../../policies/packs/index.ts";
import { buildStacks } from "../../stacks/build.ts";
import { declarationsOf } from "../../stacks/declarations.ts";
import { buildManagerStacks } from "../../stacks/manager-stacks.ts";
import { synthesizeManager } from "../../stacks/synthesize-manager.ts";
import { judged } from "../policies/judged.ts";
import { objectOf, objectsIn } from "../support/app.ts";
import { checkAgainstCrd, testWithCrds } from "../support/crds.ts";
import { filesIn } from "../support/examples.ts";
import {
  hub,
  type ManagerInput,
  managersIn,
  placed,
  type SharedQueues,
  sharedQueuesFolder,
  writtenFleet,
} from "../support/multikueue-fleet.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const written = (change: SharedQueues = {}) => writtenFleet(placed(sharedQueuesFolder(change)));

function of(
  all: ReadonlyMap<string, ReadonlyMap<string, string>>,
  name: string,
): ReadonlyMap<string, string> {
  return all.get(name) ?? new Map();
}

/** What a ClusterQueue allows of each resource, over its flavors; memory in GiB. */
function quotasOf(files: ReadonlyMap<string, string>, queue: string): Record<string, number> {
  const { resourceGroups } = objectOf(files, "ClusterQueue", queue)["spec"] as {
    readonly resourceGroups: readonly {
      readonly flavors: readonly {
        readonly resources: readonly { readonly name: string; readonly nominalQuota: number | string }[];
      }[];
    }[];
  };
  const sums: Record<string, number> = {};
  for (const { name, nominalQuota } of resourceGroups.flatMap(({ flavors }) =>
    flavors.flatMap(({ resources }) => resources),
  ))
    sums[name] = (sums[name] ?? 0) + Number.parseInt(String(nominalQuota), 10);
  return sums;
}

const named = (files: ReadonlyMap<string, string>, kind: string) =>
  objectsIn(files)
    .filter((object) => object["kind"] === kind)
    .map(({ metadata }) => {
      const { name, namespace } = metadata as { readonly name: string; readonly namespace?: string };
      return namespace === undefined ? name : `${namespace}/${name}`;
    })
    .sort();

test("A fleet's document becomes the manager's stacks, and queues and an account at each site", () => {
  const all = written();
  const hub = of(all, "hub");
  expect([...hub.keys()].filter((path) => path.endsWith("cdk.tf.json"))).toEqual([
    "stacks/manager-hub/cdk.tf.json",
    "stacks/multikueue-acme/cdk.tf.json",
  ]);
  expect(named(hub, "MultiKueueCluster")).toEqual(["acme-north", "acme-south"]);
  expect(objectOf(hub, "MultiKueueConfig", "acme-fleet")["spec"]).toEqual({
    clusters: ["acme-north", "acme-south"],
  });
  const queues = ["acme-serve/fleet", "acme-train/fleet"];
  expect(named(hub, "LocalQueue")).toEqual(queues);
  expect(named(hub, "Namespace")).toEqual(["acme-serve", "acme-train"]);
  expect(named(hub, "Topology")).toEqual(["racks"]);
  expect(named(hub, "PriorityClass")).toEqual(["busbar-firm", "busbar-mining"]);
  for (const site of ["north", "south"]) {
    expect(named(of(all, site), "LocalQueue")).toEqual([
      "acme-serve/fleet",
      "acme-serve/leased",
      "acme-train/fleet",
      "acme-train/leased",
    ]);
    expect(named(of(all, site), "ServiceAccount")).toContain("busbar-system/multikueue-acme");
  }
});

test("Only Secrets' names are in what is written, as the document has them or by rule", () => {
  const all = written({ queues: { manager: "hub", kubeconfigSecrets: { south: "south-key" } } });
  const location = (site: string) => objectOf(of(all, "hub"), "MultiKueueCluster", `acme-${site}`)["spec"];
  expect([location("north"), location("south")]).toEqual([
    { clusterSource: { kubeConfig: { locationType: "Secret", location: "multikueue-acme-north" } } },
    { clusterSource: { kubeConfig: { locationType: "Secret", location: "south-key" } } },
  ]);
  for (const files of all.values()) expect(named(files, "Secret")).toEqual([]);
});

test("Kueue at the manager is configured as the document says", () => {
  const configuration = (dispatcher?: "incremental") => {
    const hub = { name: "hub", cluster: { context: "hub" }, ...(dispatcher && { dispatcher }) };
    const [manager] = managersIn(placed(sharedQueuesFolder({ managers: [hub] })));
    if (manager === undefined) throw new Error("there is no manager");
    const output = join(temporaryFolder(), "hub");
    synthesizeManager(manager, output);
    // Once more over it: nothing is left over or in the way.
    synthesizeManager(manager, output);
    return load((filesIn(output).get("kueue.yaml") ?? "").replace("---\n", ""));
  };
  expect(configuration()).toEqual({
    apiVersion: "config.kueue.x-k8s.io/v1beta2",
    kind: "Configuration",
    integrations: { frameworks: ["batch/job", "jobset.x-k8s.io/jobset"] },
    multiKueue: { origin: "hub", dispatcherName: "kueue.x-k8s.io/multikueue-dispatcher-all-at-once" },
  });
  expect(configuration("incremental")).toMatchObject({
    multiKueue: { dispatcherName: "kueue.x-k8s.io/multikueue-dispatcher-incremental" },
  });
});

test("A manager on a site's cluster declares nothing that the site declares, and is in the same cluster", () => {
  const all = written({ managers: [{ name: "home", site: "north" }], queues: { manager: "home" } });
  const [home, north] = [of(all, "home"), of(all, "north")];
  const identity = (object: Readonly<Record<string, unknown>>) => {
    const { name, namespace } = object["metadata"] as { readonly name: string; readonly namespace?: string };
    return JSON.stringify([object["apiVersion"], object["kind"], namespace, name]);
  };
  const declared = new Set(objectsIn(north).map(identity));
  const more = objectsIn(home).map(identity);
  expect(more.length).toBeGreaterThan(5);
  expect(more.filter((id) => declared.has(id))).toEqual([]);
  expect(named(home, "MultiKueueCluster")).toEqual(["acme-south"]);
  expect(named(home, "Namespace")).toEqual([]);
  expect(named(north, "LocalQueue")).toEqual(["acme-serve/leased", "acme-train/leased"]);
  const stack = JSON.parse(home.get("stacks/multikueue-acme/cdk.tf.json") ?? "{}");
  expect(stack.provider.kubernetes[0].config_context).toBe("north");
  expect(stack.terraform.backend.local.path).toContain("north/terraform.multikueue-acme.tfstate");
});

test("A site's stacks are the same whatever the tenant has at another, and the manager's follow", () => {
  const [few, more] = [
    written({ racks: { north: 2, south: 1 } }),
    written({ racks: { north: 2, south: 3 } }),
  ];
  expect(of(more, "north")).toEqual(of(few, "north"));
  expect(of(more, "hub")).not.toEqual(of(few, "hub"));
});

test("The manager's quotas are the sum of the sites', whatever racks they have", () => {
  const racks = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(racks, racks, racks, (north, south, west) => {
      const all = written({ racks: { north, south, west } });
      const sum: Record<string, number> = {};
      for (const site of ["north", "south", "west"])
        for (const [resource, quota] of Object.entries(quotasOf(of(all, site), "acme")))
          sum[resource] = (sum[resource] ?? 0) + quota;
      expect(quotasOf(of(all, "hub"), "acme-fleet")).toEqual(sum);
    }),
    { numRuns: 6 },
  );
});

test("A site whose racks are not there yet gets no jobs", () => {
  const lease = { from: "2027-01-01", to: "2028-12-31" };
  const all = written({ ownTenants: { south: { lease } } });
  expect(named(of(all, "hub"), "MultiKueueCluster")).toEqual(["acme-north"]);
  expect(named(of(all, "south"), "LocalQueue")).toEqual([]);
});

testWithCrds("What is written of a fleet is what the definitions of Kueue accept", () => {
  for (const files of written().values())
    for (const object of objectsIn(files))
      if (String(object["apiVersion"]).startsWith("kueue.")) expect(checkAgainstCrd(object)).toEqual([]);
});

test("The rules of tenancy find nothing in what a manager declares, by itself or beside a site's objects", () => {
  const judgedWith = (managers: ManagerInput[], beside: boolean) => {
    const folder = placed(sharedQueuesFolder({ managers, queues: { manager: managers[0]?.name ?? "" } }));
    const [north] = loadFleet(folder).sites;
    const [manager] = managersIn(folder);
    if (north === undefined || manager === undefined) throw new Error("there is no site or no manager");
    const { site, lock } = north;
    const app = () => new App({ outdir: join(temporaryFolder(), "cdktf.out") });
    const [ofSite, ofManager] = [app(), app()];
    if (beside) buildStacks(ofSite, site, lock);
    buildManagerStacks(ofManager, manager);
    const objects = [...declarationsOf(ofSite), ...declarationsOf(ofManager)];
    expect(objects.length).toBeGreaterThan(7);
    return rules
      .filter(({ id }) => id.startsWith("tenancy/"))
      .flatMap((rule) => judged(rule, { site, lock, objects }) ?? []);
  };
  expect(judgedWith([hub], false)).toEqual([]);
  expect(judgedWith([{ name: "home", site: "north" }], true)).toEqual([]);
});
