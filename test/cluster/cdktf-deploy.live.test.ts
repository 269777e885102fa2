import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test as always, expect } from "vitest";
import { applyStacks } from "../../cluster/apply/apply.ts";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import { installDefinitions } from "../../cluster/crds/install.ts";
import { connect } from "../../cluster/live/connect.ts";
import { silent } from "../../cluster/progress.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { declareSite } from "../../stacks/declare.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { crdFolder } from "../support/crds.ts";
import { exampleFolder, repository, temporaryFolder } from "../support/examples.ts";
import { statePlainly } from "../support/plain-sites.ts";
import { missingProvider, terraformEnvironment } from "../support/terraform.ts";

/** The release that @cdktf/provider-kubernetes was generated from. */
const providerVersion = "2.38.0";

/** A stack of each kind, with what they depend on. */
const stacks = ["platform", "platform-admission", "mining", "tenant-cloud", "tenant-cloud-admission"];

const title = "cdktf deploy makes live what the site declares, and deploying again changes nothing";
const missing = existsSync(crdFolder) ? missingProvider(providerVersion) : `no CRDs at ${crdFolder}`;

if (missing === undefined) {
  controlPlaneForFile()(title, async (plane) => {
    const { app, site } = appFor(plane);
    const declared = declareSite(site, { policies: enforcedPolicies });
    const live = connect(plane);
    const selected = declared.stacks.filter(({ name }) => stacks.includes(name));
    const objects = selected.flatMap((stack) => stack.objects);
    await installDefinitions(live, objects, { folder: crdFolder, progress: silent });

    const deployed = cdktf(app, "deploy", ...stacks, "--auto-approve", "--parallelism", "2");
    expect(deployed, deployed.output).toMatchObject({ status: 0 });
    for (const stack of stacks) expect(changes(app, stack), stack).toBe("none");

    // What Terraform made is what the manifests say, field by field.
    const options = { site: declared.site.name, connect: () => live, stacks };
    const { findings } = await verifyStacks(declared.stacks, options);
    expect(findings).toEqual([]);

    // Whoever goes over to apply is told whose fields they are, and takes them by saying so.
    await expect(applyStacks(declared.stacks, options)).rejects.toThrow(
      /ResourceQuota "cloud-reserved\/leased" .*owned by "HashiCorp"/,
    );
    await applyStacks(declared.stacks, { ...options, forceConflicts: true });
    expect((await verifyStacks(declared.stacks, options)).findings).toEqual([]);
    live.close();
  });
} else {
  console.warn(
    `SKIPPED: "${title}" needs Terraform with the Kubernetes provider ${providerVersion}: ${missing}`,
  );
  always.skip(`${title} (skipped: ${missing})`, () => {});
}

/** The app as a user has it, in a folder of its own, for a site whose one cluster is the control plane. */
function appFor({ context, kubeconfig }: ControlPlane): { readonly app: string; readonly site: string } {
  const app = temporaryFolder();
  const site = join(app, "site");
  cpSync(exampleFolder("prince-george"), site, { recursive: true });
  statePlainly("prince-george", site);
  cpSync(kubeconfig, join(app, "kubeconfig"));
  appendFileSync(
    join(site, "site.yaml"),
    `clusters:\n  - { name: main, context: ${context}, kubeconfig: kubeconfig, holds: [operations, ai] }\n`,
  );
  const tsx = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs"));
  const command = `node --import ${tsx} ${join(repository, "main.ts")}`;
  writeFileSync(
    join(app, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: command, output: "cdktf.out", context: { site } }),
  );
  return { app, site };
}

/** Behind a mirror, asking the registry for checksums of other platforms would fail. */
function cdktf(app: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), ...args, "--skip-provider-lock"],
    { cwd: app, encoding: "utf8", env: terraformEnvironment, maxBuffer: 64 * 1024 * 1024 },
  );
  return { status, output: stdout + stderr };
}

/** What Terraform would change in a stack, by its own exit codes. */
function changes(app: string, stack: string): string {
  const { status, stdout, stderr } = spawnSync(
    "terraform",
    ["plan", "-detailed-exitcode", "-no-color", "-input=false", "-lock=false"],
    { cwd: join(app, "cdktf.out/stacks", stack), encoding: "utf8", env: terraformEnvironment },
  );
  return status === 0 ? "none" : stdout + stderr;
}
