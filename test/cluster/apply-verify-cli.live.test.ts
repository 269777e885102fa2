import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as plainTest } from "vitest";
import { connect } from "../../cluster/live/connect.ts";
import { busbar, copyOfExample, edit, temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { reference } from "../support/declared.ts";

const test = controlPlaneForFile();

test("A site is applied, verified, found changed, and put right, each with its exit code", async (plane) => {
  const target = ["--kubeconfig", plane.kubeconfig, "--context", plane.context];
  const site = ["examples/black-pearl", ...target];

  const first = busbar(["apply", ...site]);
  expect([first.status, first.stdout]).toEqual([
    0,
    expect.stringMatching(/\n39 created, 0 changed, 0 unchanged\n$/),
  ]);
  const clean = busbar(["verify", ...site, "--no-nodes"]);
  expect([clean.status, clean.stdout]).toEqual([0, expect.stringMatching(/All is as declared\.\n$/)]);

  const live = connect(plane);
  await live.remove(reference("v1", "ConfigMap", "site", "busbar-system"));
  const drifted = busbar(["verify", ...site, "--json"]);
  expect(drifted.status).toBe(3);
  const { asDeclared, findings, nodes } = JSON.parse(drifted.stdout);
  expect([asDeclared, findings, nodes.length > 0]).toEqual([
    false,
    [
      {
        cluster: "black-pearl",
        stack: "platform",
        kind: "missing",
        object: { apiVersion: "v1", kind: "ConfigMap", namespace: "busbar-system", name: "site" },
      },
    ],
    true,
  ]);

  const looked = busbar(["apply", ...site, "--dry-run"]);
  expect(looked.stdout).toContain('    + ConfigMap "busbar-system/site"\n');
  expect(busbar(["verify", ...site, "--no-nodes"]).status).toBe(3);
  const again = JSON.parse(busbar(["apply", ...site, "--json"]).stdout);
  const changed = again.stacks.flatMap(({ objects }: { objects: { outcome: string }[] }) =>
    objects.filter(({ outcome }) => outcome !== "unchanged"),
  );
  expect(changed).toEqual([
    { apiVersion: "v1", kind: "ConfigMap", namespace: "busbar-system", name: "site", outcome: "created" },
  ]);
  expect(busbar(["verify", ...site, "--no-nodes"]).status).toBe(0);
});

test("A tenant's namespace in which pods run is kept, and the exit code says so", async (plane) => {
  const live = connect(plane);
  const labels = { "app.kubernetes.io/managed-by": "busbar", "busbar.dev/site": "black-pearl" };
  const namespace = { ...reference("v1", "Namespace", "left"), metadata: { name: "left", labels } };
  await live.create(namespace as never);
  await live.create({
    ...reference("v1", "Pod", "trainer", "left"),
    spec: { containers: [{ name: "main", image: "main:1" }] },
  } as never);
  const target = ["--kubeconfig", plane.kubeconfig, "--context", plane.context];
  const { status, stdout } = busbar(["apply", "examples/black-pearl", ...target, "--prune"]);
  expect([status, stdout]).toEqual([
    1,
    expect.stringContaining(
      'kept: namespace "left" in cluster black-pearl, since a pod runs there (trainer)',
    ),
  ]);
});

plainTest(
  "A context that is not there, and a server that does not answer, end with 1 and what to check",
  () => {
    const folder = temporaryFolder();
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(
      kubeconfig,
      `apiVersion: v1
kind: Config
clusters: [{ name: none, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: nobody, user: { token: none } }]
contexts: [{ name: black-pearl, context: { cluster: none, user: nobody } }]
`,
    );
    for (const command of ["apply", "verify"]) {
      const wrong = busbar([
        command,
        "examples/black-pearl",
        "--kubeconfig",
        kubeconfig,
        "--context",
        "black-perl",
      ]);
      expect([wrong.status, wrong.stderr]).toEqual([
        1,
        expect.stringContaining('did you mean "black-pearl"?'),
      ]);
      const down = busbar([command, "examples/black-pearl", "--kubeconfig", kubeconfig]);
      expect([down.status, down.stdout]).toEqual([1, ""]);
      expect(down.stderr).toMatch(/https:\/\/127\.0\.0\.1:1 .*ECONNREFUSED.*check that its API server runs/);
      expect(down.stderr).not.toMatch(/\n\s+at /);
    }
  },
);

plainTest(
  "One context does not serve for several clusters, and unknown names are refused with the nearest",
  () => {
    const several = busbar(["apply", "examples/denton", "--context", "x"]);
    expect([several.status, several.stderr]).toEqual([
      1,
      expect.stringContaining("choose one with --cluster"),
    ]);
    const stack = busbar(["verify", "examples/denton", "--stack", "minning"]);
    expect([stack.status, stack.stderr]).toEqual([1, expect.stringContaining('did you mean "mining"?')]);
    const cluster = busbar(["apply", "examples/denton", "--cluster", "coreweaver"]);
    expect([cluster.status, cluster.stderr]).toEqual([
      1,
      expect.stringContaining('did you mean "coreweave"?'),
    ]);
  },
);

plainTest("A site that is not right is refused before any cluster is asked", () => {
  const folder = copyOfExample("black-pearl");
  edit(folder, "site.yaml", "name: black-pearl", "name: Black Pearl");
  const { status, stderr } = busbar(["apply", folder]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("site.yaml")]);
});
