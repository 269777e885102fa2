import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { miningPriority } from "../../constructs/priority-classes.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { Refusal } from "../../site/problem.ts";
import { declareSite } from "../../stacks/declare.ts";
import { copyOf, exampleFolder, synthesized } from "../support/examples.ts";
import { testWithProviderSchema } from "../support/provider-schema.ts";
import { objectsFromTerraform, objectsFromYaml } from "../support/terraform-to-kubernetes.ts";

/** Prince George with patches of the site's own objects. */
function withObjects(...entries: readonly string[]): string {
  const folder = copyOf("prince-george");
  const file = join(folder, "site.yaml");
  const list = entries.map((entry) => `  - ${entry}\n`).join("");
  writeFileSync(file, `${readFileSync(file, "utf8")}objects:\n${list}`);
  return folder;
}

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ where, message }) => `${where} ${message}`);
  }
  return [];
}

testWithProviderSchema("What site.yaml patches is so in Terraform, in YAML, and nowhere else", () => {
  const before = synthesized(exampleFolder("prince-george"), enforcedPolicies);
  const described = `{ kind: PriorityClass, name: ${miningPriority}, patch: { description: theirs }, reason: a name of theirs }`;
  const after = synthesized(withObjects(described), enforcedPolicies);
  const changed = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  expect(changed.filter((path) => path !== "policies.json").sort()).toEqual([
    "manifests/platform/site.yaml",
    "site-plan.json",
    "stacks/platform/cdk.tf.json",
  ]);
  const yaml = objectsFromYaml(after.get("manifests/platform/site.yaml") ?? "");
  const terraform = objectsFromTerraform(after.get("stacks/platform/cdk.tf.json"));
  const patched = expect.objectContaining({ kind: "PriorityClass", description: "theirs" });
  for (const objects of [yaml, terraform]) expect(objects).toContainEqual(patched);
});

test("What mines is patched as what the platform has", () => {
  const deployment = declareSite(exampleFolder("prince-george")).objects.find(
    ({ stack, object }) => stack === "mining" && object.kind === "Deployment",
  );
  const { name = "", namespace = "" } = deployment?.object.metadata ?? {};
  const folder = withObjects(
    `{ kind: Deployment, name: ${name}, namespace: ${namespace}, patch: { spec: { minReadySeconds: 33 } }, reason: slow pools }`,
  );
  const patched = declareSite(folder).objects.filter(
    ({ object }) =>
      (object["spec"] as { readonly minReadySeconds?: number } | undefined)?.minReadySeconds === 33,
  );
  expect(patched.map(({ object }) => object.metadata)).toEqual([
    expect.objectContaining({ name, namespace }),
  ]);
});

test("A tenant's objects are out of the site's reach, and a patch of them is refused at its line", () => {
  const folder = withObjects(
    "{ kind: ResourceQuota, name: leased, namespace: speech-serving, patch: { spec: {} }, reason: a slip }",
  );
  expect(problemsOf(() => synthesized(folder))).toEqual([
    expect.stringMatching(
      /^site\.yaml:\d+:\d+ objects\[0\]: there is no ResourceQuota "speech-serving\/leased" among the objects/,
    ),
  ]);
});

test("Policies judge what the patch makes: an admission policy that no longer denies is told of", () => {
  const binding = "busbar-tenant-pods";
  const warned = `{ kind: ValidatingAdmissionPolicyBinding, name: ${binding}, patch: { spec: { validationActions: [Warn] } }, reason: a trial }`;
  expect(problemsOf(() => synthesized(withObjects(warned), enforcedPolicies)).join("\n")).toMatch(
    /admission-not-denying|Deny/,
  );
});
