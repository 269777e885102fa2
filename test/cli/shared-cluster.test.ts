import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, temporaryFolder } from "../support/cli.ts";
import { placed } from "../support/multikueue-fleet.ts";
import { sharedClusterFolder } from "../support/shared-cluster-fleet.ts";

test("synth of a fleet writes what a shared cluster has once before its sites, and cdktf sees the stacks of all", () => {
  const out = join(temporaryFolder(), "out");
  const { status, stdout, stderr } = busbar(["synth", placed(sharedClusterFolder()), "--out", out]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^Wrote 2 stacks of the cluster texas to .*texas:\n {2}cluster-texas\n {2}admission-texas\nWrote/,
  );
  expect(readdirSync(join(out, "texas")).sort()).toEqual(["manifest.json", "manifests", "stacks"]);
  const { stacks } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(Object.keys(stacks)).toEqual(
    expect.arrayContaining([
      "texas.cluster-texas",
      "texas.admission-texas",
      "north.platform",
      "south.platform",
    ]),
  );
  const state = JSON.parse(readFileSync(join(out, "texas/stacks/cluster-texas/cdk.tf.json"), "utf8"));
  expect(state.terraform.backend.local.path).toBe("../../../../texas/terraform.cluster-texas.tfstate");
});

test("synth writes what the cluster has of a tenant of both sites among the cluster's stacks", () => {
  const out = join(temporaryFolder(), "out");
  const { status, stdout, stderr } = busbar([
    "synth",
    placed(sharedClusterFolder({ acme: {} })),
    "--out",
    out,
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^Wrote 4 stacks of the cluster texas to .*texas:\n {2}cluster-texas\n {2}admission-texas\n {2}cluster-texas-tenant-acme\n {2}cluster-texas-tenant-acme-admission\nWrote/,
  );
  expect(existsSync(join(out, "north/stacks/tenant-acme/cdk.tf.json"))).toBe(true);
  expect(existsSync(join(out, "north/stacks/tenant-acme-admission"))).toBe(false);
});

test("synth of one site writes no shared cluster, which is made from all of its sites", () => {
  const out = join(temporaryFolder(), "out");
  const args = ["synth", placed(sharedClusterFolder()), "--site", "north", "--out", out];
  expect(busbar(args).status).toBe(0);
  expect([existsSync(join(out, "north")), existsSync(join(out, "texas"))]).toEqual([true, false]);
});

test("Rules judge a site of a shared cluster with what the cluster holds for it", () => {
  const folder = placed(sharedClusterFolder());
  const { status, stdout } = busbar(["check", join(folder, "sites/north"), "--format", "json"]);
  expect(status).toBe(0);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
  expect(findings.filter(({ rule }) => rule === "tenancy/admission-not-denying")).toEqual([]);
});
