import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { loadSite } from "../../fleet/load-site.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { sharing } from "../fleet/written-fleets.ts";
import { repository } from "../support/examples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { terraformEnvironment } from "../support/terraform.ts";

const withTerraform = test.skipIf(spawnSync("terraform", ["version"]).status !== 0);
if (spawnSync("terraform", ["version"]).status !== 0)
  console.warn("SKIPPED: cdktf synthesizes a fleet: there is no terraform on PATH");

withTerraform("cdktf's own CLI synthesizes a fleet as one app, or one site of it", () => {
  const app = appOf(placedFleet());
  const all = cdktf(app, "synth");
  expect(all, all.output).toMatchObject({ status: 0 });
  const names = stacksIn(app);
  expect(names).toEqual(expect.arrayContaining(["north.platform", "north.tenant-acme", "south.platform"]));
  for (const name of names) {
    const [site = "", stack = ""] = name.split(".");
    expect(existsSync(join(app, "cdktf.out", site, "stacks", stack, "cdk.tf.json"))).toBe(true);
  }
  const listed = cdktf(app, "list");
  expect(listed.output).toContain("south.tenant-acme");

  const one = cdktf(app, "synth", { BUSBAR_FLEET_SITE: "south" });
  expect(one, one.output).toMatchObject({ status: 0 });
  expect(stacksIn(app)).toEqual(names.filter((name) => name.startsWith("south.")));

  const wrong = cdktf(app, "synth", { BUSBAR_FLEET_SITE: "sotuh" });
  expect(wrong.status).not.toBe(0);
  expect(wrong.output).toContain('there is no site "sotuh": did you mean "south"?');
});

function placedFleet(): string {
  const folder = sharing();
  for (const name of ["north", "south"]) {
    const site = join(folder, "sites", name);
    writeFileSync(join(site, "placement.lock.yaml"), writeLock(place(loadSite(site).site)));
  }
  return folder;
}

/** The app as a user has it, in a folder of its own. */
function appOf(fleet: string): string {
  const app = temporaryFolder();
  const tsx = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs"));
  const command = `node --import ${tsx} ${join(repository, "main.ts")}`;
  const settings = { language: "typescript", app: command, output: "cdktf.out", context: { site: fleet } };
  writeFileSync(join(app, "cdktf.json"), JSON.stringify(settings));
  return app;
}

function stacksIn(app: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(app, "cdktf.out/manifest.json"), "utf8")).stacks);
}

function cdktf(app: string, command: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), command],
    { cwd: app, encoding: "utf8", env: { ...terraformEnvironment, ...env }, maxBuffer: 64 * 1024 * 1024 },
  );
  return { status, output: stdout + stderr };
}
