import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sharing } from "../fleet/written-fleets.ts";
import { busbar, edit } from "../support/cli.ts";

// The commands of one site, of a site that shares a tenant and a contract with others.

test("A site is placed by itself as by its fleet, and keeps the tenants that are shared", () => {
  const folder = sharing();
  const south = join(folder, "sites/south");
  const lock = () => readFileSync(join(south, "placement.lock.yaml"), "utf8");
  expect(busbar(["place", south]).status).toBe(0);
  const alone = lock();
  expect(alone).toContain("tenant: acme");
  const { stdout } = busbar(["fleet", "lock", folder]);
  expect(stdout).toContain("south: is up to date");
  expect(lock()).toBe(alone);
  expect(busbar(["place", south]).stdout).toContain("is up to date");
});

test("describe, check, synth and review of a site see what is shared with it", () => {
  const folder = sharing();
  const south = join(folder, "sites/south");
  expect(busbar(["fleet", "lock", folder]).status).toBe(0);
  expect(busbar(["describe", south]).stdout).toContain("acme");
  expect(busbar(["synth", south, "--out", join(folder, "out")]).stdout).toContain("  tenant-acme\n");
  expect([0, 4]).toContain(busbar(["check", south, "--format", "json"]).status);

  git(folder, "init", "--quiet");
  git(folder, "add", "fleet.yaml", "tenants", "sites");
  git(folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "before");
  edit(folder, "fleet.yaml", "power: 9 MW", "power: 8 MW");
  edit(folder, "tenants/acme.yaml", "racks: 4", "racks: 5");
  expect(busbar(["place", south]).status).toBe(0);
  const { stdout, stderr, status } = busbar(["review", south, "--base", "HEAD"]);
  expect([status, stderr]).toEqual([5, ""]);
  expect(stdout).toContain("acme");
  expect(stdout).toMatch(/4 → 5|\+1 rack|5 racks/);
});

test("explain says of what a fleet shares that it is shared, and where", () => {
  const south = join(sharing(), "sites/south");
  const explained = (path: string) => busbar(["explain", south, path]).stdout;
  expect(explained("contracts.firm.price")).toMatch(
    /shared by several sites, at \.\.\/\.\.\/fleet\.yaml:\d+:\d+/,
  );
  expect(explained("operator")).toMatch(/shared by several sites, at \.\.\/\.\.\/fleet\.yaml:\d+:\d+/);
  expect(explained("tenants.acme.demand")).toMatch(
    /shared by several sites, at \.\.\/\.\.\/tenants\/acme\.yaml/,
  );
  expect(explained("zones.hall-1.name")).toMatch(/stated at site\.yaml:\d+:\d+/);
});

test("A tenant is added to a site beside those that its fleet shares with it", () => {
  const south = join(sharing(), "sites/south");
  const { status, stderr } = busbar([
    ...["add", "tenant", south, "--set", "name=beta", "--set", "title=Beta", "--set", "offering=bare-metal"],
    ...["--set", "demand=[{name: store, rackType: storage, racks: 2}]"],
    ...["--set", "lease={from: 2026-01-01, to: 2028-12-31}"],
  ]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

function git(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
}
