import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startControlPlane } from "../cluster/control-plane/start.ts";
import { stopControlPlane } from "../cluster/control-plane/stop.ts";
import { connect } from "../cluster/live/connect.ts";
import type { LiveCluster } from "../cluster/live/live-cluster.ts";
import { type Scenario, scenarios } from "./plan-scenarios.ts";

/**
 * Makes the plans that the tests of review/plan/ read, with the Terraform that is on PATH: all of them, or those that are
 * named. The README beside them says what they are and what was taken out of them.
 */
const fixtures = fileURLToPath(new URL("../test/review/plan/fixtures", import.meta.url));
const providers = `terraform {
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "2.38.0"
    }
  }
}
provider "kubernetes" {}
`;

/** What no review reads, and what holds paths of the machine. */
const leftOut = ["prior_state", "configuration", "relevant_attributes", "variables"];

const wanted = process.argv.slice(2);
const chosen = scenarios.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
for (const scenario of chosen.filter(({ kubernetes }) => kubernetes !== true)) await make(scenario);
for (const scenario of chosen.filter(({ kubernetes }) => kubernetes === true)) {
  // Each on an empty one, so that none finds what another left.
  const plane = await startControlPlane({ name: "plan-fixtures" });
  const live = connect(plane);
  try {
    await make(scenario, { live, kubeconfig: plane.kubeconfig });
  } finally {
    live.close();
    await stopControlPlane(plane.name);
  }
}

interface Cluster {
  readonly live: LiveCluster;
  readonly kubeconfig: string;
}

async function make(scenario: Scenario, cluster?: Cluster): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "busbar-plan-"));
  const run = (allowed: readonly number[], ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync("terraform", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        ...(cluster && { KUBE_CONFIG_PATH: cluster.kubeconfig }),
      },
    });
    if (status === null || !allowed.includes(status))
      throw new Error(`terraform ${args.join(" ")}: ${stderr}`);
    return stdout;
  };
  const write = (configuration: string) =>
    writeFileSync(join(folder, "main.tf"), `${scenario.kubernetes ? providers : ""}${configuration}`);
  try {
    for (const [index, configuration] of scenario.applied.entries()) {
      write(configuration);
      if (index === 0) run([0], "init", "-input=false");
      const isLast = index === scenario.applied.length - 1;
      run(scenario.failing && isLast ? [1] : [0], "apply", "-auto-approve", "-input=false");
    }
    for (const [method, path, body] of scenario.meanwhile ?? []) {
      const contentType = method === "PATCH" ? "application/merge-patch+json" : "application/json";
      await cluster?.live.request(method, path, { body, contentType });
    }
    for (const command of scenario.commands ?? []) run([0], ...command);
    write(scenario.planned);
    run([0], "init", "-input=false");
    if (scenario.state) {
      save(scenario.name, run([0], "show", "-json"));
      return;
    }
    // A plan that fails is written as well, and is one of those to be refused.
    run([0, 1], "plan", "-out=plan", "-input=false", ...(scenario.options ?? []));
    save(scenario.name, run([0], "show", "-json", "plan"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function save(name: string, text: string): void {
  const plan: Record<string, unknown> = JSON.parse(text);
  for (const key of leftOut) delete plan[key];
  if ("planned_values" in plan) plan["planned_values"] = {};
  if ("timestamp" in plan) plan["timestamp"] = "2026-01-01T00:00:00Z";
  writeFileSync(join(fixtures, `${name}.json`), `${JSON.stringify(lasting(plan), null, 1)}\n`);
  console.log(name);
}

/** The same plan with identifiers that are numbered as they appear, so that making it again changes nothing. */
function lasting(plan: unknown): unknown {
  const seen = new Map<string, string>();
  const numbered = (uuid: string) => {
    const known = seen.get(uuid) ?? `00000000-0000-4000-8000-${String(seen.size + 1).padStart(12, "0")}`;
    seen.set(uuid, known);
    return known;
  };
  const text = JSON.stringify(plan)
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, numbered)
    .replace(/("(?:resource_version|resourceVersion)":")\d+"/g, '$11"')
    .replace(/("deposed":")[0-9a-f]{8}"/g, '$100000001"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "2026-01-01T00:00:00Z");
  return JSON.parse(text);
}
