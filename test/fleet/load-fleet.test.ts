import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { expect, test } from "vitest";
import type { FleetInput } from "../../fleet/fleet-document.ts";
import { loadFleet, readFleet } from "../../fleet/load-fleet.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const region = { name: "texas", country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT" };

const fleet: FleetInput = {
  version: 1,
  name: "two",
  regions: [region],
  owners: [{ name: "us", title: "Us" }],
  sites: ["north", "south"].map((name) => ({ name, folder: `sites/${name}`, region: "texas", owner: "us" })),
};

/** A fleet's folder, with what differs from two sites of a hall and a mine each. */
function written(
  change: Partial<FleetInput> = {},
  sites: Readonly<Record<string, Partial<SiteInput>>> = { north: {}, south: {} },
): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "fleet.yaml"), dump({ ...fleet, ...change }, { noRefs: true }));
  for (const [name, own] of Object.entries(sites)) {
    const site = siteWith([hall("hall-1"), mine("mine-1", 100)], { name, ...own });
    mkdirSync(join(folder, "sites", name), { recursive: true });
    const text = dump(site, { noRefs: true, skipInvalid: true });
    writeFileSync(join(folder, "sites", name, "site.yaml"), text);
  }
  return folder;
}

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ where, message }) => `${where}  ${message}`);
    throw error;
  }
  return [];
}

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
    regions: [region, { ...region, name: "ohio" }],
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
    'no site is of "ohio": give it one, or take it away',
    'no site is of "them": give it one, or take it away',
    'there is no site "nroth": did you mean "north"?',
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
    `sites/north/placement.lock.yaml  is missing: run "busbar fleet lock ${folder} --site north" and commit placement.lock.yaml`,
  ]);
});

test("A site that is not there, and one that the fleet does not know, are refused", () => {
  const folder = written({}, { north: {} });
  expect(problemsOf(() => readFleet(folder))).toEqual([
    'sites/south/site.yaml  is not there: fleet.yaml says that it is of the site "south"',
  ]);
  expect(problemsOf(() => readFleet(folder, "noth"))).toEqual([
    '--site  the fleet has no site "noth": did you mean "north"?',
  ]);
});
