import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { describePlan } from "../../cli/describe.ts";
import { existingLock } from "../../placement/current-lock.ts";
import { promisesOn } from "../../placement/promises.ts";
import { sitePlan } from "../../placement/site-plan.ts";
import { loadSite } from "../../templates/load-site.ts";
import { busbar } from "../support/cli.ts";
import { exampleFolder, examples, repository, synthesized, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const text = readFileSync(join(repository, "README.md"), "utf8");
const fences = fencesOf(text);

/** A clone of the sources with the packages of this one, in which commands may write. */
function clone(): string {
  const folder = temporaryFolder();
  for (const entry of readdirSync(repository)) {
    if (/^(node_modules|dist|\.compiled|cdktf\.out|\.git|my-site)$/.test(entry)) continue;
    cpSync(join(repository, entry), join(folder, entry), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function shell(folder: string, script: string): string {
  return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1", NO_COLOR: "1" },
  });
}

test("Every fenced block is of a kind that is run or checked", () => {
  const kinds = new Set(fences.map(({ info }) => info));
  expect([...kinds].sort()).toEqual(["sh", "sh cluster", "text", "ts", "yaml"]);
});

test("The first command leads from a clone to a described site", () => {
  const [quickstart] = fences.filter(({ info }) => info === "sh");
  expect(quickstart?.text).toBe("npm run quickstart\n");
  // The rehearsal that follows is run where there is a control plane for it.
  const output = shell(clone(), "npm run quickstart -- --no-cluster");
  for (const said of ["Placing", "Synthesizing", "pg-3-gpu", "npx cdktf diff platform", "cdktf.out"]) {
    expect(output).toContain(said);
  }
});

test("The second command is the tests", () => {
  expect(fences.filter(({ info }) => info === "sh")[1]?.text).toBe("npm test\n");
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  expect(scripts.test).toContain("vitest run");
});

test("The other commands run one after the other, and what they write is what the README shows", () => {
  const folder = clone();
  const [, , ...others] = fences.filter(({ info }) => info === "sh");
  const output = others.map((fence) => shell(folder, fence.text)).join("");
  expect(output).toContain("Generated Terraform code for the stacks");
  const added = fences.find((fence) => fence.info === "text" && fence.text.includes("+ atelier"));
  expect(output).toContain(added?.text);

  for (const beginning of ["###", "Templates of sites", "1 MW critical"]) {
    const shown = fences.find((fence) => fence.info === "text" && fence.text.startsWith(beginning));
    expect(output, beginning).toContain(shown?.text.split("…")[0]);
  }
  expect(readFileSync(join(folder, "review.html"), "utf8")).toContain("<!doctype html>");

  const [queue] = fences.filter(({ info }) => info === "yaml");
  const written = readFileSync(
    join(folder, "cdktf.out/manifests/tenant-atelier-admission/admission.yaml"),
    "utf8",
  );
  expect(loadAll(written)).toContainEqual(load(queue?.text ?? ""));

  const refusal = fences.find((fence) => fence.info === "text" && fence.text.includes("is refused"));
  const tenant = join(folder, "my-site/tenants/atelier.yaml");
  const refused = shell(
    folder,
    `sed -i 's/rackType: h200/rackType: gb300-nvl72/' ${tenant}
     cp examples/prince-george/placement.lock.yaml my-site/
     npx busbar place my-site 2>&1 || echo "exit $?"`,
  );
  for (const line of (refusal?.text ?? "").split("\n").filter((each) => each.trim() !== "…"))
    expect(refused).toContain(line);
  expect(refused).toContain("exit 1");
});

test("Commands that need a cluster name stacks that exist", () => {
  const stacks = examples.flatMap((name) =>
    [...synthesized(exampleFolder(name)).keys()].flatMap(
      (path) => /^stacks\/([^/]+)\//.exec(path)?.[1] ?? [],
    ),
  );
  const commands = fences
    .filter(({ info }) => info === "sh cluster")
    .flatMap((fence) => fence.text.trim().split("\n"));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const match = /^npx cdktf (?:diff|deploy)((?: [a-z][a-z-]*)+)(?: --parallelism \d)?$/.exec(command);
    if (match === null) isKnownTo(command);
    for (const stack of match?.[1]?.trim().split(" ") ?? []) expect(stacks, command).toContain(stack);
  }
});

/** The command line has the command, and each of its options. */
function isKnownTo(command: string): void {
  const [, name = "", rest = ""] = /^npx busbar ([a-z]+)(.*)$/.exec(command) ?? [];
  const { status, stdout: help } = busbar([name, "--help"]);
  expect([command, status]).toEqual([command, 0]);
  for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(help, command).toContain(`${option} `);
}

test("The described site is shown as it is described", () => {
  const { site } = loadSite(exampleFolder("prince-george"));
  const lock = existingLock(exampleFolder("prince-george"));
  if (lock === undefined) throw new Error("the example has no lock");
  const on = site.document.effectiveDate;
  const described = describePlan(sitePlan(site, lock, on), promisesOn(site, lock, on));
  const shown = fences.find((fence) => fence.text.startsWith("Prince George"));
  expect(shown?.text.length).toBeGreaterThan(1000);
  expect(described).toContain(shown?.text);
});
