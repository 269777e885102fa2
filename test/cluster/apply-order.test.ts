import { expect, test } from "vitest";
import { waves } from "../../cluster/apply/waves.ts";
import { declaredKinds } from "../../constructs/declared-kinds.ts";
import { KINDS } from "../../constructs/kubernetes/kinds/registry.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { declareSite } from "../../stacks/declare.ts";
import { exampleFolder, examples } from "../support/examples.ts";

const text = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }) =>
  `${apiVersion} ${kind}`;

test("What is looked through for what is left over are all kinds that can be declared", () => {
  const listed = declaredKinds.map(text);
  expect(new Set(listed).size).toBe(listed.length);
  expect(KINDS.map(text).filter((kind) => !listed.includes(kind))).toEqual([]);
  const declared = examples.flatMap((example) =>
    declareSite(exampleFolder(example), { policies: enforcedPolicies }).stacks.flatMap(({ objects }) =>
      objects.map(text),
    ),
  );
  expect([...new Set(declared)].filter((kind) => !listed.includes(kind))).toEqual([]);
});

test("What others stand in or refer to is written before them, and workloads last", () => {
  const order = waves(declaredKinds, (kind) => kind).map((wave) => wave.map(({ kind }) => kind));
  const at = (kind: string) => order.findIndex((wave) => wave.includes(kind));
  const pairs: [before: string, after: string][] = [
    ["Namespace", "ResourceQuota"],
    ["Topology", "ResourceFlavor"],
    ["ResourceFlavor", "ClusterQueue"],
    ["ClusterQueue", "LocalQueue"],
    ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
    ["Role", "RoleBinding"],
    ["ClusterRole", "ClusterRoleBinding"],
    ["ServiceAccount", "RoleBinding"],
    // Nobody is let in before quotas and policies hold.
    ["ResourceQuota", "RoleBinding"],
    ["NetworkPolicy", "RoleBinding"],
    ["ResourceQuota", "LocalQueue"],
    ["PriorityClass", "Deployment"],
    ["NetworkPolicy", "Deployment"],
    ["PodDisruptionBudget", "Deployment"],
    ["ConfigMap", "Deployment"],
    ["LocalQueue", "Job"],
  ];
  for (const [before, after] of pairs)
    expect([before, after, at(before) < at(after)]).toEqual([before, after, true]);
  expect(order.flat()).toHaveLength(declaredKinds.length);
});

test("A kind that is not known is written with the workloads", () => {
  const order = waves(["Widget", "Namespace", "Job"], (kind) => ({ apiVersion: "v1", kind }));
  expect(order).toEqual([["Namespace"], ["Widget", "Job"]]);
});
