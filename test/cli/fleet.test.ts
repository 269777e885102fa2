import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sharing } from "../fleet/written-fleets.ts";
import { busbar, copyOfExample, digests, edit, root, temporaryFolder } from "../support/cli.ts";
import { examples } from "../support/examples.ts";

const fleet = join(root, "examples/fleet");

/** A folder with copies of the fleet and all its sites. */
function copyOfFleet(): string {
  const folder = temporaryFolder();
  for (const name of ["fleet", ...examples])
    cpSync(join(root, "examples", name), join(folder, name), { recursive: true });
  return join(folder, "fleet");
}

function json(...args: readonly string[]) {
  const { status, stdout, stderr } = busbar(["fleet", ...args, "--json"]);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test("The fleet of the examples is described in text, and as JSON with units in its keys", () => {
  const { status, stdout } = busbar(["fleet", "describe", fleet]);
  expect(status).toBe(0);
  expect(stdout).toContain("Five sites in North America on 2026-08-15");
  expect(stdout).toMatch(/NYISO Special Case Resources +150 MW obliged/);
  const picture = json("describe", fleet, "--at", "2027-08-01");
  expect(picture.day).toBe("2027-08-01");
  const single = JSON.parse(
    busbar(["describe", join(root, "examples/denton"), "--at", "2027-08-01", "--json"]).stdout,
  );
  const denton = picture.regions.find(({ name }: { name: string }) => name === "ercot-north");
  expect(denton.leasedKilowatts).toBe(single.load.criticalKilowatts);
  expect(denton.grossKilowatts).toBe(single.load.grossKilowatts);
});

test("Where no site has room, the command says why of each and ends with 1", () => {
  const { status, stdout, stderr } = busbar([
    "fleet",
    "place",
    fleet,
    "--critical",
    "20 MW",
    "--by",
    "2027-06-01",
  ]);
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("0 of 5 sites have room");
  expect(stdout).toContain("it has no liquid cooling");
});

test("A command line that asks for nothing, or for two things, is a mistake of its own", () => {
  expect(busbar(["fleet", "curtail", fleet]).status).toBe(2);
  expect(busbar(["fleet", "curtail", fleet, "--target", "1 MW", "--price", "9 $/MWh"]).status).toBe(2);
  expect(busbar(["fleet", "place", fleet, "--by", "2027-06-01"]).status).toBe(2);
  const carbon = busbar([
    "fleet",
    "place",
    fleet,
    "--critical",
    "1 MW",
    "--by",
    "2027-06-01",
    "--max-carbon",
    "300",
  ]);
  expect(carbon.stderr).toContain('"300" has no unit: write a carbon intensity such as "380 g/kWh"');
});

test("Curtailment of one region touches its sites alone, and an unknown region is refused with the nearest", () => {
  const { sites } = json("curtail", fleet, "--target", "30 MW", "--region", "ercot-north");
  expect(sites.map(({ site }: { site: string }) => site)).toEqual(["denton"]);
  const { status, stderr } = busbar([
    "fleet",
    "curtail",
    fleet,
    "--target",
    "30 MW",
    "--region",
    "ercot-nroth",
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain('--region  the fleet has no region "ercot-nroth": did you mean "ercot-north"?');
});

test("More than can be shed is refused after it is shown", () => {
  const { status, stderr } = busbar(["fleet", "curtail", fleet, "--target", "2 GW"]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/Not as asked: 2 GW is asked for, and only \d+(\.\d+)? MW can be shed/);
});

test("A fleet is synthesized site by site, and a change of one leaves the bytes of all others", () => {
  const folder = copyOfFleet();
  const out = join(temporaryFolder(), "out");
  expect(busbar(["synth", folder, "--out", out]).status).toBe(0);
  const before = Object.fromEntries(examples.map((name) => [name, digests(join(out, name))]));
  edit(join(folder, "../denton"), "site.yaml", "title: Denton", "title: Denton, changed");
  expect(busbar(["synth", folder, "--out", out]).status).toBe(0);
  const changed = examples.filter(
    (name) => JSON.stringify(digests(join(out, name))) !== JSON.stringify(before[name]),
  );
  expect(changed).toEqual(["denton"]);
});

test("One site of a fleet is written as it is by itself, where its fleet shares nothing that it lacks", () => {
  const [alone, together] = [join(temporaryFolder(), "out"), join(temporaryFolder(), "out")];
  expect(busbar(["synth", copyOfExample("black-pearl"), "--out", alone]).status).toBe(0);
  const { status, stdout } = busbar(["synth", copyOfFleet(), "--site", "black-pearl", "--out", together]);
  expect(status).toBe(0);
  expect(stdout).toContain(`to ${join(together, "black-pearl")}`);
  // But for where states are kept: beside the app each site of a fleet has a folder of its own.
  const stack = (folder: string, name: string) =>
    readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8");
  for (const name of ["platform", "mining", "tenant-aws"])
    expect(stack(join(together, "black-pearl"), name)).toBe(
      stack(alone, name).replaceAll("../../../terraform.", "../../../../black-pearl/terraform."),
    );
});

test("--site is of a fleet", () => {
  const { status, stderr } = busbar(["synth", copyOfExample("denton"), "--site", "denton"]);
  expect(status).toBe(1);
  expect(stderr).toContain('holds no fleet.yaml: leave the site "denton" out, or name a fleet\'s folder');
  expect(busbar(["check", copyOfExample("denton"), "--site", "denton"]).stderr).toContain(
    "holds no fleet.yaml",
  );
});

test("One manifest shows cdktf the stacks of all sites, none called as another's", () => {
  const folder = sharing();
  const out = join(folder, "out");
  expect(busbar(["fleet", "lock", folder]).status).toBe(0);
  expect(busbar(["synth", folder, "--out", out]).status).toBe(0);
  const { stacks } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(Object.keys(stacks)).toEqual(expect.arrayContaining(["north.platform", "south.tenant-acme"]));
  for (const [name, stack] of Object.entries<Record<string, string>>(stacks)) {
    expect(stack["name"]).toBe(name);
    expect(existsSync(join(out, stack["synthesizedStackPath"] ?? "nothing"))).toBe(true);
    expect(existsSync(join(out, stack["workingDirectory"] ?? "nothing"))).toBe(true);
  }
});

test("A check of a fleet is one report, with the site in each finding; of one site it is of that", () => {
  const folder = sharing();
  expect(busbar(["fleet", "lock", folder]).status).toBe(0);
  const reported = (...args: readonly string[]) =>
    JSON.parse(busbar(["check", ...args, "--format", "json"]).stdout);
  const report = reported(folder);
  const alone = ["north", "south"].map((name) => reported(join(folder, "sites", name)));
  expect(report.site).toBe("two");
  expect(report.findings.length).toBe(alone.reduce((sum, { findings }) => sum + findings.length, 0));
  expect(report.findings.length).toBeGreaterThan(1);
  const levels = report.findings.map(({ level }: { level: string }) =>
    ["hard", "soft", "advisory"].indexOf(level),
  );
  expect(levels).toEqual([...levels].sort());
  for (const { scope, location } of report.findings) {
    expect(["north", "south"]).toContain(scope.split("/")[0]);
    expect(existsSync(join(folder, location.file))).toBe(true);
  }
  const prints = report.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
  const south = reported(folder, "--site", "south").findings;
  expect(south.length).toBe(alone[1].findings.length);
  expect(south.every(({ scope }: { scope: string }) => scope.startsWith("south"))).toBe(true);

  const live = busbar(["check", folder, "--live"]);
  expect([live.status, live.stdout]).toEqual([1, ""]);
  expect(live.stderr).toContain("Give the site's folder");
});

test("A review is of one site, and says so of a fleet with the commands that review each", () => {
  const { status, stderr } = busbar(["review", fleet, "--base", "HEAD"]);
  expect(status).toBe(1);
  for (const name of examples)
    expect(stderr).toContain(`busbar review ${join(root, "examples", name)} --base HEAD\n`);
});

test("The locks of a fleet's sites that are up to date stay as they are", () => {
  const folder = copyOfFleet();
  const { status, stdout } = busbar(["fleet", "lock", folder]);
  expect(status).toBe(0);
  expect(stdout.trimEnd().split("\n")).toEqual(examples.map((name) => `${name}: is up to date`));
});
