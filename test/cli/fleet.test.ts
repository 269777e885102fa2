import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
  const { status, stdout, stderr } = busbar(["fleet", ...args, "--format", "json"]);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test("The fleet of the examples is described in text, and as JSON with units in its keys", () => {
  const { status, stdout } = busbar(["fleet", "describe", fleet]);
  expect(status).toBe(0);
  expect(stdout).toContain("Five sites in North America on 2026-08-15");
  expect(stdout).toMatch(/NYISO Special Case Resources +150 MW obliged/);
  const picture = json("describe", fleet, "--on", "2027-08-01");
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
  expect(busbar(["fleet", "curtail", fleet, "--shed", "1 MW", "--price", "9 $/MWh"]).status).toBe(2);
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
  const { sites } = json("curtail", fleet, "--shed", "30 MW", "--region", "ercot-north");
  expect(sites.map(({ site }: { site: string }) => site)).toEqual(["denton"]);
  const { status, stderr } = busbar([
    "fleet",
    "curtail",
    fleet,
    "--shed",
    "30 MW",
    "--region",
    "ercot-nroth",
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain('--region  the fleet has no region "ercot-nroth": did you mean "ercot-north"?');
});

test("More than can be shed is refused after it is shown", () => {
  const { status, stderr } = busbar(["fleet", "curtail", fleet, "--shed", "2 GW"]);
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
  const stacks = (all: Record<string, string>) =>
    Object.fromEntries(Object.entries(all).filter(([file]) => file.startsWith("stacks/")));
  expect(stacks(digests(join(together, "black-pearl")))).toEqual(stacks(digests(alone)));
});

test("--site is of a fleet", () => {
  const { status, stderr } = busbar(["synth", copyOfExample("denton"), "--site", "denton"]);
  expect(status).toBe(1);
  expect(stderr).toContain("holds no fleet.yaml");
});

test("The locks of a fleet's sites that are up to date stay as they are", () => {
  const folder = copyOfFleet();
  const { status, stdout } = busbar(["fleet", "lock", folder]);
  expect(status).toBe(0);
  expect(stdout.trimEnd().split("\n")).toEqual(examples.map((name) => `${name}: is up to date`));
});
