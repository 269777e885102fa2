import { expect, test } from "vitest";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { compareResults } from "../../review/compare.ts";
import { object, resultOf, stackOf } from "./results.ts";

function said(before: PlainObject | undefined, after: PlainObject | undefined): string[] {
  const side = (label: string, one: PlainObject | undefined) =>
    resultOf(label, stackOf("stack", one === undefined ? [] : [one]));
  const { security } = compareResults(side("base", before), side("head", after));
  return security.items.map(({ effect, message }) => `${effect}: ${message}`);
}

const rbac = "rbac.authorization.k8s.io/v1";
const role = (...rules: readonly object[]) => object(rbac, "Role", "users", { namespace: "work", rules });
const rule = (apiGroups: string[], resources: string[], verbs: string[], more: object = {}) => ({
  apiGroups,
  resources,
  verbs,
  ...more,
});

test("A role grants more where no rule of before covers it, whatever the order of its rules", () => {
  const pods = rule([""], ["pods"], ["get", "list"]);
  const jobs = rule(["batch"], ["jobs"], ["get"]);
  expect(
    said(role(pods, jobs), role(jobs, rule([""], ["pods"], ["list"]), rule([""], ["pods"], ["get"]))),
  ).toEqual([]);
  expect(said(role(pods), role(pods, rule([""], ["pods/exec"], ["create"])))).toEqual([
    "more: may now create pods/exec",
  ]);
  expect(said(role(pods, jobs), role(pods))).toEqual(["less: may no longer get jobs of batch"]);
});

test("Wildcards cover what they stand for", () => {
  const all = role(rule(["*"], ["*"], ["*"]));
  const some = role(rule([""], ["pods", "pods/exec"], ["get"]));
  expect(said(all, some)).toEqual(["less: may no longer do anything with everything of any API group"]);
  expect(said(some, all)).toEqual(["more: may now do anything with everything of any API group"]);
  const scale = role(rule(["apps"], ["*/scale"], ["update"]));
  expect(said(scale, role(rule(["apps"], ["*/scale", "deployments/scale"], ["update"])))).toEqual([]);
});

test("A rule that is bound to names grants less than one that is not", () => {
  const named = role(rule([""], ["secrets"], ["get"], { resourceNames: ["pool"] }));
  const all = role(rule([""], ["secrets"], ["get"]));
  expect(said(named, all)).toEqual(["more: may now get secrets"]);
  expect(said(all, named)).toEqual(["less: may no longer get secrets"]);
});

test("Those who are bound are told by name", () => {
  const binding = (...names: readonly string[]) =>
    object(rbac, "RoleBinding", "users", {
      namespace: "work",
      roleRef: { kind: "Role", name: "users" },
      subjects: names.map((name) => ({ kind: "Group", name })),
    });
  expect(said(binding("a", "b"), binding("b", "c"))).toEqual([
    "more: gives Group c the rights of Role users",
    "less: no longer gives Group a the rights of Role users",
  ]);
});

test("A namespace that lets weaker pods in is more, a stricter one less, and a new restricted one nothing", () => {
  const namespace = (level?: string) =>
    object("v1", "Namespace", "work", {
      labels: level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level },
    });
  expect(said(namespace("restricted"), namespace("baseline"))).toEqual([
    "more: enforces baseline instead of restricted",
  ]);
  expect(said(namespace(), namespace("restricted"))).toEqual([
    "less: enforces restricted instead of privileged",
  ]);
  expect(said(undefined, namespace("restricted"))).toEqual([]);
  expect(said(undefined, namespace())).toEqual(["more: enforces privileged"]);
});

const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
const deployment = (
  image: string,
  securityContext: object = hardened,
  spec: object = {},
  env: object[] = [],
) =>
  object("apps/v1", "Deployment", "proxy", {
    namespace: "work",
    spec: { template: { spec: { containers: [{ name: "proxy", image, securityContext, env }], ...spec } } },
  });

test("An image from elsewhere, or without its digest, is more than another version", () => {
  const digest = `@sha256:${"0".repeat(64)}`;
  expect(said(deployment("quay.io/a/b:1"), deployment("quay.io/a/b:2"))).toEqual([
    "other: container proxy runs quay.io/a/b:2 instead of quay.io/a/b:1",
  ]);
  expect(said(deployment("localhost:5000/b:1"), deployment("quay.io/b:1"))).toEqual([
    "more: container proxy runs quay.io/b:1 instead of localhost:5000/b:1, which is from elsewhere",
  ]);
  expect(said(deployment(`quay.io/b${digest}`), deployment("quay.io/b:1"))[0]).toMatch(
    /^more: .* bound to a digest$/,
  );
});

test("What lets a pod out of its confinement is told one by one", () => {
  const loose = {
    ...hardened,
    privileged: true,
    runAsNonRoot: false,
    runAsUser: 0,
    capabilities: { add: ["SYS_ADMIN"] },
  };
  const spec = { hostNetwork: true, volumes: [{ name: "root", hostPath: { path: "/" } }] };
  const more = [
    "container proxy has the capability SYS_ADMIN",
    "container proxy is privileged",
    "container proxy keeps the capabilities that a runtime gives",
    "container proxy runs as root",
    "pods see / of their host",
    "pods share their host's (hostNetwork)",
  ];
  expect(said(deployment("a/b"), deployment("a/b", loose, spec))).toEqual(
    more.map((what) => `more: ${what}`),
  );
  expect(said(deployment("a/b", loose, spec), deployment("a/b"))).toEqual(
    more.map((what) => `less: no longer: ${what}`),
  );
});

test("What a pod inherits of its own context is the container's", () => {
  const { runAsNonRoot, seccompProfile, ...own } = hardened;
  const inherited = { securityContext: { runAsNonRoot, seccompProfile } };
  expect(said(deployment("a/b"), deployment("a/b", own, inherited))).toEqual([]);
});

test("Secrets are told by the names that refer to them, and values never", () => {
  const reference = [{ name: "POOL", valueFrom: { secretKeyRef: { name: "pool", key: "password" } } }];
  expect(said(deployment("a/b"), deployment("a/b", hardened, {}, reference))).toEqual([
    "more: refers to Secret pool",
  ]);
  const plain = (value: string) => deployment("a/b", hardened, {}, [{ name: "POOL_PASSWORD", value }]);
  const sides = ["hunter1", "hunter2"].map((value) => resultOf("x", stackOf("stack", [plain(value)])));
  const [base, head] = sides;
  if (base === undefined || head === undefined) return;
  const written = JSON.stringify(compareResults(base, head));
  expect(written).toContain("POOL_PASSWORD");
  expect(written).not.toContain("hunter");
});

test("An account that hands its token to pods is more", () => {
  const account = (automountServiceAccountToken?: boolean) =>
    object("v1", "ServiceAccount", "runner", {
      namespace: "work",
      ...(automountServiceAccountToken !== undefined && { automountServiceAccountToken }),
    });
  expect(said(account(false), account())).toEqual([
    "more: hands its token to pods that do not ask otherwise",
  ]);
  expect(said(undefined, account(false))).toEqual([]);
});

test("An admission policy that goes, only warns, or is ignored when it fails, is more", () => {
  const api = "admissionregistration.k8s.io/v1";
  const policy = (failurePolicy: string, ...expressions: readonly string[]) =>
    object(api, "ValidatingAdmissionPolicy", "pods", {
      spec: { failurePolicy, validations: expressions.map((expression) => ({ expression })) },
    });
  const binding = (...validationActions: readonly string[]) =>
    object(api, "ValidatingAdmissionPolicyBinding", "pods", {
      spec: { policyName: "pods", validationActions },
    });
  expect(said(policy("Fail", "a"), undefined)).toEqual(["more: is removed, and refuses nothing any more"]);
  expect(said(policy("Fail", "a", "b"), policy("Ignore", "a", "c"))).toEqual([
    "more: is ignored where it cannot be evaluated",
    "more: no longer asks that b",
    "less: now asks that c",
  ]);
  expect(said(binding("Deny"), binding("Warn"))).toEqual([
    "more: no longer does Deny",
    "other: now does Warn",
  ]);
});
