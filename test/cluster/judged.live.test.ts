import { expect } from "vitest";
import { liveDeclarations } from "../../cluster/judged/live-declarations.ts";
import { checkSite } from "../../policies/check-site.ts";
import type { ReportDocument } from "../../policies/report/document.ts";
import { busbar } from "../support/cli.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { exampleFolder } from "../support/examples.ts";
import { deployedSite, type SiteUnderTest } from "./tenancy/site-under-test.ts";

const test = controlPlaneForFile();

/** What rules say of what a cluster holds. */
async function judgedLive({ operator, declared }: SiteUnderTest): Promise<ReportDocument> {
  const { site, stacks, objects: all } = declared;
  const objects = await liveDeclarations({
    site: site.name,
    stacks,
    declared: all,
    connect: () => operator,
  });
  return checkSite({ folder: exampleFolder("prince-george"), ...declared, objects });
}

function broken({ findings }: ReportDocument): string[] {
  return findings
    .filter(({ level }) => level !== "advisory")
    .map(({ rule, location: { file }, object }) => [rule, file, object?.name ?? ""].join(" "))
    .sort();
}

test("What is live is judged as what is declared, until somebody changes it", async (plane) => {
  const site = await deployedSite(plane);
  const { operator, own, declared } = site;
  const clean = await judgedLive(site);
  const asDeclared = checkSite({ folder: exampleFolder("prince-george"), ...declared });
  expect(broken(clean).filter((line) => !broken(asDeclared).includes(line))).toEqual([]);

  const namespace = own.namespace;
  const kind = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" };
  for await (const policy of operator.list(kind, { namespace })) await operator.remove(policy);
  await operator.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    // A label says nothing: anybody may write it.
    metadata: { name: "shortcut", labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name: "default", namespace }],
  } as never);
  await operator.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "reader", namespace: "kube-system" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ kind: "ServiceAccount", name: "default", namespace }],
  } as never);
  await operator.create({
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "urgent" },
    value: 1_000_000,
  } as never);
  const added = broken(await judgedLive(site)).filter((line) => !broken(clean).includes(line));
  expect(added).toEqual([
    "tenancy/cluster-admin-binding site.yaml shortcut",
    `tenancy/default-deny tenants/${own.name}.yaml ${namespace}`,
    "tenancy/foreign-subject site.yaml reader",
    "tenancy/foreign-subject site.yaml shortcut",
    "tenancy/priority-above-firm site.yaml urgent",
  ]);

  // Without its labels a namespace is still the site's, and what nobody declares in it is judged.
  const labels = { "busbar.dev/site": null, "busbar.dev/tenant": null };
  await operator.request("PATCH", `/api/v1/namespaces/${namespace}`, {
    body: { metadata: { labels } },
    contentType: "application/merge-patch+json",
  });
  await operator.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "open", namespace },
    rules: [{ apiGroups: [""], resources: ["*"], verbs: ["update"] }],
  } as never);
  const unlabelled = broken(await judgedLive(site));
  expect(unlabelled).toContain(
    `tenancy/namespace-without-tenant-label tenants/${own.name}.yaml ${namespace}`,
  );
  expect(unlabelled.filter((line) => line.endsWith(" open"))).toEqual([
    expect.stringMatching(/^tenancy\/tenant-rights /),
    expect.stringMatching(/^tenancy\/wildcard-rbac /),
  ]);
});

test("check --live judges by the cluster, and says where it cannot", async (plane) => {
  const target = ["--kubeconfig", plane.kubeconfig, "--context", plane.context];
  const { status, stdout } = busbar([
    "check",
    "examples/prince-george",
    "--live",
    ...target,
    "--format",
    "json",
  ]);
  expect(status).toBe(4);
  const rules = JSON.parse(stdout).findings.map(({ rule }: { readonly rule: string }) => rule);
  expect(rules).toContain("tenancy/cluster-admin-binding");
  expect(busbar(["check", "examples/prince-george", "--context", plane.context])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("go with --live"),
  });
  expect(
    busbar(["check", "examples/prince-george", "--live", ...target.slice(0, 3), "nowhere"]),
  ).toMatchObject({ status: 1, stdout: "" });
});
