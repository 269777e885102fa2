import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { App } from "cdktf";
import { test as always, expect } from "vitest";
import { applyStacks } from "../../cluster/apply/apply.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { adoptedLabel, siteLabel } from "../../constructs/identity.ts";
import { ClusterStack } from "../../constructs/kubernetes/index.ts";
import { TenantNamespace } from "../../constructs/tenancy/tenant-namespace.ts";
import { DataSize } from "../../site/units/index.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { configMapOf, namespaceOf, reference, stackOf } from "../support/declared.ts";
import { temporaryFolder } from "../support/examples.ts";
import { missingProvider, terraformEnvironment } from "../support/terraform.ts";

const test = controlPlaneForFile();

/** A namespace that somebody has, with something in it. */
async function existing(live: LiveCluster, name: string): Promise<void> {
  const labels = { team: "speech" };
  await live.create({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } } as ReturnType<
    typeof reference
  >);
  await live.create(configMapOf(name, "theirs") as ReturnType<typeof reference>);
}

async function labelsOf(live: LiveCluster, name: string): Promise<Readonly<Record<string, string>>> {
  const { "kubernetes.io/metadata.name": _, ...labels } =
    (await live.get(reference("v1", "Namespace", name)))?.metadata.labels ?? {};
  return labels;
}

const apply = (live: LiveCluster, site: string, objects: readonly object[]) => {
  const stacks: DeclaredStack[] = [stackOf(site, "platform", [namespaceOf(`${site}-own`), ...objects])];
  return applyStacks(stacks, { site, connect: () => live, prune: true });
};

test("An adopted namespace keeps what others say of it, and is let go where it is declared no more", async (plane) => {
  const live = connect(plane);
  await existing(live, "old");
  const adopted = namespaceOf("old", { [adoptedLabel]: "true" });
  await apply(live, "adopting", [adopted, configMapOf("old", "ours")]);
  expect(await labelsOf(live, "old")).toMatchObject({
    team: "speech",
    [siteLabel]: "adopting",
    [adoptedLabel]: "true",
  });

  const left = await apply(live, "adopting", []);
  expect(left.pruned.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(["ConfigMap ours"]);
  expect(left.released.map(({ metadata }) => metadata.name)).toEqual(["old"]);
  expect(await labelsOf(live, "old")).toEqual({ team: "speech" });
  expect(await live.get(reference("v1", "ConfigMap", "theirs", "old"))).toBeDefined();

  // Let go once, it is the site's no more, and not looked at again.
  expect((await apply(live, "adopting", [])).released).toEqual([]);
});

const providerVersion = "2.38.0";
const missing = missingProvider(providerVersion);
function testWithTerraform(title: string, run: Parameters<typeof test>[1]): void {
  if (missing === undefined) {
    test(title, run);
    return;
  }
  console.warn(
    `SKIPPED: "${title}" needs Terraform with the Kubernetes provider ${providerVersion}: ${missing}`,
  );
  always.skip(`${title} (skipped: ${missing})`, () => {});
}

testWithTerraform(
  "Terraform adopts a namespace that exists, keeps others' labels, and leaves it when the tenant leaves",
  async (plane) => {
    const live = connect(plane);
    const terraform = terraformFor(plane.kubeconfig, plane.context, "older");
    expect(terraform("init").output).toMatch(/successfully initialized/);
    // What is not there is not adopted.
    const early = terraform("apply", "-auto-approve");
    expect(early, early.output).toMatchObject({ status: 1 });
    expect(early.output).toMatch(/The resource "older" does not exist/);
    expect(await live.get(reference("v1", "Namespace", "older"))).toBeUndefined();

    await existing(live, "older");
    const applied = terraform("apply", "-auto-approve");
    expect(applied, applied.output).toMatchObject({ status: 0 });
    expect(await labelsOf(live, "older")).toMatchObject({
      team: "speech",
      "busbar.dev/tenant": "speech",
      [adoptedLabel]: "true",
      "pod-security.kubernetes.io/enforce": "restricted",
    });
    expect(await live.get(reference("v1", "ResourceQuota", "leased", "older"))).toBeDefined();
    const again = terraform("plan", "-detailed-exitcode", "-lock=false");
    expect(again, again.output).toMatchObject({ status: 0 });

    const destroyed = terraform("destroy", "-auto-approve");
    expect(destroyed, destroyed.output).toMatchObject({ status: 0 });
    expect(await labelsOf(live, "older")).toEqual({ team: "speech" });
    expect(await live.get(reference("v1", "ConfigMap", "theirs", "older"))).toBeDefined();
    expect(await live.get(reference("v1", "ResourceQuota", "leased", "older"))).toBeUndefined();
  },
);

testWithTerraform(
  "A namespace that Terraform made and forgot is adopted as it is, with all that is in it",
  async (plane) => {
    const live = connect(plane);
    const folder = temporaryFolder();
    const made = terraformFor(plane.kubeconfig, plane.context, "handed-over", { adopt: false, folder });
    expect(made("init").output).toMatch(/successfully initialized/);
    expect(made("apply", "-auto-approve")).toMatchObject({ status: 0 });
    await live.create(configMapOf("handed-over", "theirs") as ReturnType<typeof reference>);

    const adopting = terraformFor(plane.kubeconfig, plane.context, "handed-over", { folder });
    expect(adopting("plan", "-lock=false").output).toMatch(/kubernetes_namespace_v1\.\S+ will be destroyed/);
    const address = /kubernetes_namespace_v1\.\S+/.exec(adopting("state", "list").output)?.[0] ?? "none";
    expect(adopting("state", "rm", address)).toMatchObject({ status: 0 });
    const applied = adopting("apply", "-auto-approve");
    expect(applied, applied.output).toMatchObject({ status: 0 });
    expect(applied.output).toMatch(/ 0 destroyed/);
    expect(await labelsOf(live, "handed-over")).toMatchObject({ [adoptedLabel]: "true" });
    expect(await live.get(reference("v1", "ConfigMap", "theirs", "handed-over"))).toBeDefined();
    const again = adopting("plan", "-detailed-exitcode", "-lock=false");
    expect(again, again.output).toMatchObject({ status: 0 });
  },
);

/** Terraform in the stack of a tenant whose one namespace is adopted, unless otherwise said. States are kept in the folder. */
function terraformFor(
  configPath: string,
  context: string,
  namespace: string,
  { adopt = true, folder: around = temporaryFolder() } = {},
) {
  const folder = join(around, "cdktf.out");
  const app = new App({ outdir: folder });
  const stack = new ClusterStack(app, "tenant", {
    cluster: { configPath, context },
    backend: { kind: "local" },
  });
  new TenantNamespace(stack, "namespace", {
    site: { siteName: "adopting" },
    tenant: "speech",
    name: namespace,
    capacity: { cpu: 8, memory: DataSize.gibibytes(64), accelerators: new Map() },
    prefixes: [],
    groups: { admins: ["speech-sre"], users: [], viewers: [] },
    adopt,
  });
  app.synth();
  return (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync("terraform", [...args, "-no-color"], {
      cwd: join(folder, "stacks/tenant"),
      encoding: "utf8",
      env: { ...terraformEnvironment, TF_INPUT: "0" },
    });
    return { status, output: stdout + stderr };
  };
}
