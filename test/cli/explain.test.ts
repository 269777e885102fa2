import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { smallSite } from "../load/small-site.ts";
import { busbar, edit, temporaryFolder, writeFiles } from "../support/cli.ts";
import { installOwnTemplates } from "../support/own-templates.ts";

let folder = "";

beforeEach(() => {
  folder = temporaryFolder();
});

/** A site of the package's templates, with one tenant of its own words. */
function templatedSite(): void {
  installOwnTemplates(folder);
  writeFiles(folder, {
    "site.yaml": `version: 1
template: { name: small, version: 1.0.0, package: own-sites }
answers:
  name: ridge
  approved: 20 MW
  operator: ERCOT
  halls:
    - name: hall-1
overrides:
  zones:
    - name: hall-1
      ai: { rackMass: { value: 1500 kg, source: survey } }
  sources:
    survey: { title: The survey, url: "https://survey.example.com/1", asOf: 2026-01-10, verified: true }
`,
    "tenants/a.yaml": `version: 1
template: { name: train, version: 1.0.0, package: own-sites }
answers: { name: acme, racks: 4, from: 2026-02-01, to: 2028-01-31 }
`,
  });
}

function explain(path: string, ...options: readonly string[]): string {
  const { status, stdout, stderr } = busbar(["explain", folder, path, ...options]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

test("A value that a document states is told with its line", () => {
  writeFiles(folder, smallSite);
  expect(explain("tenants.lab.lease.from")).toBe(`tenants.lab.lease.from: 2026-02-01
  stated at tenants/lab.yaml:5:9
`);
});

test("An entry of a list is found by its name and by its place", () => {
  writeFiles(folder, smallSite);
  const byName = explain("zones.hall.ai.grossToCritical");
  expect(byName).toBe(`zones[0].ai.grossToCritical: 1.3
  stated at site.yaml:45:24
`);
  expect(explain("zones[0].ai.grossToCritical")).toBe(byName);
});

test("A value that nobody states is the schema's default", () => {
  writeFiles(folder, smallSite);
  expect(explain("topologyLabels")).toBe(`topologyLabels: busbar
  by default: no document states it
`);
});

test("A value that an answer decides is told with the answer, and where it is stated", () => {
  templatedSite();
  expect(explain("interconnects.poi.approvals[0].load")).toBe(`interconnects[0].approvals[0].load: 20 MW
  by the template small 1.0.0, of the answers that decide it:
    answers.approved, at site.yaml:5:13
`);
});

test("A value that an answer's default decides says so", () => {
  templatedSite();
  expect(explain("zones.hall-1.ai.rows")).toContain("answers.halls[0].rows, the template's default");
});

test("A value that the template gives whatever is answered says so", () => {
  templatedSite();
  expect(explain("zones.hall-1.ai.positionsPerRow")).toBe(`zones[0].ai.positionsPerRow: 10
  by the template small 1.0.0 itself, which site.yaml:2:11 names: no answer was found that decides it by itself
`);
});

test("An override is told with its line, and its figure with its source", () => {
  templatedSite();
  const told = explain("zones.hall-1.ai.rackMass");
  expect(told).toMatch(/an override at site\.yaml:12:\d+, over what the template gives/);
  expect(told).toContain(
    "source survey: The survey, as of 2026-01-10, verified\n    https://survey.example.com/1",
  );
});

test("What an override changes in part is explained by the template, and by the override", () => {
  templatedSite();
  const told = explain("zones.hall-1.ai");
  expect(told).toMatch(/\n {2}by the template small 1\.0\.0/);
  expect(told).toMatch(/\n {2}an override at site\.yaml:12:\d+ changes a part of it\n/);
  const { origin } = JSON.parse(explain("zones.hall-1.ai", "--json"));
  expect(origin.overridden).toMatch(/^site\.yaml:12:/);
});

test("A tenant's value is followed through the tenant's own template, whatever its file is called", () => {
  templatedSite();
  expect(explain("tenants.acme.demand.train.racks")).toContain("answers.racks, at tenants/a.yaml:3:31");
});

test("A rack type that a demand names is walked into, down to the catalog's source", () => {
  templatedSite();
  const told = explain("tenants.acme.demand.train.rackType.power");
  expect(told).toMatch(/^rackTypes\.h200\.power:/);
  expect(told).toContain("by the catalog: the rack type h200");
  expect(told).toMatch(/source [a-z0-9-]+/);
});

test("A miner model of the site's own is the site's, and not the catalog's", () => {
  writeFiles(folder, smallSite);
  expect(explain("zones.pit-2.mining.asics.rows.model.power")).toMatch(
    /^minerModels\[0\]\.power: 3\.4 kW\n {2}stated at site\.yaml:\d+:\d+\n$/,
  );
});

test("As JSON it says the same", () => {
  templatedSite();
  expect(JSON.parse(explain("interconnects.poi.approvals[0].load", "--json"))).toEqual({
    path: "interconnects[0].approvals[0].load",
    value: "20 MW",
    origin: {
      from: "answers",
      template: "small 1.0.0",
      answers: [{ answer: "answers.approved", where: "site.yaml:5:13" }],
    },
  });
});

test("A path that leads nowhere is refused with the nearest name", () => {
  writeFiles(folder, smallSite);
  const wrong = (path: string) => busbar(["explain", folder, path]);
  expect(wrong("zones.hal.ai")).toMatchObject({ status: 1 });
  expect(wrong("zones.hal.ai").stderr).toContain('did you mean "hall"?');
  expect(wrong("zones.hall.ai.row").stderr).toContain('did you mean "rows"?');
  expect(wrong("tenants.labb").stderr).toContain('did you mean "lab"?');
  expect(wrong("zones.hall.ai.rows.more").stderr).toContain('zones[0].ai.rows states no "more"');
});

test("A site that is refused is not explained", () => {
  writeFiles(folder, smallSite);
  edit(folder, "site.yaml", "rows: 4", "rows: four");
  expect(busbar(["explain", join(folder), "name"])).toMatchObject({ status: 1 });
});
