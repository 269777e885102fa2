import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { synthesizeAny } from "../../cli/synthesize-fleet.ts";
import { App } from "../../constructs/kubernetes/cdktf.ts";
import { loadFleet, readFleet } from "../../fleet/load-fleet.ts";
import { clustersOfSites } from "../../fleet/shared-clusters.ts";
import { rules } from "../../policies/packs/index.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { declarationsOf } from "../../stacks/declarations.ts";
import { buildSharedClusterStacks } from "../../stacks/shared-cluster-stacks.ts";
import { judged } from "../policies/judged.ts";
import { objectOf, objectsIn } from "../support/app.ts";
import { digests } from "../support/cli.ts";
import { filesIn } from "../support/examples.ts";
import { placed } from "../support/multikueue-fleet.ts";
import {
  type AcmeAtBoth,
  nameOf,
  type SharedCluster,
  sharedClusterFolder,
  siteNames,
  sitesIn,
} from "../support/shared-cluster-fleet.ts";
import { fabricOf, fabricPools } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { problemsOf } from "./written-fleets.ts";

/** The folder that a fleet with `acme` at both sites is synthesized to. */
function synthesized(change: SharedCluster = {}): string {
  const out = join(temporaryFolder(), "out");
  synthesizeAny(placed(sharedClusterFolder({ acme: {}, ...change })), out, enforcedPolicies);
  return out;
}

const apart = { fleet: { clusters: [] } };

/** Sites with a cluster each, and the same tenant. */
function apartWith(acme: AcmeAtBoth): string {
  const folder = sharedClusterFolder({ acme });
  const alone = sharedClusterFolder({ acme, fleet: { ...apart.fleet, shared: sharedBy(folder) } });
  const out = join(temporaryFolder(), "out");
  synthesizeAny(placed(alone), out, enforcedPolicies);
  return out;
}

function sharedBy(folder: string) {
  const { tenants } = readFleet(folder).document.shared;
  return { tenants: tenants.map(({ name, document, sites }) => ({ name, document, sites })) };
}

function filesOf(out: string, folder: string): ReadonlyMap<string, string> {
  return filesIn(join(out, folder));
}

/** What of acme stands in a folder of the output, by name. */
function ofAcme(out: string, folder: string): string[] {
  return objectsIn(filesOf(out, folder))
    .filter(({ metadata }) => labelsOf(metadata)["busbar.dev/tenant"] === "acme")
    .map(nameOf)
    .sort();
}

function labelsOf(metadata: unknown): Readonly<Record<string, string>> {
  return (metadata as { readonly labels?: Record<string, string> }).labels ?? {};
}

/** What a ClusterQueue allows, by flavor and resource; memory in GiB. */
function queueQuotas(files: ReadonlyMap<string, string>): Record<string, number> {
  const { resourceGroups } = objectOf(files, "ClusterQueue", "acme")["spec"] as {
    readonly resourceGroups: readonly {
      readonly flavors: readonly {
        readonly name: string;
        readonly resources: readonly { readonly name: string; readonly nominalQuota: number | string }[];
      }[];
    }[];
  };
  const all = resourceGroups.flatMap(({ flavors }) =>
    flavors.flatMap(({ name: flavor, resources }) =>
      resources.map(
        ({ name, nominalQuota }) => [`${flavor} ${name}`, Number.parseInt(String(nominalQuota), 10)] as const,
      ),
    ),
  );
  expect(new Set(all.map(([key]) => key)).size).toBe(all.length);
  return Object.fromEntries(all);
}

/** What the namespaces of acme may ask for together. */
function namespaceQuotas(files: ReadonlyMap<string, string>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { kind, metadata, spec } of objectsIn(files)) {
    if (kind !== "ResourceQuota" || labelsOf(metadata)["busbar.dev/tenant"] !== "acme") continue;
    if ((metadata as { readonly name: string }).name !== "leased") continue;
    for (const [key, amount] of Object.entries((spec as { readonly hard: Record<string, string> }).hard))
      if (key.startsWith("requests.")) sums[key] = (sums[key] ?? 0) + Number.parseInt(amount, 10);
  }
  return sums;
}

function added(...all: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [key, value] of Object.entries(one)) sums[key] = (sums[key] ?? 0) + value;
  return sums;
}

/** What a fleet with `acme` at both sites is refused for, each with its place. */
function refusedFor(change: SharedCluster): string[] {
  return problemsOf(() => readFleet(sharedClusterFolder({ acme: {}, ...change })));
}

test("What a cluster holds of a tenant of two of its sites is declared once, and each site records its racks", () => {
  const out = synthesized();
  const [cluster, north, south] = ["texas", ...siteNames].map((folder) => ofAcme(out, folder));
  expect(cluster).toEqual(
    expect.arrayContaining([
      "ClusterQueue acme",
      "LocalQueue acme-serve/leased",
      "LocalQueue acme-train/leased",
      "Namespace acme-serve",
      "Namespace acme-train",
      "NetworkPolicy acme-train/allow-own-fabric",
      "ResourceFlavor acme-h200",
      "ResourceQuota acme-train/leased",
      "RoleBinding acme-train/tenant-admins",
    ]),
  );
  expect(north).toEqual([
    "ConfigMap busbar-system/racks-acme-gpus-north-hall",
    "ConfigMap busbar-system/tenant-acme.north",
  ]);
  expect(south).toEqual([
    "ConfigMap busbar-system/racks-acme-gpus-south-hall",
    "ConfigMap busbar-system/tenant-acme.south",
  ]);
  // Together they are what each site has by itself.
  const alone = ofAcme(apartWith({}), "north");
  expect([...(cluster ?? []), ...(north ?? []).map((name) => name.replace(".north", ""))].sort()).toEqual(
    alone,
  );
  const all = ["texas", ...siteNames].flatMap((folder) => objectsIn(filesOf(out, folder)).map(nameOf));
  expect(new Set(all).size).toBe(all.length);
});

test("The objects of such a tenant are labelled as the cluster's, and its records as their site's", () => {
  const out = synthesized();
  for (const folder of ["texas", ...siteNames]) {
    const owners = objectsIn(filesOf(out, folder)).map(
      ({ metadata }) => labelsOf(metadata)["busbar.dev/site"],
    );
    expect(new Set(owners)).toEqual(new Set([folder]));
  }
});

test("Its quotas are exactly the sum of what the sites would have apart, whatever racks they have", () => {
  const racks = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(racks, racks, (north, south) => {
      const acme = { racks: { north, south } };
      const together = filesOf(synthesized({ acme }), "texas");
      const out = apartWith(acme);
      const sites = siteNames.map((site) => filesOf(out, site));
      expect(queueQuotas(together)).toEqual(added(...sites.map(queueQuotas)));
      expect(namespaceQuotas(together)).toEqual(added(...sites.map(namespaceQuotas)));
      expect(queueQuotas(together)["acme-h200 nvidia.com/gpu"]).toBe((north + south) * 32);
    }),
    { numRuns: 5 },
  );
});

test("Racks of two types at one site and one at the other have a flavor each", () => {
  const two = [
    { name: "gpus", racks: 2 },
    { name: "more", rackType: "b300", racks: 1, redundancy: "N", fabric: "none" },
  ];
  const quotas = queueQuotas(filesOf(synthesized({ acme: { own: { south: { demand: two } } } }), "texas"));
  expect(quotas).toMatchObject({
    "acme-b300 nvidia.com/gpu": 32,
    "acme-h200 nvidia.com/gpu": 96,
  });
});

test("Its pods reach its prefixes at all of its sites", () => {
  const prefixes = sitesIn(placed(sharedClusterFolder({ acme: {} }))).map(
    ({ lock }) =>
      lock.tenants.find(({ tenant }) => tenant === "acme")?.networks.flatMap((one) => one.prefixes) ?? [],
  );
  expect(prefixes.map(({ length }) => length)).toEqual([1, 1]);
  const blocks = prefixes.flat().map((cidr) => ({ ipBlock: { cidr } }));
  const policies = objectsIn(filesOf(synthesized(), "texas")).filter(
    ({ metadata }) => (metadata as { readonly name: string }).name === "allow-own-fabric",
  );
  expect(policies.map(({ spec }) => spec)).toEqual(
    ["acme-train", "acme-serve"].map(() =>
      expect.objectContaining({ egress: [{ to: blocks }], ingress: [{ from: blocks }] }),
    ),
  );
});

test("A site that has no racks of it yet adds nothing, and one that has them alone is all of it", () => {
  const lease = { from: "2027-01-01", to: "2028-12-31" };
  const later = synthesized({ acme: { racks: { north: 2, south: 1 }, own: { south: { lease } } } });
  expect(queueQuotas(filesOf(later, "texas"))["acme-h200 nvidia.com/gpu"]).toBe(64);
  const clusters = [
    { name: "texas" },
    { name: "its-own", context: "acme-south", holds: [], tenants: ["acme"] },
  ] as unknown as SiteInput["clusters"];
  const apart = synthesized({ acme: { racks: { north: 2, south: 1 } }, sites: { south: { clusters } } });
  expect(queueQuotas(filesOf(apart, "texas"))["acme-h200 nvidia.com/gpu"]).toBe(64);
  expect(queueQuotas(filesOf(apart, "south"))["acme-h200 nvidia.com/gpu"]).toBe(32);
  expect(ofAcme(apart, "south")).toContain("ConfigMap busbar-system/tenant-acme");
});

test("A tenant without workloads is of both sites by its records alone", () => {
  const out = synthesized({ acme: { document: { offering: "bare-metal", namespaces: [] } } });
  expect(ofAcme(out, "texas")).toEqual([]);
  expect(ofAcme(out, "north")).toContain("ConfigMap busbar-system/tenant-acme.north");
});

test("A site's stacks are the same whatever such a tenant has at the other site, and the cluster's follow", () => {
  const [few, more] = [1, 4].map((south) => synthesized({ acme: { racks: { north: 2, south } } }));
  const of = (out: string | undefined, folder: string) => digests(join(out ?? "", folder));
  expect(of(more, "north")).toEqual(of(few, "north"));
  expect(of(more, "south")).not.toEqual(of(few, "south"));
  expect(of(more, "texas")).not.toEqual(of(few, "texas"));
});

test("Attachments to a site's fabrics stay with the site", () => {
  const attachments = { resource: "rdma/ib" };
  const fabrics = (site: string, index: number) => [
    fabricOf(`${site}-ib`, [`${site}-hall`], { pools: fabricPools(index), attachments }),
  ];
  const out = synthesized({
    sites: { north: { fabrics: fabrics("north", 0) }, south: { fabrics: fabrics("south", 1) } },
  });
  const named = (folder: string) =>
    ofAcme(out, folder).filter((name) => name.startsWith("NetworkAttachment"));
  expect(named("texas")).toEqual([]);
  expect(named("north")).toEqual([
    "NetworkAttachmentDefinition acme-serve/north-ib-rail1",
    "NetworkAttachmentDefinition acme-train/north-ib-rail1",
  ]);
});

test("Rules that a site has the API server hold are held to the namespaces of such a tenant too", () => {
  const objects = objectsIn(filesOf(synthesized(), "south"));
  const bindings = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
  const policies = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicy");
  expect(bindings.length).toBe(2 * policies.length);
  for (const policy of policies.map(({ metadata }) => (metadata as { readonly name: string }).name)) {
    const selected = (name: string) =>
      bindings.find(({ metadata }) => (metadata as { readonly name: string }).name === name)?.["spec"];
    const exists = { key: "busbar.dev/tenant", operator: "Exists" };
    const requiring = (...matchExpressions: object[]) => ({
      policyName: policy,
      matchResources: { namespaceSelector: { matchExpressions } },
    });
    expect(selected(policy)).toMatchObject(
      requiring(exists, { key: "busbar.dev/site", operator: "In", values: ["south"] }),
    );
    expect(selected(`${policy}.texas`)).toMatchObject(
      requiring(
        exists,
        { key: "busbar.dev/site", operator: "In", values: ["texas"] },
        { key: "busbar.dev/tenant", operator: "In", values: ["acme"] },
      ),
    );
  }
});

test("Every rule says of a site what it says where the tenant is of that site alone", () => {
  // With something to find: namespaces without limits.
  const isJudged = ({ kind }: { readonly kind: string }) => kind !== "LimitRange";
  const verdicts = (folder: string) =>
    sitesIn(placed(folder)).map(({ site, lock, objects }) =>
      rules.map((rule) => {
        const subject = { site, lock, objects: objects.filter(({ object }) => isJudged(object)) };
        return { rule: rule.id, found: judged(rule, subject)?.toSorted() };
      }),
    );
  const together = sharedClusterFolder({ acme: {} });
  const found = verdicts(together);
  const alone = verdicts(
    sharedClusterFolder({ acme: {}, fleet: { ...apart.fleet, shared: sharedBy(together) } }),
  );
  // The quotas that the one compares are of racks elsewhere too, and the other counts stacks, which the cluster has some of.
  const unlike = ["tenancy/quota-above-leased", "delivery/local-state"];
  const compared = (all: typeof found) => all.map((of) => of.filter(({ rule }) => !unlike.includes(rule)));
  expect(compared(found)).toEqual(compared(alone));
  const open = found.flat().filter(({ rule }) => rule === "tenancy/limit-range-missing");
  expect(open.map((one) => one.found?.filter((message) => message.includes("acme-")).length)).toEqual([2, 2]);
});

test("The rules of tenancy find nothing in what a cluster declares of its sites together", () => {
  const fleet = loadFleet(placed(sharedClusterFolder({ acme: { racks: { north: 2, south: 3 } } })));
  const [north] = fleet.sites;
  const [shared] = clustersOfSites(fleet);
  if (north === undefined || shared === undefined) throw new Error("there is no site or no cluster");
  const app = new App({ outdir: join(temporaryFolder(), "cdktf.out") });
  buildSharedClusterStacks(app, shared);
  const objects = declarationsOf(app);
  expect(objects.map(({ object }) => nameOf(object))).toContain("ClusterQueue acme");
  const { site, lock } = north;
  const found = rules
    .filter(({ id }) => id.startsWith("tenancy/"))
    .flatMap((rule) => judged(rule, { site, lock, objects }) ?? []);
  expect(found).toEqual([]);
});

test("A site that says something else of such a tenant than the other is refused where it says so", () => {
  const at = (file: string, text: string) =>
    expect.stringMatching(new RegExp(`^${file}:\\d+:\\d+ {2}${text}`));
  const tenant = (site: string) => `sites/${site}/tenants/acme\\.yaml`;
  const south = (own: object) => refusedFor({ acme: { own: { south: own } } });
  expect(south({ namespaces: [{ name: "acme-train", share: "50 %" }] })).toEqual([
    at(
      tenant("south"),
      'namespaces: tenant "acme" has others at "north" than at "south", .* say them in tenants/acme.yaml alone',
    ),
  ]);
  expect(south({ groups: { admins: ["others"] } })).toEqual([at(tenant("south"), "groups: ")]);
  expect(refusedFor({ acme: { own: { north: { groups: { admins: ["others"] } } } } })).toEqual([
    at(tenant("north"), "groups: "),
  ]);
  expect(south({ offering: "bare-metal", namespaces: null })).toEqual([
    at(tenant("south"), "offering: "),
    at(tenant("south"), "namespaces: "),
  ]);
  const objects = [
    { kind: "Namespace", name: "acme-train", patch: { metadata: { labels: { a: "b" } } }, reason: "tried" },
  ];
  expect(refusedFor({ acme: { document: { objects } } })).toEqual([
    at("tenants/acme\\.yaml", 'objects: tenant "acme" is of several sites in one cluster'),
  ]);
});

test("Queues at a manager are refused where one cluster has all racks, and so is what the fleet does not say", () => {
  const managers = [{ name: "hub", cluster: { context: "hub" } }];
  const queues = { manager: "hub" };
  expect(refusedFor({ acme: { shared: { queues } }, fleet: { managers } })).toEqual([
    expect.stringMatching(
      /^fleet\.yaml:\d+:\d+ {2}tenant "acme" is at "north" too, and both sites are in the cluster "texas": one queue there reaches the racks of both.* take its queues away/,
    ),
  ]);
  const clusters = [{ name: "texas", sharedTenants: [] }] as unknown as SiteInput["clusters"];
  expect(refusedFor({ sites: { south: { clusters } } })).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^sites\/south\/site\.yaml:\d+:\d+ {2}sharedTenants: fleet\.yaml has acme at other sites of the cluster "texas" too: take it away here/,
      ),
    ]),
  );
});

test("A namespace of such a tenant is no other tenant's at any of its sites", () => {
  const problems = refusedFor({ tenants: { south: { namespaces: [{ name: "acme-train" }] } } });
  expect(problems.length).toBeGreaterThan(0);
});
