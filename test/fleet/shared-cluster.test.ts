import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { synthesizeAny } from "../../cli/synthesize-fleet.ts";
import { readFleet } from "../../fleet/load-fleet.ts";
import { loadSite } from "../../fleet/load-site.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { declareSite } from "../../stacks/declare.ts";
import { objectsIn } from "../support/app.ts";
import { digests } from "../support/cli.ts";
import { filesIn } from "../support/examples.ts";
import { placed } from "../support/multikueue-fleet.ts";
import {
  nameOf,
  type SharedCluster,
  sharedClusterFolder,
  siteNames,
  sitesIn,
  texas,
} from "../support/shared-cluster-fleet.ts";
import { fabricOf, fabricPools, hall, mine, miners } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { problemsOf } from "./written-fleets.ts";

/** The folder that a fleet is synthesized to. */
function synthesized(change: SharedCluster = {}): string {
  const out = join(temporaryFolder(), "out");
  synthesizeAny(placed(sharedClusterFolder(change)), out, enforcedPolicies);
  return out;
}

/** The names of what stands in a folder of the output. */
function declaredIn(out: string, folder: string): string[] {
  return objectsIn(filesIn(join(out, folder)))
    .map(nameOf)
    .sort();
}

/** What a fleet is refused for, each with its place. */
function refusedFor(change: SharedCluster): string[] {
  return problemsOf(() => readFleet(sharedClusterFolder(change)));
}

const ownCluster = (context: string) => [{ name: "own", context, holds: ["operations", "ai"] }];
const apart = { fleet: { clusters: [] } } satisfies SharedCluster;

/** What feeds zones of these names. */
function unitTransformers(...zones: string[]): NonNullable<SiteInput["power"]> {
  return zones.map((zone) => ({
    name: `ut-${zone}`,
    kind: "unit-transformer",
    from: "grid",
    rating: "100 MVA",
  }));
}

test("What a cluster has once is declared once, in a folder of its own, and all else as at a site by itself", () => {
  const shared = synthesized();
  const alone = synthesized(apart);
  const once = declaredIn(shared, "texas");
  expect(once).toContain("Namespace busbar-system");
  expect(once).toContain("Topology racks");
  for (const site of siteNames) {
    const own = declaredIn(shared, site);
    const named = own.map((name) =>
      name
        .replace(`busbar-system/site-${site}`, "busbar-system/site")
        .replace(`curtailment-plan-${site}`, "curtailment-plan")
        .replace(/^(ValidatingAdmissionPolicy\w* .*)-(north|south)$/, "$1"),
    );
    expect([...named, ...once].sort()).toEqual(declaredIn(alone, site));
  }
  const all = ["texas", ...siteNames].flatMap((folder) => declaredIn(shared, folder));
  expect(new Set(all).size).toBe(all.length);
});

test("Objects of the cluster are no site's, and a site's are its own, by their labels", () => {
  const out = synthesized();
  for (const folder of ["texas", ...siteNames]) {
    const sites = objectsIn(filesIn(join(out, folder))).map(
      ({ metadata }) => (metadata as { readonly labels: Record<string, string> }).labels["busbar.dev/site"],
    );
    expect(new Set(sites)).toEqual(new Set([folder]));
  }
});

test("Rules that the API server holds are held to the tenants of the site that set them", () => {
  const files = filesIn(join(synthesized(), "south"));
  const bindings = objectsIn(files).filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
  expect(bindings.length).toBeGreaterThan(0);
  for (const { metadata, spec } of bindings) {
    const { name } = metadata as { readonly name: string };
    expect(spec).toMatchObject({
      policyName: name,
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: "busbar.dev/tenant", operator: "Exists" },
            { key: "busbar.dev/site", operator: "In", values: ["south"] },
          ],
        },
      },
    });
    expect(name).toMatch(/-south$/);
  }
});

test("Nothing in a site's stacks changes when a site of the same cluster does; what the cluster has follows", () => {
  const before = synthesized();
  const after = synthesized({
    sites: {
      south: {
        zones: [hall("south-hall")],
        power: unitTransformers("south-hall"),
        fabrics: [
          fabricOf("south-ib", ["south-hall"], {
            pools: fabricPools(1),
            attachments: { resource: "rdma/ib" },
          }),
        ],
      },
    },
  });
  expect(digests(join(after, "north"))).toEqual(digests(join(before, "north")));
  expect(digests(join(after, "south"))).not.toEqual(digests(join(before, "south")));
  const more = declaredIn(after, "texas").filter((name) => !declaredIn(before, "texas").includes(name));
  expect(more).toEqual([
    "ValidatingAdmissionPolicy busbar-tenant-networks",
    "ValidatingAdmissionPolicyBinding busbar-tenant-networks",
  ]);
});

test("A cluster has the runtimes of all of its sites' accelerators, and no admission where no tenant has namespaces", () => {
  const amd = {
    demand: [
      { name: "gpus", rackType: "mi355x", racks: 1, redundancy: "N" as const, fabric: "none" as const },
    ],
  };
  const none = { offering: "bare-metal" as const, namespaces: [] };
  const runtimes = (change: SharedCluster) =>
    declaredIn(synthesized(change), "texas").filter((name) => /^(RuntimeClass|Topology)/.test(name));
  expect(runtimes({ tenants: { north: amd } })).toEqual(["RuntimeClass nvidia", "Topology racks"]);
  expect(runtimes({ tenants: { north: amd, south: amd } })).toEqual(["Topology racks"]);
  expect(runtimes({ tenants: { north: none, south: none } })).toEqual(["RuntimeClass nvidia"]);
});

test("A site by itself knows what its cluster holds, and declares it in no stack that is applied", () => {
  const folder = join(placed(sharedClusterFolder()), "sites/north");
  const { objects, stacks, beneath } = declareSite(folder, {
    sources: loadSite(folder),
    policies: enforcedPolicies,
  });
  const names = (of: typeof stacks) => of.flatMap((stack) => stack.objects.map(nameOf));
  expect(beneath.map(({ name }) => name)).toEqual(["cluster-texas", "admission-texas"]);
  expect(names(beneath)).toContain("Namespace busbar-system");
  expect(names(stacks)).not.toContain("Namespace busbar-system");
  expect(objects.map(({ object }) => nameOf(object))).toEqual([...names(beneath), ...names(stacks)]);
});

test("A site with a cluster of its own for mining has only its AI in the shared one", () => {
  const clusters = [
    { name: "mines", context: "north-mines", holds: ["operations" as const] },
    { name: "texas", holds: ["ai"] },
  ];
  // The context of the second is said by the fleet.
  const out = synthesized({ sites: { north: { clusters: clusters as SiteInput["clusters"] } } });
  expect(declaredIn(out, "north")).toContain("Namespace busbar-system");
  expect(declaredIn(out, "north")).toContain("ConfigMap busbar-system/site");
  expect(declaredIn(out, "north")).toContain("ConfigMap busbar-system/site-north");
});

test("Names of sites, clusters and folders are refused with file, line and the nearest that there is", () => {
  const clusters = (...entries: object[]) => ({ fleet: { clusters: entries as (typeof texas)[] } });
  const at = (text: string) => expect.stringMatching(new RegExp(`^fleet\\.yaml:\\d+:\\d+ {2}${text}`));
  expect(refusedFor(clusters({ ...texas, sites: ["north", "suoth"] }))).toEqual([
    at('there is no site "suoth": did you mean "south"\\?'),
  ]);
  expect(refusedFor(clusters({ ...texas, sites: ["north", "north"] }))).toEqual([
    at('"north" is named twice'),
  ]);
  expect(refusedFor(clusters({ ...texas, sites: ["north"] }))).toEqual([
    at("clusters\\[0\\]\\.sites: a cluster of one site is declared in its site\\.yaml"),
  ]);
  expect(refusedFor(clusters({ ...texas, name: "north" }))).toEqual([
    at('"north" is already the name of sites\\[0\\], and both have a folder'),
  ]);
  expect(refusedFor(clusters(texas, { ...texas, name: "other" }))).toEqual([
    at('"texas-1" is already the cluster of clusters\\[0\\]: make them one'),
  ]);
});

test("A site that says something else of the cluster than its fleet is refused at that line", () => {
  const entry = (change: object) => [{ name: "texas", ...change }] as SiteInput["clusters"];
  const south = (clusters: SiteInput["clusters"]) => refusedFor({ sites: { south: { clusters } } });
  const at = (text: string) => [
    expect.stringMatching(new RegExp(`^sites/south/site\\.yaml:\\d+:\\d+ {2}${text}`)),
  ];
  expect(south(entry({ context: "texas-2" }))).toEqual(
    at('context: "texas-2" is not that of the cluster "texas"'),
  );
  expect(south(entry({ shared: false }))).toEqual(at('shared: other sites are in the cluster "texas" too'));
  expect(south([])).toEqual(at('clusters: has no "texas", which fleet\\.yaml has "south" in'));
});

test("Two sites with one cluster of which their fleet says nothing are refused", () => {
  const clusters = ownCluster("texas-1") as SiteInput["clusters"];
  expect(refusedFor({ ...apart, sites: { north: { clusters }, south: { clusters } } })).toEqual([
    expect.stringMatching(
      /^sites\/south\/site\.yaml:\d+:\d+ {2}context: "texas-1" is a cluster of the site "north" as well/,
    ),
  ]);
  expect(
    refusedFor({ ...apart, sites: { north: { clusters: ownCluster("south") as typeof clusters } } }),
  ).toEqual([
    expect.stringMatching(
      /^sites\/south\/site\.yaml:\d+:\d+ {2}context: "south" is a cluster of the site "north"/,
    ),
  ]);
  expect(refusedFor({ ...apart, sites: { north: { clusters } } })).toEqual([]);
});

test("What would be one thing in the cluster and is two sites' is refused where the second says it", () => {
  const edge = { ...miners(101), proxy: { kind: "farm-proxy" as const, serviceNodes: "north-edge" } };
  const problems = refusedFor({
    sites: {
      south: {
        zones: [hall("north-hall"), mine("south-mine", 101, { mining: edge })],
        power: unitTransformers("north-hall", "south-mine"),
        fabrics: [fabricOf("north-ib", ["north-hall"])],
        serviceNodes: [{ name: "north-edge", count: 2 }],
        topologyLabels: "gke",
      },
    },
    tenants: { south: { namespaces: [{ name: "north-train" }] } },
  });
  const text = (file: string, message: string) =>
    expect.stringMatching(new RegExp(`^sites/south/${file}:\\d+:\\d+ {2}${message}`));
  expect(problems).toEqual([
    text("site\\.yaml", 'topologyLabels: "south" labels its nodes as gke, and "north" as busbar'),
    text("site\\.yaml", 'zone "north-hall" is at "north" too'),
    text("site\\.yaml", 'fabric "north-ib" is at "north" too'),
    text("site\\.yaml", 'the group of service nodes "north-edge" is at "north" too'),
    text("tenants/own\\.yaml", 'namespace "north-train" is at "north" too'),
    text(
      "site\\.yaml",
      "the tenants' prefixes of fabric north-ib \\(100\\.64\\.0\\.0/20\\) overlaps the tenants' prefixes of fabric north-ib of \"north\"",
    ),
  ]);
});

test("Miners' networks of two sites that overlap are refused: policies of the cluster let addresses through", () => {
  const mining = { ...miners(100), proxy: { kind: "farm-proxy" as const, serviceNodes: "south-edge" } };
  const [problem = "", ...others] = refusedFor({
    sites: { south: { zones: [hall("south-hall"), mine("south-mine", 100, { mining })] } },
  });
  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^sites\/south\/site\.yaml:\d+:\d+ {2}the ASIC network of south-mine\/rows \(10\.100\.0\.0\/16\) overlaps the ASIC network of north-mine/,
  );
});

test("A tenant of that name at two sites of one cluster is refused, unless the fleet shares it or one has a cluster for it", () => {
  const both = { tenants: { south: { name: "north-ai" } } };
  expect(refusedFor(both)).toEqual([
    expect.stringMatching(
      /^sites\/south\/tenants\/own\.yaml:\d+:\d+ {2}tenant "north-ai" is at "north" too, and both sites are in the cluster "texas"/,
    ),
  ]);
  const tenants = [{ name: "north-ai", document: "sites/north/tenants/own.yaml", sites: [...siteNames] }];
  expect(refusedFor({ fleet: { shared: { tenants } } })).toEqual([]);
  const clusters = [
    { name: "texas" },
    { name: "its-own", context: "north-ai-south", holds: [], tenants: ["north-ai"] },
  ] as unknown as SiteInput["clusters"];
  expect(refusedFor({ ...both, sites: { south: { clusters } } })).toEqual([]);
});

test("Whatever sites are called alike, either that is refused or no object is declared by two", () => {
  const none = { zone: false, fabric: false, edge: false, tenant: false, namespace: false };
  const oneAlike = Object.keys(none).map((key): [typeof none] => [{ ...none, [key]: true }]);
  const chance = fc.record({
    zone: fc.boolean(),
    fabric: fc.boolean(),
    edge: fc.boolean(),
    tenant: fc.boolean(),
    namespace: fc.boolean(),
  });
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(chance, (alike) => {
      const named = (is: boolean, name: string) => `${is ? "north" : "south"}-${name}`;
      const zone = named(alike.zone, "hall");
      const edge = named(alike.edge, "edge");
      const mining = { ...miners(101), proxy: { kind: "farm-proxy" as const, serviceNodes: edge } };
      const folder = sharedClusterFolder({
        sites: {
          south: {
            zones: [hall(zone), mine("south-mine", 101, { mining })],
            power: unitTransformers(zone, "south-mine"),
            fabrics: [fabricOf(named(alike.fabric, "ib"), [zone], { pools: fabricPools(1) })],
            serviceNodes: [{ name: edge, count: 2 }],
          },
        },
        tenants: {
          south: {
            name: named(alike.tenant, "ai"),
            namespaces: [{ name: named(alike.namespace, "train") }],
          },
        },
      });
      const refused = problemsOf(() => readFleet(folder)).length > 0;
      seen.add(refused);
      expect(refused).toBe(Object.values(alike).includes(true));
      if (refused) return;
      const all = sitesIn(placed(folder)).flatMap(({ stacks }) => stacks.flatMap(({ objects }) => objects));
      expect(new Set(all.map(nameOf)).size).toBe(all.length);
    }),
    { numRuns: 10, examples: [[none], ...oneAlike] },
  );
  expect(seen).toEqual(new Set([true, false]));
});
