import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { busbar, edit, root, temporaryFolder } from "../support/cli.ts";
import { statePlainly } from "../support/plain-sites.ts";

/** Where the site is in the repository that `siteRepository` makes. */
export const site = "sites/prince-george";

/** A git repository whose only commit, on `main`, holds Prince George's site. */
export function siteRepository(): string {
  const folder = temporaryFolder();
  git(folder, "init", "--quiet", "--initial-branch=main");
  mkdirSync(join(folder, "sites"));
  cpSync(join(root, "examples/prince-george"), join(folder, site), { recursive: true });
  statePlainly("prince-george", join(folder, site));
  commit(folder, "A site");
  return folder;
}

/** Eight more racks for the tenant "cloud", placed. */
export function growCloud(folder: string): void {
  edit(join(folder, site), "tenants/cloud.yaml", "    racks: 40\n", "    racks: 48\n");
  const { status, stderr } = busbar(["place", join(folder, site)]);
  if (status !== 0) throw new Error(stderr);
}

export function commit(folder: string, message: string): string {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", message);
  return git(folder, "rev-parse", "HEAD");
}

export function git(folder: string, ...args: string[]): string {
  const who = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org" };
  const committer = { GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.org" };
  const env = { PATH: process.env["PATH"], HOME: folder, ...who, ...committer };
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", env, stdio: "pipe" }).trim();
}
