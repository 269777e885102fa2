import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, temporaryFolder } from "../support/cli.ts";
import { placed, sharedQueuesFolder } from "../support/multikueue-fleet.ts";

test("synth of a fleet writes its managers beside its sites, and cdktf sees the stacks of both", () => {
  const out = join(temporaryFolder(), "out");
  const { status, stdout, stderr } = busbar(["synth", placed(sharedQueuesFolder()), "--out", out]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(
    [
      `Wrote 2 stacks of the manager hub to ${join(out, "hub")}:`,
      "  manager-hub",
      "  multikueue-acme",
      "",
    ].join("\n"),
  );
  expect(readdirSync(join(out, "hub")).sort()).toEqual([
    "kueue.yaml",
    "manifest.json",
    "manifests",
    "stacks",
  ]);
  expect(readdirSync(join(out, "hub/manifests"))).toEqual(["manager-hub", "multikueue-acme"]);
});

test("synth of one site of a fleet writes no manager, which is made from all of them", () => {
  const out = join(temporaryFolder(), "out");
  const args = ["synth", placed(sharedQueuesFolder()), "--site", "north", "--out", out];
  expect(busbar(args).status).toBe(0);
  expect([existsSync(join(out, "north")), existsSync(join(out, "hub"))]).toEqual([true, false]);
});

test("Queues that no manager could lead to the sites stop synth before anything is written", () => {
  const leftOut = { fleetQueues: [] };
  const folder = placed(sharedQueuesFolder({ sites: { north: leftOut, south: leftOut } }));
  const out = join(temporaryFolder(), "out");
  const { status, stdout, stderr } = busbar(["synth", folder, "--out", out]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/fleet\.yaml:\d+:\d+ +no site takes jobs of "acme"/);
  expect(existsSync(out)).toBe(false);
});
