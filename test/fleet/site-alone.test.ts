import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf } from "../../cli/site-copy.ts";
import { readFleet } from "../../fleet/load-fleet.ts";
import { loadSite } from "../../fleet/load-site.ts";
import { loadSite as loadAlone } from "../../templates/load-site.ts";
import { edit } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { problemsOf, sharing, writeYaml, written } from "./written-fleets.ts";

test("A site that names its fleet is by itself what it is in its fleet, with the same places", () => {
  const folder = sharing();
  for (const { name, site, sources } of readFleet(folder).sites) {
    const alone = loadSite(join(folder, "sites", name));
    expect(alone.site.document).toEqual(site.document);
    expect(alone.site.tenants).toEqual(site.tenants);
    expect(alone.tenantFile("acme")).toBe("../../tenants/acme.yaml");
    for (const path of [["operator"], ["contracts", 0, "price"], ["zones", 0, "name"]]) {
      const place = { document: "site.yaml", path };
      expect(alone.locate(place)).toBe(sources.locate(place));
    }
  }
  expect(
    loadSite(join(folder, "sites/south")).locate({ document: "site.yaml", path: ["contracts", 0] }),
  ).toMatch(/^\.\.\/\.\.\/fleet\.yaml:\d+:\d+$/);
});

test("A site that its fleet changes has to name it: the fleet's commands say which line to add", () => {
  const folder = sharing();
  edit(join(folder, "sites/south"), "site.yaml", "fleet: ../..\n", "");
  expect(problemsOf(() => readFleet(folder))).toEqual([
    'sites/south/site.yaml:1:1  the fleet shares operator, location, contracts, tenants with the site, which names no fleet and would be without by itself: add the line "fleet: ../.." to site.yaml',
  ]);
});

test("A site that states all that its fleet would add need not name it", () => {
  const own = {
    operator: "Us",
    location: { country: "US", timeZone: "America/Chicago" },
  };
  const folder = written({}, { north: { ...own, fleet: undefined }, south: own });
  expect(readFleet(folder).sites).toHaveLength(2);
});

test("A site that names another fleet, none, or one that does not have it, is refused", () => {
  const folder = written();
  const north = join(folder, "sites/north");
  mkdirSync(join(folder, "other"));
  cpSync(join(folder, "fleet.yaml"), join(folder, "other/fleet.yaml"));
  edit(north, "site.yaml", "fleet: ../..", "fleet: ../../other");
  expect(problemsOf(() => readFleet(folder))).toEqual([
    expect.stringMatching(
      /^sites\/north\/site\.yaml:\d+:\d+ {2}fleet: "..\/..\/other" is another folder than that of the fleet which has the site: write "fleet: ..\/.."$/,
    ),
  ]);
  rmSync(join(folder, "other"), { recursive: true });
  expect(problemsOf(() => loadSite(north))).toEqual([
    expect.stringMatching(
      /^site\.yaml:\d+:\d+ {2}fleet: "..\/..\/other" holds no fleet\.yaml: name the folder/,
    ),
  ]);
  edit(north, "site.yaml", "fleet: ../../other", "fleet: ../..");
  edit(north, "site.yaml", "name: north", "name: norht");
  expect(problemsOf(() => loadSite(north))).toEqual([
    expect.stringMatching(
      /^site\.yaml:\d+:\d+ {2}name: ..\/..\/fleet\.yaml has no site "norht": did you mean "north"\?/,
    ),
  ]);
});

test("A fleet's folder that is no relative path is refused as any other value", () => {
  const folder = written();
  edit(join(folder, "sites/north"), "site.yaml", "fleet: ../..", "fleet: /srv/fleet");
  expect(problemsOf(() => loadSite(join(folder, "sites/north")))).toEqual([
    expect.stringContaining("fleet: must be a path relative to site.yaml, such as ../fleet"),
  ]);
});

test("A mistake in the fleet's file is told to its site as seen from the site's folder, once", () => {
  const folder = sharing();
  edit(folder, "fleet.yaml", "region: texas", "region: texsa");
  const north = join(folder, "sites/north");
  expect(problemsOf(() => loadSite(north))).toEqual([
    expect.stringMatching(
      /^\.\.\/\.\.\/fleet\.yaml:\d+:\d+ {2}there is no region "texsa": did you mean "texas"\?$/,
    ),
  ]);
  expect(() => loadSite(north)).toThrow(/^The fleet is refused: 1 problem\.\n.*fleet\.yaml:\d+:\d+ .*$/);
});

test("Who reads no fleets is refused a site that has one, and not given another site", () => {
  expect(problemsOf(() => loadAlone(join(sharing(), "sites/north")))).toEqual([
    expect.stringMatching(
      /^site\.yaml:\d+:\d+ {2}fleet: is not read here: read the site with loadSite of busbar/,
    ),
  ]);
});

test("A copy of a site has what its fleet shares beside it", () => {
  const folder = sharing();
  writeYaml(join(folder, "rules/organisation.yaml"), { version: 1, organisation: "us" });
  writeFileSync(
    join(folder, "fleet.yaml"),
    readFileSync(join(folder, "fleet.yaml"), "utf8").replace(
      "shared:\n",
      "shared:\n  policies: { organisation: rules/organisation.yaml }\n",
    ),
  );
  const north = join(folder, "sites/north");
  const { site } = loadSite(north);
  const copy = copyOf(north, temporaryFolder(), site);
  expect(loadSite(copy).site.document).toEqual(site.document);
  expect(readFileSync(join(copy, "../../rules/organisation.yaml"), "utf8")).toContain("organisation: us");
});
