import { expect, test } from "vitest";
import { nodeRoleKey, nodeTenantKey, tenantLabel } from "../../../constructs/identity.ts";
import { firmPriority } from "../../../constructs/priority-classes.ts";
import { admissionPolicies } from "../../../constructs/tenancy/admission-policies.ts";
import type { Subject } from "../../../policies/rule.ts";
import { admissionNotDenying, tenantPolicies } from "../../../policies/tenancy/admission-not-denying.ts";
import { clusterAdminBinding } from "../../../policies/tenancy/cluster-admin-binding.ts";
import { defaultDeny } from "../../../policies/tenancy/default-deny.ts";
import { foreignQueue } from "../../../policies/tenancy/foreign-queue.ts";
import { foreignRacks } from "../../../policies/tenancy/foreign-racks.ts";
import { foreignSubject } from "../../../policies/tenancy/foreign-subject.ts";
import { limitRangeMissing } from "../../../policies/tenancy/limit-range-missing.ts";
import { namespaceWithoutTenantLabel } from "../../../policies/tenancy/namespace-without-tenant-label.ts";
import { priorityAboveFirm } from "../../../policies/tenancy/priority-above-firm.ts";
import { privilegedNamespace } from "../../../policies/tenancy/privileged-namespace.ts";
import { quotaAboveLeased } from "../../../policies/tenancy/quota-above-leased.ts";
import { quotaMissing } from "../../../policies/tenancy/quota-missing.ts";
import { serviceAccountToken } from "../../../policies/tenancy/service-account-token.ts";
import { tenantRights } from "../../../policies/tenancy/tenant-rights.ts";
import { wildcardRbac } from "../../../policies/tenancy/wildcard-rbac.ts";
import { changed, declaredBy, holding, judged, object, places, withObject, without } from "../judged.ts";

const site = declaredBy("prince-george");
const empty = holding(site, []);
const namespace = "speech-serving";
const rbac = "rbac.authorization.k8s.io/v1";
const kueue = "kueue.x-k8s.io/v1beta2";

test("Rules of tenancy pass what an example declares, and do not apply where there is nothing", () => {
  for (const rule of [
    defaultDeny,
    privilegedNamespace,
    wildcardRbac,
    tenantRights,
    clusterAdminBinding,
    foreignSubject,
    quotaMissing,
    quotaAboveLeased,
    limitRangeMissing,
    foreignRacks,
    foreignQueue,
    priorityAboveFirm,
    serviceAccountToken,
    namespaceWithoutTenantLabel,
    admissionNotDenying,
  ]) {
    expect(judged(rule, site), rule.id).toEqual([]);
    expect(judged(rule, empty), rule.id).toBeUndefined();
  }
});

test("A namespace is isolated by a policy for every pod, in each direction", () => {
  const open = without(site, "NetworkPolicy", "deny-all", namespace);
  // Those that let pods to their own namespaces select every pod too, and isolate.
  expect(judged(defaultDeny, open)).toEqual([]);
  const policies = open.objects.filter(
    ({ object: { kind, metadata } }) => kind !== "NetworkPolicy" || metadata.namespace !== namespace,
  );
  const none = { ...open, objects: policies };
  const says = (directions: string) => [
    `namespace "speech-serving" of tenant "speech" has no NetworkPolicy that isolates every pod for ${directions}`,
  ];
  expect(judged(defaultDeny, none)).toEqual(says("Ingress and Egress"));
  const policy = (spec: object) =>
    withObject(none, object("NetworkPolicy", "p", { apiVersion: "networking.k8s.io/v1", spec }, namespace));
  expect(judged(defaultDeny, policy({ podSelector: {} }))).toEqual(says("Egress"));
  expect(judged(defaultDeny, policy({ podSelector: {}, egress: [] }))).toEqual(says("Egress"));
  expect(
    judged(defaultDeny, policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], egress: [] })),
  ).toEqual([]);
  expect(judged(defaultDeny, policy({ podSelector: { matchLabels: { app: "a" } } }))).toEqual(
    says("Ingress and Egress"),
  );
});

test("A namespace enforces Pod Security at the level asked for", () => {
  const key = "pod-security.kubernetes.io/enforce";
  const baseline = changed(site, "Namespace", namespace, ({ metadata }) => {
    metadata.labels[key] = "baseline";
  });
  expect(judged(privilegedNamespace, baseline)).toEqual([
    `namespace "speech-serving" enforces Pod Security "baseline": at least "restricted" is asked for`,
  ]);
  expect(judged(privilegedNamespace, baseline, { atLeast: "baseline" })).toEqual([]);
  const unlabelled = changed(site, "Namespace", "mining-pg-1-mining", ({ metadata }) => {
    delete metadata.labels[key];
  });
  expect(judged(privilegedNamespace, unlabelled, { atLeast: "baseline" })).toEqual([
    'namespace "mining-pg-1-mining" enforces no level of Pod Security: at least "baseline" is asked for',
  ]);
});

test("A namespace enforces Pod Security as it is today", () => {
  const key = "pod-security.kubernetes.io/enforce";
  const pinned = (version: string, level: string | undefined = "restricted") =>
    changed(site, "Namespace", namespace, ({ metadata }) => {
      delete metadata.labels[key];
      if (level !== "") metadata.labels[key] = level;
      metadata.labels[`${key}-version`] = version;
    });
  const old =
    'namespace "speech-serving" enforces Pod Security as of v1.21, which asks for less than since v1.22';
  expect(judged(privilegedNamespace, pinned("v1.21"))).toEqual([old]);
  expect(places(privilegedNamespace, pinned("v1.21"))).toEqual([`metadata.labels["${key}-version"]`]);
  for (const version of ["latest", "v1.22", "v1.34"]) {
    expect(judged(privilegedNamespace, pinned(version)), version).toEqual([]);
  }
  for (const version of ["v1.9", "v0.99", "1.30", "newest", ""]) {
    expect(judged(privilegedNamespace, pinned(version)), version).toHaveLength(1);
  }
  const weak =
    'namespace "speech-serving" enforces Pod Security "baseline": at least "restricted" is asked for';
  expect(judged(privilegedNamespace, pinned("v1.21", "baseline"))).toEqual([weak, old]);
  expect(judged(privilegedNamespace, pinned("v1.21", ""))).toHaveLength(1);
  expect(judged(privilegedNamespace, pinned("v1.21", "privileged"), { atLeast: "privileged" })).toEqual([]);
});

test("Roles grant by name, and a tenant's nothing of what holds it", () => {
  const role = (rules: object[]) =>
    withObject(site, object("Role", "r", { apiVersion: rbac, rules }, namespace));
  const wild = role([{ apiGroups: ["batch"], resources: ["*"], verbs: ["*"] }]);
  expect(judged(wildcardRbac, wild)).toEqual(['Role "speech-serving/r" grants "*" as verbs and resources']);
  expect(places(wildcardRbac, wild)).toEqual(["rules[0].verbs"]);
  expect(judged(tenantRights, wild)).toEqual([]);
  const quotas = role([
    { apiGroups: [""], resources: ["pods"], verbs: ["create"] },
    { apiGroups: [""], resources: ["resourcequotas", "pods"], verbs: ["get", "patch"] },
  ]);
  expect(judged(tenantRights, quotas)).toEqual([
    'Role "speech-serving/r" lets tenant "speech" patch resourcequotas',
  ]);
  expect(places(tenantRights, quotas)).toEqual(["rules[1]"]);
  const groups = role([{ apiGroups: [""], resources: ["groups"], verbs: ["impersonate"] }]);
  expect(judged(tenantRights, groups)).toEqual([
    'Role "speech-serving/r" lets tenant "speech" impersonate groups',
  ]);
  // What the cluster has of its own is not the site's to answer for.
  const own = withObject(site, object("ClusterRole", "x", { apiVersion: rbac, rules: [{ verbs: ["*"] }] }));
  expect(judged(wildcardRbac, own)).toEqual([]);
});

/** The site with a ClusterRole, and bindings of it in namespaces or, without one, in the whole cluster. */
function binding(
  role: { readonly name: string; readonly rules?: object[]; readonly labels?: object },
  bindings: readonly { readonly at?: string; readonly to?: object }[],
  subject: Subject = site,
): Subject {
  const { name, rules, labels } = role;
  const roleRef = { kind: "ClusterRole", name };
  const declared =
    rules === undefined ? [] : [object("ClusterRole", name, { apiVersion: rbac, rules, labels })];
  const bound = bindings.map(({ at, to = { kind: "Group", name: "speech-users" } }, index) =>
    object(
      at === undefined ? "ClusterRoleBinding" : "RoleBinding",
      `b${index}`,
      { apiVersion: rbac, roleRef, subjects: [to] },
      at,
    ),
  );
  return [...declared, ...bound].reduce(withObject, subject);
}

const quotaRight = { apiGroups: [""], resources: ["resourcequotas"], verbs: ["get", "patch"] };
const account = (of: string) => ({ kind: "ServiceAccount", name: "runner", namespace: of });

test("A role of the cluster is judged where it is bound in a tenant's namespace, and told of once", () => {
  const rules = [quotaRight, { apiGroups: ["batch"], resources: ["*"], verbs: ["get"] }];
  const neighbour = site.site.tenants.find(({ name }) => name === "cloud")?.namespaces[0]?.name ?? "";
  const both = binding({ name: "wide", rules }, [{ at: namespace }, { at: neighbour }, { at: namespace }]);
  expect(judged(wildcardRbac, both)).toEqual(['ClusterRole "wide" grants "*" as resources']);
  expect(judged(tenantRights, both)).toEqual([
    'ClusterRole "wide" lets tenant "speech" patch resourcequotas',
    'ClusterRole "wide" lets tenant "cloud" patch resourcequotas',
  ]);
  // Bound nowhere, or where the site has nothing, it is the cluster's own.
  for (const elsewhere of [[], [{}], [{ at: "kube-system" }]]) {
    expect(judged(wildcardRbac, binding({ name: "wide", rules }, elsewhere))).toEqual([]);
    expect(judged(tenantRights, binding({ name: "wide", rules }, elsewhere))).toEqual([]);
  }
  const mining = binding({ name: "wide", rules }, [{ at: "mining-pg-1-mining" }]);
  expect(judged(wildcardRbac, mining)).toHaveLength(1);
  expect(judged(tenantRights, mining)).toEqual([]);
});

test("What only other programs of the cluster may do in a tenant's namespace is no right of the tenant's", () => {
  const rules = [{ ...quotaRight, verbs: ["*"] }];
  const to = (subject: object) =>
    judged(tenantRights, binding({ name: "deployer", rules }, [{ at: namespace, to: subject }]));
  expect(to(account("argocd"))).toEqual([]);
  expect(to({ kind: "Group", name: "system:serviceaccounts:argocd" })).toEqual([]);
  expect(to(account(namespace))).toHaveLength(1);
  expect(to({ kind: "Group", name: `system:serviceaccounts:${namespace}` })).toHaveLength(1);
  expect(to({ kind: "User", name: `system:serviceaccount:${namespace}:runner` })).toHaveLength(1);
  expect(to({ kind: "User", name: "jane" })).toHaveLength(1);
  // "*" stays for somebody to look at.
  const wild = binding({ name: "deployer", rules }, [{ at: namespace, to: account("argocd") }]);
  expect(judged(wildcardRbac, wild)).toHaveLength(1);
});

test("A role of the cluster has the rights of the roles that it gathers, and of those that these gather", () => {
  const gathers = (label: string) => ({
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: "true" } }] },
  });
  const role = (name: string, fields: object) => object("ClusterRole", name, { apiVersion: rbac, ...fields });
  const whole = [
    role("outer", { ...gathers("to-outer"), rules: [] }),
    // It gathers itself: nobody goes round for ever. The API server writes null for no rules.
    role("middle", {
      ...gathers("to-middle"),
      rules: null,
      labels: { "to-outer": "true", "to-middle": "true" },
    }),
    role("inner", { rules: [quotaRight], labels: { "to-middle": "true" } }),
    role("other", {
      rules: [{ ...quotaRight, resources: ["limitranges"] }],
      labels: { "to-nobody": "true" },
    }),
  ].reduce(withObject, binding({ name: "outer" }, [{ at: namespace }]));
  const says = ['ClusterRole "outer" lets tenant "speech" patch resourcequotas'];
  expect(judged(tenantRights, whole)).toEqual(says);
  // Of a live one Kubernetes has written them into the role already.
  const live = changed(whole, "ClusterRole", "outer", (outer) => {
    outer["rules"] = [quotaRight];
  });
  expect(judged(tenantRights, live)).toEqual(says);
});

test("Kubernetes' own roles let a tenant write what holds it, by their names or, where they are live, by their rules", () => {
  const bound = (name: string, rules?: object[]) =>
    judged(tenantRights, binding({ name, ...(rules && { rules }) }, [{ at: namespace }]));
  expect(bound("view")).toEqual([]);
  expect(bound("edit")).toEqual([
    'RoleBinding "speech-serving/b0" binds ClusterRole "edit", which lets tenant "speech" write network policies and tokens of service accounts',
  ]);
  expect(bound("admin")).toHaveLength(1);
  expect(bound("cluster-admin")).toHaveLength(1);
  expect(bound("edit", [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }])).toEqual([]);
  expect(bound("edit", [quotaRight])).toEqual([
    'ClusterRole "edit" lets tenant "speech" patch resourcequotas',
  ]);
  const others = binding({ name: "edit" }, [{ at: namespace, to: account("argocd") }]);
  expect(judged(tenantRights, others)).toEqual([]);
});

test("A right to a part of every resource is one to that of each", () => {
  const role = (resources: string[], apiGroups = ["*"]) =>
    judged(
      tenantRights,
      withObject(
        site,
        object(
          "Role",
          "r",
          { apiVersion: rbac, rules: [{ apiGroups, resources, verbs: ["update"] }] },
          namespace,
        ),
      ),
    );
  const says = (what: string) => [`Role "speech-serving/r" lets tenant "speech" update ${what}`];
  expect(role(["*/status"])).toEqual(says("workloads/status"));
  expect(role(["workloads/status"], ["kueue.x-k8s.io"])).toEqual(says("workloads/status"));
  expect(role(["*/token"])).toEqual(says("serviceaccounts/token"));
  expect(role(["*/status"], ["apps"])).toEqual([]);
  expect(role(["*/scale", "workloads"])).toEqual([]);
  expect(role(["network-attachment-definitions"], ["k8s.cni.cncf.io"])).toEqual(
    says("network-attachment-definitions"),
  );
});

test("Nobody but who is named is cluster-admin", () => {
  const bound = (kind: string, name: string, to: string) =>
    withObject(
      site,
      object("ClusterRoleBinding", "b", {
        apiVersion: rbac,
        roleRef: { kind: "ClusterRole", name: to },
        subjects: [{ kind, name, ...(kind === "ServiceAccount" && { namespace: "ci" }) }],
      }),
    );
  const deployer = bound("ServiceAccount", "deployer", "cluster-admin");
  expect(judged(clusterAdminBinding, deployer)).toEqual([
    'ClusterRoleBinding "b" makes ServiceAccount "ci/deployer" cluster-admin',
  ]);
  expect(judged(clusterAdminBinding, deployer, { allowed: ["deployer"] })).toHaveLength(1);
  expect(judged(clusterAdminBinding, bound("Group", "ops", "cluster-admin"), { allowed: ["ops"] })).toEqual(
    [],
  );
  expect(judged(clusterAdminBinding, bound("Group", "ops", "view"))).toEqual([]);
});

test("A role that grants as much as cluster-admin is cluster-admin by another name", () => {
  const all = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
  const judgedAs = (rules: object[], to = { kind: "Group", name: "helpers" }) =>
    judged(clusterAdminBinding, binding({ name: "helper", rules }, [{ to }]));
  expect(judgedAs([{ nonResourceURLs: ["*"], verbs: ["*"] }, all])).toEqual([
    'ClusterRoleBinding "b0" makes Group "helpers" cluster-admin, by ClusterRole "helper"',
  ]);
  expect(judgedAs([all], { kind: "Group", name: "system:masters" })).toEqual([]);
  // As Kubernetes gives its own controllers.
  expect(judgedAs([{ ...all, verbs: ["get", "list", "watch", "delete"] }])).toEqual([]);
  expect(
    judgedAs([
      { ...all, apiGroups: ["apps"] },
      { nonResourceURLs: ["*"], verbs: ["*"] },
    ]),
  ).toEqual([]);
});

test("A tenant's namespace is for its own groups and accounts, and its groups are for it", () => {
  const bound = (kind: string, subject: object, at?: string) =>
    judged(
      foreignSubject,
      withObject(
        site,
        object(
          kind,
          "b",
          { apiVersion: rbac, roleRef: { kind: "ClusterRole", name: "view" }, subjects: [subject] },
          at,
        ),
      ),
    );
  const says = (found: string) => [`RoleBinding "speech-serving/b": ${found}`];
  expect(bound("RoleBinding", { kind: "Group", name: "speech-audit" }, namespace)).toEqual([]);
  expect(bound("RoleBinding", { kind: "Group", name: "others" }, namespace)).toEqual(
    says('Group "others" is none of the groups in the document of tenant "speech"'),
  );
  expect(bound("RoleBinding", { kind: "Group", name: "system:authenticated" }, namespace)).toEqual(
    says('Group "system:authenticated" is everybody, in a namespace of tenant "speech"'),
  );
  expect(bound("RoleBinding", account(namespace), namespace)).toEqual([]);
  expect(bound("RoleBinding", account("monitoring"), namespace)).toEqual([]);
  const other = [...site.site.tenants].find(({ name }) => name === "cloud")?.namespaces[0]?.name ?? "";
  expect(bound("RoleBinding", account(other), namespace)).toEqual(
    says(`ServiceAccount "${other}/runner" is of namespace "${other}", which is another tenant's`),
  );
  expect(bound("ClusterRoleBinding", { kind: "Group", name: "speech-audit" })).toEqual([
    'ClusterRoleBinding "b": Group "speech-audit" has rights in the whole cluster, but is tenant "speech"\'s',
  ]);
  expect(bound("ClusterRoleBinding", account(other))).toHaveLength(1);
  expect(bound("ClusterRoleBinding", { kind: "Group", name: "ops" })).toEqual([]);

  // A person by name is in no document.
  expect(bound("RoleBinding", { kind: "User", name: "jane" }, namespace)).toEqual(
    says('User "jane" is none of the groups in the document of tenant "speech"'),
  );
  // A group's name makes no person one of the tenant's.
  expect(bound("RoleBinding", { kind: "User", name: "speech-audit" }, namespace)).toHaveLength(1);
  const others = (at: string) => [
    { kind: "Group", name: `system:serviceaccounts:${at}` },
    { kind: "User", name: `system:serviceaccount:${at}:runner` },
  ];
  for (const named of others(other)) {
    expect(bound("RoleBinding", named, namespace)).toEqual(
      says(`${named.kind} "${named.name}" is of namespace "${other}", which is another tenant's`),
    );
    expect(bound("ClusterRoleBinding", named)).toEqual([
      `ClusterRoleBinding "b": ${named.kind} "${named.name}" has rights in the whole cluster, but is tenant "cloud"'s`,
    ]);
  }
  for (const named of [...others(namespace), ...others("monitoring")]) {
    expect(bound("RoleBinding", named, namespace)).toEqual([]);
  }
  expect(bound("RoleBinding", account("mining-pg-1-mining"), namespace)).toEqual(
    says(
      'ServiceAccount "mining-pg-1-mining/runner" is of namespace "mining-pg-1-mining", which is a mining zone\'s',
    ),
  );
  expect(bound("RoleBinding", account(namespace), "kube-system")).toEqual([
    'RoleBinding "kube-system/b": ServiceAccount "speech-serving/runner" has rights in namespace "kube-system", but is tenant "speech"\'s',
  ]);
});

test("Nobody has rights for merely being signed in, but those to find out what the cluster serves", () => {
  const everybody = { kind: "Group", name: "system:authenticated" };
  const bound = (name: string, at?: string) =>
    judged(foreignSubject, binding({ name }, [{ to: everybody, ...(at !== undefined && { at }) }]));
  expect(bound("view")).toEqual([
    'ClusterRoleBinding "b0": Group "system:authenticated" is everybody, and has rights in the whole cluster',
  ]);
  for (const name of [
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
  ]) {
    expect(bound(name), name).toEqual([]);
  }
  expect(bound("view", "mining-pg-1-mining")).toEqual([
    'RoleBinding "mining-pg-1-mining/b0": Group "system:authenticated" is everybody, and has rights in namespace "mining-pg-1-mining"',
  ]);
  // What kubeadm lets nodes read before they join.
  expect(bound("kubeadm:bootstrap-signer-clusterinfo", "kube-public")).toEqual([]);
});

test("Quotas name what was leased, and are not above it", () => {
  const bare = without(site, "ResourceQuota", "leased", namespace);
  expect(judged(quotaMissing, bare)).toEqual([
    'namespace "speech-serving" of tenant "speech" has no quota for requests.cpu, requests.memory, requests.nvidia.com/gpu, pods, services.loadbalancers, services.nodeports',
  ]);
  const quota = (hard: object) =>
    withObject(bare, object("ResourceQuota", "q", { spec: { hard } }, namespace));
  const leased = { cpu: "21056", memory: "562400Gi", "requests.nvidia.com/gpu": "1408" };
  const services = { pods: 1, "services.loadbalancers": 0, "services.nodeports": 0 };
  expect(judged(quotaMissing, quota({ ...leased, ...services }))).toEqual([]);
  expect(judged(quotaAboveLeased, quota(leased))).toEqual([]);
  expect(judged(quotaAboveLeased, quota({ ...leased, cpu: "21056001m" }))).toEqual([
    'tenant "speech": the quotas of its namespaces allow 21056.001 of cpu, and its racks offer 21056',
  ]);
  // The strictest of a namespace's quotas is the one that counts.
  const two = withObject(
    site,
    object("ResourceQuota", "q", { spec: { hard: { "requests.cpu": "99999" } } }, namespace),
  );
  expect(judged(quotaAboveLeased, two)).toEqual([]);
  const queue = changed(site, "ClusterQueue", "speech", ({ spec }) => {
    const [group] = spec["resourceGroups"] as {
      flavors: { resources: { name: string; nominalQuota: unknown }[] }[];
    }[];
    const gpus = group?.flavors[1]?.resources.find(({ name }) => name === "nvidia.com/gpu");
    if (gpus !== undefined) gpus.nominalQuota = 5000;
  });
  expect(judged(quotaAboveLeased, queue)).toEqual([
    expect.stringMatching(
      /^tenant "speech": the quotas of ClusterQueue "speech" allow \d{4} of nvidia.com\/gpu, and its racks offer 1408$/,
    ),
  ]);
  expect(places(quotaAboveLeased, queue)).toEqual([
    "spec.resourceGroups[0].flavors[1].resources[2].nominalQuota",
  ]);
});

test("A tenant that has racks no more has no quota for them", () => {
  const lock = { ...site.lock, tenants: site.lock.tenants.filter(({ tenant }) => tenant !== "speech") };
  const messages = judged(quotaAboveLeased, { ...site, lock }) ?? [];
  expect(messages).toContain(
    'tenant "speech": the quotas of its namespaces allow 562400Gi of memory, and its racks offer 0Gi',
  );
});

test("Containers have default requests", () => {
  const bare = without(site, "LimitRange", "defaults", namespace);
  const says = (missing: string) => [
    `namespace "speech-serving" of tenant "speech" gives containers no default request for ${missing}`,
  ];
  expect(judged(limitRangeMissing, bare)).toEqual(says("cpu and memory"));
  const range = (limit: object) =>
    withObject(
      bare,
      object("LimitRange", "l", { spec: { limits: [{ type: "Container", ...limit }] } }, namespace),
    );
  expect(
    judged(limitRangeMissing, range({ defaultRequest: { cpu: "1" }, default: { memory: "1Gi" } })),
  ).toEqual([]);
  expect(judged(limitRangeMissing, range({ defaultRequest: { cpu: "1" } }))).toEqual(says("memory"));
  expect(judged(limitRangeMissing, range({ type: "Pod", defaultRequest: { cpu: "1" } }))).toEqual(
    says("cpu and memory"),
  );
});

test("Pods and flavors stay on the tenant's own nodes", () => {
  const pod = (spec: object) =>
    withObject(site, object("Pod", "p", { spec: { containers: [], ...spec } }, namespace));
  const says = (found: string) => [`Pod "speech-serving/p" of tenant "speech" ${found}`];
  const toleration = (fields: object) => pod({ tolerations: [fields] });
  const own = { key: nodeTenantKey, operator: "Equal", value: "speech" };
  expect(
    judged(foreignRacks, pod({ nodeSelector: { [nodeTenantKey]: "speech" }, tolerations: [own] })),
  ).toEqual([]);
  expect(judged(foreignRacks, pod({ nodeSelector: { [nodeTenantKey]: "cloud" } }))).toEqual(
    says('selects nodes of tenant "cloud"'),
  );
  expect(judged(foreignRacks, pod({ nodeSelector: { [nodeRoleKey]: "edge" } }))).toEqual(
    says('selects the service nodes "edge"'),
  );
  expect(judged(foreignRacks, toleration({ operator: "Exists" }))).toEqual(says("bears every taint"));
  expect(judged(foreignRacks, toleration({ key: nodeRoleKey }))).toEqual(
    says("bears the taint of service nodes"),
  );
  expect(judged(foreignRacks, toleration({ ...own, value: "cloud" }))).toEqual(
    says('bears the taint of tenant "cloud"'),
  );
  expect(judged(foreignRacks, toleration({ key: nodeTenantKey, operator: "Exists" }))).toEqual(
    says("bears every tenant's taint"),
  );
  expect(places(foreignRacks, toleration({ operator: "Exists" }))).toEqual(["spec.tolerations[0]"]);
  const flavor = (nodeLabels: object) =>
    judged(
      foreignRacks,
      withObject(
        site,
        object("ResourceFlavor", "f", {
          apiVersion: kueue,
          labels: { [tenantLabel]: "speech" },
          spec: { nodeLabels },
        }),
      ),
    );
  expect(flavor({})).toEqual(['ResourceFlavor "f" of tenant "speech" is for nodes of every tenant']);
  expect(flavor({ [nodeTenantKey]: "cloud" })).toEqual([
    'ResourceFlavor "f" of tenant "speech" is for nodes of tenant "cloud"',
  ]);
});

test("A queue serves its own tenant", () => {
  const queue = (change: (spec: Record<string, unknown>) => void) =>
    judged(
      foreignQueue,
      changed(site, "ClusterQueue", "speech", ({ spec }) => change(spec)),
    );
  const says = (found: string) => `ClusterQueue "speech" of tenant "speech" ${found}`;
  const everybody = queue((spec) => {
    spec["namespaceSelector"] = {};
  });
  expect(everybody?.length).toBeGreaterThan(1);
  expect(everybody?.[0]).toMatch(/takes work from namespace ".+" of tenant "(cloud|model-lab)"/);
  expect(
    queue((spec) => {
      delete spec["namespaceSelector"];
    }),
  ).toEqual([]);
  expect(
    queue((spec) => {
      spec["cohortName"] = "all";
    }),
  ).toEqual([says('shares its quota in cohort "all"')]);
  const [foreign] = site.objects.filter(
    ({ object: { kind, metadata } }) => kind === "ResourceFlavor" && metadata.name.startsWith("cloud-"),
  );
  const name = foreign?.object.metadata.name ?? "";
  const flavors = queue((spec) => {
    const [group] = spec["resourceGroups"] as { flavors: { name: string }[] }[];
    const [flavor] = group?.flavors ?? [];
    if (flavor !== undefined) flavor.name = name;
  });
  expect(flavors).toEqual([says(`has quota of ResourceFlavor "${name}", which is tenant "cloud"'s`)]);
  const local = object(
    "LocalQueue",
    "leased",
    { apiVersion: kueue, spec: { clusterQueue: "cloud" } },
    namespace,
  );
  expect(judged(foreignQueue, withObject(site, local))).toEqual([
    'LocalQueue "speech-serving/leased" of tenant "speech" leads to ClusterQueue "cloud", which is tenant "cloud"\'s',
  ]);
  const shared = object("LocalQueue", "l", { apiVersion: kueue, spec: { clusterQueue: "all" } }, namespace);
  expect(judged(foreignQueue, withObject(site, shared))).toEqual([
    'LocalQueue "speech-serving/l" of tenant "speech" leads to ClusterQueue "all", which is no tenant\'s',
  ]);
});

test("No priority displaces firm leases", () => {
  expect(firmPriority).toBe("busbar-firm");
  const priority = (fields: object) =>
    judged(
      priorityAboveFirm,
      withObject(site, object("PriorityClass", "p", { apiVersion: "scheduling.k8s.io/v1", ...fields })),
    );
  expect(priority({ value: 100_001 })).toEqual([
    'PriorityClass "p" has 100001, above the 100000 of "busbar-firm", and its pods displace others',
  ]);
  expect(priority({ value: 100_001, preemptionPolicy: "Never" })).toEqual([]);
  expect(priority({ value: 2_000_000_000 })).toEqual([]);
  expect(priority({ value: 10, globalDefault: true })).toEqual([
    'PriorityClass "p" is what pods get that name no class, with 10',
  ]);
});

test("What the site declares mounts no token", () => {
  const mounting = changed(site, "ServiceAccount", "stratum-proxy", (account) => {
    delete account["automountServiceAccountToken"];
  });
  // Its pods say that they mount none, whatever the account says.
  expect(judged(serviceAccountToken, mounting)).toEqual([
    expect.stringMatching(/^ServiceAccount "mining-.+\/stratum-proxy" gives each pod that has it a token$/),
  ]);
  const labels = { "busbar.dev/site": "prince-george" };
  const pod = (spec: object) =>
    judged(
      serviceAccountToken,
      withObject(site, object("Pod", "p", { labels, spec: { containers: [], ...spec } }, namespace)),
    );
  expect(pod({})).toEqual(['Pod "speech-serving/p" mounts a token of ServiceAccount "default"']);
  expect(pod({ serviceAccountName: "workload" })).toEqual([]);
  expect(pod({ serviceAccountName: "workload", automountServiceAccountToken: true })).toHaveLength(1);
});

test("A tenant's namespace carries its label, and no other one does", () => {
  const relabelled = (tenant?: string) =>
    judged(
      namespaceWithoutTenantLabel,
      changed(site, "Namespace", namespace, ({ metadata }) => {
        delete metadata.labels[tenantLabel];
        if (tenant !== undefined) metadata.labels[tenantLabel] = tenant;
      }),
    );
  expect(relabelled()).toEqual([
    'namespace "speech-serving" does not carry busbar.dev/tenant, and is tenant "speech"\'s by its document',
  ]);
  expect(relabelled("cloud")).toEqual([
    'namespace "speech-serving" is labelled as tenant "cloud"\'s, and is tenant "speech"\'s by its document',
  ]);
  const stray = withObject(site, object("Namespace", "stray", { labels: { [tenantLabel]: "cloud" } }));
  expect(judged(namespaceWithoutTenantLabel, stray)).toEqual([
    'namespace "stray" is labelled as tenant "cloud"\'s, but no document of a tenant names it',
  ]);
});

test("The site's admission policies are there, fail closed, deny, and select every tenant's namespace", () => {
  expect(tenantPolicies).toEqual(admissionPolicies.map(({ name }) => name));
  const name = "busbar-tenant-pods";
  const [policy, binding] = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
  expect(judged(admissionNotDenying, without(site, policy, name))).toEqual([
    'admission policy "busbar-tenant-pods" is not declared',
  ]);
  expect(judged(admissionNotDenying, without(site, binding, name))).toEqual([
    'admission policy "busbar-tenant-pods" is bound to nothing',
  ]);
  const ignoring = changed(site, policy, name, ({ spec }) => {
    spec["failurePolicy"] = "Ignore";
  });
  expect(judged(admissionNotDenying, ignoring)).toEqual([
    'ValidatingAdmissionPolicy "busbar-tenant-pods" is ignored where it cannot be evaluated',
  ]);
  const warning = changed(site, binding, name, ({ spec }) => {
    spec["validationActions"] = ["Warn", "Audit"];
  });
  expect(judged(admissionNotDenying, warning)).toEqual([
    'ValidatingAdmissionPolicyBinding "busbar-tenant-pods" does Warn and Audit, and does not deny',
  ]);
  const narrow = changed(site, binding, name, ({ spec }) => {
    spec["matchResources"] = {
      namespaceSelector: { matchExpressions: [{ key: tenantLabel, operator: "NotIn", values: ["speech"] }] },
    };
  });
  expect(judged(admissionNotDenying, narrow)).toEqual([
    'ValidatingAdmissionPolicyBinding "busbar-tenant-pods" does not select namespace "speech-serving"',
  ]);
});
