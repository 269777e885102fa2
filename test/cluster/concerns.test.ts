import { expect, test } from "vitest";
import { concerns } from "../../cluster/judged/concerns.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";

function live(
  kind: string,
  name: string,
  namespace?: string,
  rest: object = {},
  labels?: object,
): LiveObject {
  const metadata = { name, ...(namespace && { namespace }), ...(labels && { labels }) };
  return { apiVersion: "v1", kind, metadata, ...rest } as LiveObject;
}

const bound = (role: string, ...subjects: object[]) => ({
  roleRef: { kind: "ClusterRole", name: role },
  subjects,
});
const account = (namespace: string) => ({ kind: "ServiceAccount", name: "a", namespace });
const group = { kind: "Group", name: "people" };
const bootstrapped = { "kubernetes.io/bootstrapping": "rbac-defaults" };

/** Names of what concerns the namespace "ours". */
function concerned(...objects: LiveObject[]): string[] {
  return objects.filter(concerns(objects, new Set(["ours"]))).map(({ metadata }) => metadata.name);
}

test("What is in a site's namespaces concerns it, and what gives rights to people or to its accounts", () => {
  expect(
    concerned(
      live("Namespace", "ours"),
      live("Namespace", "theirs"),
      live("Pod", "in-ours", "ours"),
      live("Pod", "in-theirs", "theirs"),
      live("ClusterRoleBinding", "people", undefined, bound("r1", group)),
      live("ClusterRoleBinding", "our-account", undefined, bound("r2", account("theirs"), account("ours"))),
      live("ClusterRoleBinding", "their-account", undefined, bound("r3", account("theirs"))),
      live("ClusterRoleBinding", "nobody", undefined, { roleRef: { kind: "ClusterRole", name: "r4" } }),
      live("RoleBinding", "our-account-there", "theirs", bound("r5", account("ours"))),
      live("RoleBinding", "their-account-here", "ours", bound("r6", account("theirs"))),
      live("RoleBinding", "their-account-there", "theirs", bound("r7", account("theirs"))),
      ...[1, 2, 3, 4, 5, 6, 7].map((number) => live("ClusterRole", `r${number}`)),
      live("PriorityClass", "high"),
    ),
  ).toEqual([
    "ours",
    "in-ours",
    "people",
    "our-account",
    "our-account-there",
    "their-account-here",
    "r1",
    "r2",
    "r5",
    "r6",
    "high",
  ]);
});

test("A label that anybody may write hides neither a binding nor a role", () => {
  expect(
    concerned(
      live("ClusterRoleBinding", "cluster-admin", undefined, bound("all", account("ours")), bootstrapped),
      live("ClusterRole", "all", undefined, {}, bootstrapped),
    ),
  ).toEqual(["cluster-admin", "all"]);
});
