import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { expect, test } from "vitest";
import type { FleetInput } from "../../fleet/fleet-document.ts";
import { loadFleet, readFleet } from "../../fleet/load-fleet.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { fleet, problemsOf, region, written } from "./written-fleets.ts";

const poolSet = siteWith([]).poolSets?.[0];
if (poolSet === undefined) throw new Error("small sites have no pool set");

test("What is shared lies below a site's own documents, entry by name, and the site's own goes first", () => {
  const shared = { poolSets: [{ ...poolSet, workerName: "{zone}.{rack}" }] };
  const { groups: _groups, ...renamed } = { ...poolSet, workerName: "{site}.{zone}" };
  const own = { poolSets: [renamed] } as unknown as Partial<SiteInput>;
  const folder = written({ shared }, { north: { poolSets: undefined }, south: own });
  const [north, south] = readFleet(folder).sites;
  expect(north?.site.document.poolSets.map(({ workerName }) => workerName)).toEqual(["{zone}.{rack}"]);
  expect(south?.site.document.poolSets.map(({ workerName }) => workerName)).toEqual(["{site}.{zone}"]);
  expect(south?.site.document.poolSets[0]?.groups).toEqual(north?.site.document.poolSets[0]?.groups);
  expect(north?.site.document.location?.timeZone).toBe("America/Chicago");
  expect(north?.site.document.operator).toBe("Us");
});

test("What is shared with named sites reaches no other", () => {
  const contract = {
    name: "firm",
    kind: "fixed",
    power: "9 MW",
    price: "40 $/MWh",
    from: "2026-01-01",
  } as const;
  const folder = written({ shared: { contracts: [{ ...contract, sites: ["south"] }] } });
  const { sites } = readFleet(folder);
  expect(sites.map(({ site }) => site.document.contracts.length)).toEqual([0, 1]);
});

test("A mistake in what is shared is told with the file and line of the fleet", () => {
  const contract = {
    name: "firm",
    kind: "fixed",
    power: "9 MW",
    price: "40 $/MWh",
    from: "2026-01-01",
    to: "2025-01-01",
  } as const;
  const folder = written({ shared: { contracts: [{ ...contract, sites: ["south"] }] } });
  const [problem = ""] = problemsOf(() => readFleet(folder));
  expect(problem).toMatch(/^fleet\.yaml:\d+:\d+ {2}contracts\[0\]/);
});

test("A shared tenant is on the sites that are named, over which their own word of it goes", () => {
  const shared = { tenants: [{ name: "acme", document: "tenants/acme.yaml", sites: ["north", "south"] }] };
  const folder = written({ shared });
  mkdirSync(join(folder, "tenants"));
  writeFileSync(join(folder, "tenants/acme.yaml"), dump(tenantOf("acme", storageRacks(4))));
  mkdirSync(join(folder, "sites/south/tenants"));
  writeFileSync(
    join(folder, "sites/south/tenants/a.yaml"),
    "name: acme\ndemand: [{ name: store, racks: 2 }]\n",
  );
  const { sites } = readFleet(folder);
  expect(sites.map(({ site }) => site.tenants.map(({ demand }) => demand[0]?.racks))).toEqual([[4], [2]]);
  expect(sites[0]?.sources.tenantFile("acme")).toBe("../../tenants/acme.yaml");

  for (const { site, folder: own } of sites)
    writeFileSync(join(own, "placement.lock.yaml"), writeLock(place(site)));
  expect(loadFleet(folder).sites.map(({ lock }) => lock.tenants.length)).toEqual([1, 1]);
});

test("Unknown, repeated and unused names are refused with their place and the nearest, all at once", () => {
  const [north] = fleet.sites;
  if (north === undefined) throw new Error("there is no site");
  const folder = written({
    regions: [region, { ...region, name: "ohio", timeZone: "America/Chigaco" }],
    owners: [{ name: "us" }, { name: "us" }, { name: "them" }],
    sites: [north, { ...north, region: "texsa" }],
    shared: { poolSets: [{ ...poolSet, sites: ["nroth"] }] },
  });
  const problems = problemsOf(() => readFleet(folder));
  expect(problems.map((text) => text.replace(/^fleet\.yaml:\d+:\d+ {2}/, ""))).toEqual([
    '"us" is already the name of owners[0]',
    '"north" is already the name of sites[0]',
    '"sites/north" is already the folder of sites[0]',
    'there is no region "texsa": did you mean "texas"?',
    '"America/Chigaco" is not in the IANA time zone database: did you mean "America/Chicago"?',
    'no site is of "ohio": give it one, or take it away',
    'no site is of "them": give it one, or take it away',
    'there is no site "nroth": did you mean "north"?',
  ]);
});

test("A shared tenant's document that is not there, a folder, or no text is refused where it is named", () => {
  const shared = {
    tenants: ["acme.yaml", "sites", "latin.yaml"].map((document, index) => ({
      name: `tenant-${index}`,
      document,
      sites: ["north"],
    })),
  };
  const folder = written({ shared });
  writeFileSync(join(folder, "latin.yaml"), Buffer.from("title: M\xfcller", "latin1"));
  expect(problemsOf(() => readFleet(folder))).toEqual([
    expect.stringMatching(/^fleet\.yaml:\d+:\d+ {2}"acme.yaml" is not there: name the tenant's document$/),
    expect.stringMatching(/^fleet\.yaml:\d+:\d+ {2}"sites" is a folder: expected a YAML file$/),
    expect.stringMatching(/^fleet\.yaml:\d+:\d+ {2}"latin.yaml" is not UTF-8 text: .*$/),
  ]);
});

test("An unknown key is refused with the nearest", () => {
  const folder = written({ onwers: [] } as Partial<FleetInput>);
  expect(problemsOf(() => readFleet(folder))).toEqual([
    expect.stringMatching(/^fleet\.yaml:\d+:1 {2}unknown key "onwers": did you mean "owners"\?$/),
  ]);
});

test("Problems of all sites come at once, each with the file from the fleet's folder", () => {
  const folder = written(
    {},
    {
      north: { name: "nrth" },
      south: {
        interconnects: [
          {
            name: "grid",
            voltage: "138 kV",
            gridOperator: "PJM",
            approvals: [{ from: "2024-01-01", load: "500 MW" }],
          },
        ],
      },
    },
  );
  expect(problemsOf(() => readFleet(folder))).toEqual([
    expect.stringMatching(
      /^sites\/north\/site\.yaml:\d+:\d+ {2}name: the site is "nrth" here, and "north" in fleet\.yaml/,
    ),
    expect.stringMatching(
      /^sites\/south\/site\.yaml:\d+:\d+ {2}gridOperator: "PJM" is not that of region "texas"/,
    ),
  ]);
});

test("A site without a placement is refused with the command that makes it", () => {
  const folder = written();
  expect(problemsOf(() => loadFleet(folder, "north"))).toEqual([
    `sites/north/placement.lock.yaml  is missing: run "busbar place ${join(folder, "sites/north")}" and commit placement.lock.yaml`,
  ]);
});

test("A site that is not there, and one that the fleet does not know, are refused", () => {
  const folder = written({}, { north: {} });
  expect(problemsOf(() => readFleet(folder))).toEqual([
    'sites/south/site.yaml  is not there: fleet.yaml says that it is of the site "south"',
  ]);
  expect(problemsOf(() => readFleet(folder, "noth"))).toEqual([
    expect.stringMatching(/^fleet\.yaml:\d+:\d+ {2}there is no site "noth": did you mean "north"\?$/),
  ]);
});

test("Two sites that keep the states of their stacks at one place are refused, but not beside cdktf.json", () => {
  const s3 = { kind: "s3", bucket: "states", region: "us-east-1" } as const;
  const folder = written(
    {},
    { north: { backend: { ...s3, prefix: "us" } }, south: { backend: { ...s3, prefix: "us/" } } },
  );
  expect(problemsOf(() => readFleet(folder))).toEqual([
    expect.stringMatching(
      /^sites\/south\/site\.yaml:\d+:\d+ {2}backend: keeps the states of stacks where site "north" keeps its own \(s3:\/\/states\/us\)/,
    ),
  ]);
  const apart = written({}, { north: { backend: s3 }, south: { backend: { ...s3, prefix: "south" } } });
  expect(readFleet(apart).sites).toHaveLength(2);
});
