import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { smallSite } from "../load/small-site.ts";
import { busbar, digests, filesIn, type Run, temporaryFolder, writeFiles } from "../support/cli.ts";
import { installOwnTemplates, ownPackage } from "../support/own-templates.ts";

let folder = "";

beforeEach(() => {
  folder = temporaryFolder();
});

const templated = `version: 1
template: { name: small, version: 1.0.0, package: own-sites }
answers:
  name: ridge
  approved: 20 MW
  operator: ERCOT
  halls:
    - name: hall-1 # the old one

# What we do not leave to the template.
overrides:
  topologyLabels: busbar
`;

const poolSet = `  poolSets:
    - name: main
      groups:
        - name: first
          pools:
            - { url: "stratum+tcp://btc.one.example:3333", user: "ridge.{zone}" } # the elder
            - { url: "stratum+tcp://btc.two.example:700", user: "ridge.{zone}" }
`;

function add(what: string, ...args: readonly string[]): Run {
  return busbar(["add", what, folder, ...args]);
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

const aTenant = ["name=atelier", "offering=namespaces", "lease.from=2026-08-01", "lease.to=2027-07-31"];

test("A tenant by a template is a file of its own, and the next command is said", () => {
  installOwnTemplates(folder);
  writeFiles(folder, { "site.yaml": templated });
  const answers = ["name=acme", "racks=4", "from=2026-08-01", "to=2028-01-31"];
  const { status, stdout, stderr } = add(
    "tenant",
    "--package",
    ownPackage,
    "--template",
    "train@1.0.0",
    "--set",
    ...answers,
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toBe(`Wrote ${join(folder, "tenants/acme.yaml")}.\nNext: npx busbar place ${folder}\n`);
  expect(read("tenants/acme.yaml")).toContain(
    "template: { name: train, version: 1.0.0, package: own-sites }",
  );
  expect(busbar(["place", folder])).toMatchObject({ status: 0 });
});

test("A tenant without a template is told by the keys of its document", () => {
  writeFiles(folder, smallSite);
  const demand = "demand=[{ name: render, rackType: h200, racks: 1 }]";
  const { status, stderr } = add(
    "tenant",
    "--set",
    ...aTenant,
    demand,
    "namespaces=[{ name: atelier-render }]",
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(read("tenants/atelier.yaml")).toMatch(
    /^version: 1\nname: atelier\noffering: namespaces\nlease:\n {2}from: 2026-08-01\n/,
  );
});

test("A tenant that the site would refuse is not written, and is told where it was said", () => {
  writeFiles(folder, smallSite);
  const before = digests(folder);
  const { status, stderr } = add(
    "tenant",
    "--set",
    ...aTenant,
    "demand=[{ name: render, rackType: h2000, racks: 1 }]",
  );
  expect(status).toBe(1);
  expect(stderr).toContain("Nothing was written.");
  expect(stderr).toMatch(/--set demand {2}demand\[0\]\.rackType:/);
  expect(stderr).toContain('did you mean "h200"?');
  expect(digests(folder)).toEqual(before);
});

test("A tenant that is there already is not written over", () => {
  writeFiles(folder, smallSite);
  const { status, stderr } = add("tenant", "--set", "name=lab");
  expect(status).toBe(1);
  expect(stderr).toContain("tenants/lab.yaml  is there already");
  expect(read("tenants/lab.yaml")).toBe(smallSite["tenants/lab.yaml"]);
});

test("A zone goes to the end of the site's zones, and every other line stays as it was", () => {
  writeFiles(folder, smallSite);
  writeFiles(folder, {
    "zone.yaml": `name: annex
redundancy: N
feeds: { A: ut-1 }
states: [{ state: construction, from: 2026-01-01 }]
`,
  });
  const { status, stderr } = add("zone", "--answers", join(folder, "zone.yaml"));
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const [before, after] = [(smallSite["site.yaml"] ?? "").split("\n"), read("site.yaml").split("\n")];
  const fresh = after.filter((line) => !before.includes(line));
  expect(after.filter((line) => !fresh.includes(line)).filter((line) => line !== "")).toEqual(
    expect.arrayContaining(before.filter((line) => line !== "")),
  );
  expect(fresh[0]).toBe("  - name: annex");
});

test("A zone of a templated site goes to the list that its template asks for", () => {
  installOwnTemplates(folder);
  writeFiles(folder, { "site.yaml": templated });
  expect(add("zone", "--set", "name=hall-2", "readyFrom=2027-01-01")).toMatchObject({
    status: 0,
    stderr: "",
  });
  expect(read("site.yaml")).toBe(
    templated.replace("# the old one\n", "# the old one\n    - name: hall-2\n      readyFrom: 2027-01-01\n"),
  );
});

test("A zone that is not right is refused where it was said, and nothing is written", () => {
  installOwnTemplates(folder);
  writeFiles(folder, { "site.yaml": templated });
  const { status, stderr } = add("zone", "--set", "name=hall-2", "rows=many");
  expect(status).toBe(1);
  expect(stderr).toContain("--set rows");
  expect(read("site.yaml")).toBe(templated);
});

test("A pool goes to the end of its group", () => {
  writeFiles(folder, smallSite);
  const pool = ["poolSet=plain", "url=stratum+tcp://btc.three.example:3333", "user=ridge.{zone}"];
  expect(add("pool", "--set", ...pool)).toMatchObject({ status: 0, stderr: "" });
  const second = '          - { url: "stratum+tcp://btc.two.example:700", user: "ridge.{zone}" }\n';
  const third = "          - url: stratum+tcp://btc.three.example:3333\n            user: ridge.{zone}\n";
  expect(read("site.yaml")).toBe((smallSite["site.yaml"] ?? "").replace(second, second + third));
});

test("A pool of a set that a site's overrides state goes there", () => {
  installOwnTemplates(folder);
  writeFiles(folder, { "site.yaml": templated + poolSet });
  const pool = [
    "poolSet=main",
    "group=first",
    "url=stratum+tcp://btc.three.example:3333",
    "user=ridge.{zone}",
  ];
  expect(add("pool", "--set", ...pool)).toMatchObject({ status: 0, stderr: "" });
  expect(read("site.yaml")).toBe(
    `${templated}${poolSet}            - url: stratum+tcp://btc.three.example:3333\n              user: ridge.{zone}\n`,
  );
});

test("A pool for a set or a group that is not there is refused with the nearest name", () => {
  writeFiles(folder, smallSite);
  expect(add("pool", "--set", "poolSet=plane", "url=x").stderr).toContain('did you mean "plain"?');
  expect(add("pool", "--set", "poolSet=plain", "group=mian").stderr).toContain('did you mean "main"?');
  expect(add("pool", "--set", "url=x").stderr).toContain("the pool set to add to");
});

test("A wrong command line is that, and writes nothing", () => {
  writeFiles(folder, smallSite);
  const before = filesIn(folder);
  expect(busbar(["add", "hall", folder]).status).toBe(2);
  expect(add("zone", "--sett", "name=x").status).toBe(2);
  expect(add("zone", "--set", "name").stderr).toContain("is no KEY=VALUE");
  expect(filesIn(folder)).toEqual(before);
});

test("A name is checked before a file is written under it, and a group that is no name is not passed over", () => {
  writeFiles(folder, smallSite);
  const before = filesIn(folder);
  const outside = add("tenant", "--set", "name=../acme", "offering=bare-metal");
  expect(outside).toMatchObject({ status: 1 });
  expect(outside.stderr).toContain('--set name  "../acme" is not a name');
  expect(filesIn(folder)).toEqual(before);
  const number = add("pool", "--set", "poolSet=main", "group=9", "url=stratum+tcp://a.example:1");
  expect(number.stderr).toContain("--set group  9 is not a name");
  expect(add("pool", "--set", "poolSet=mian").stderr).toContain("--set poolSet  ");
});
