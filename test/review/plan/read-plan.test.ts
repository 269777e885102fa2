import { expect, test } from "vitest";
import { plannedChanges, readPlan } from "../../../review/plan/read-plan.ts";
import { changeOf, fates, lines, planned, planText } from "./fixture.ts";

// Every plan of fixtures/ is Terraform's own. What a review must say of each is said here.

test("A plan of what is already so has nothing to say", () => {
  const plan = planned("nothing");
  expect(plan).toMatchObject({ changes: [], drift: [], outputs: [], reads: 0, notUnderstood: [] });
  expect(plan.terraformVersion).toBe("1.11.4");
  // Rules judge what stays as well.
  expect(plannedChanges(plan).map(({ actions }) => actions)).toEqual([["no-op"]]);
});

test("What is known only after the apply is told so, and not left out", () => {
  const plan = planned("create");
  expect(fates(plan)).toEqual({ "terraform_data.a": "created", "terraform_data.b": "created" });
  expect(lines(changeOf(plan, "terraform_data.b"))).toEqual([
    "id: absent → unknown",
    "input.of: absent → unknown",
    "input.size: absent → 4",
    "input.tags: absent → []",
    "output: absent → unknown",
  ]);
});

test("An update tells the attributes that differ, and no others", () => {
  expect(lines(changeOf(planned("update"), "terraform_data.a"))).toEqual([
    "input.gone: true → absent",
    "input.racks: 4 → 8",
    'input.tags: absent → ["new"]',
    'output: {"gone":true,"racks":4,"zone":"hall-1"} → unknown',
  ]);
});

test("A replacement says why, in either order of its actions", () => {
  const plan = planned("replace");
  expect(
    Object.fromEntries(plan.changes.map(({ address, fate, reasons }) => [address, [fate, ...reasons]])),
  ).toEqual({
    "terraform_data.asked": ["replaced", "whoever planned asked for it with -replace"],
    "terraform_data.before": ["replaced", "triggers_replace cannot be changed in place"],
    "terraform_data.changed": ["replaced", "triggers_replace cannot be changed in place"],
    "terraform_data.follows": ["replaced", "something changes that its replace_triggered_by names"],
    "terraform_data.tainted": [
      "replaced",
      "an earlier apply left it half made, or somebody marked it as tainted",
    ],
  });
  expect(lines(changeOf(plan, "terraform_data.changed"))).toContain("triggers_replace: [1] → [2] (replaces)");
});

test("What is destroyed says what no longer asks for it, and what moves with a count is not destroyed", () => {
  const plan = planned("delete");
  expect(fates(plan)).toEqual({
    "terraform_data.counted[1]": "destroyed",
    "terraform_data.gone": "destroyed",
    'terraform_data.keyed["b"]': "destroyed",
    "terraform_data.switched[0]": "moved",
    "terraform_data.switched[1]": "created",
  });
  expect(plan.changes.flatMap(({ reasons }) => reasons)).toEqual([
    "its number is beyond the count",
    "no configuration declares it any more",
    "its key is no longer in for_each",
  ]);
  expect(fates(planned("destroy"))).toEqual({ "terraform_data.a": "destroyed" });
});

test("A move is a move where nothing else happens, and says where something was otherwise", () => {
  const plan = planned("move");
  expect(plan.changes.map(({ address, fate, was }) => [address, fate, was])).toEqual([
    ["terraform_data.a2", "moved", "terraform_data.a"],
    ["terraform_data.b2", "updated", "terraform_data.b"],
    ["terraform_data.c2", "replaced", "terraform_data.c"],
  ]);
  expect(fates(planned("kubernetes-moved"))).toEqual({
    "kubernetes_manifest.new_E5F6A7B8": "moved",
    "kubernetes_namespace_v1.research_E5F6A7B8": "moved",
  });
});

test("An import is no creation, and tells what it changes on the way", () => {
  expect(fates(planned("import"))).toEqual({ "terraform_data.a": "imported" });
  const plan = planned("kubernetes-import");
  expect(fates(plan)).toEqual({
    "kubernetes_config_map_v1.plan": "imported",
    "kubernetes_namespace_v1.research": "imported",
  });
  expect(changeOf(plan, "kubernetes_config_map_v1.plan").attributes).toEqual([]);
  expect(lines(changeOf(plan, "kubernetes_namespace_v1.research"))).toContain(
    'metadata.labels["busbar.dev/site"]: absent → "denton"',
  );
});

test("A deposed object that is destroyed carries its key, and is not the one that stands", () => {
  const { changes } = planned("deposed");
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    address: "terraform_data.a",
    fate: "destroyed",
    deposed: "00000001",
    reasons: ["an earlier apply made its successor and did not come to destroy it"],
  });
});

test("What is forgotten is not destroyed, and said to stay", () => {
  const kept = changeOf(planned("forget"), "terraform_data.kept");
  expect(kept.fate).toBe("forgotten");
  expect(kept.reasons).toContain("it stays as it is, and Terraform no longer looks after it");
});

test("Outputs are told by name, without their values", () => {
  expect(planned("outputs").outputs).toEqual([
    { name: "changed", fate: "updated" },
    { name: "gone", fate: "destroyed" },
    { name: "new", fate: "created" },
  ]);
});

test("A check that fails is told, one that passes is not", () => {
  expect(planned("checks").notUnderstood).toEqual([
    {
      what: "checks of the configuration that fail in the plan",
      count: 1,
      examples: ["check.limit: The limit is passed."],
    },
  ]);
});

test("Data that is read in the apply is counted as read", () => {
  const plan = planned("read");
  expect(plan.reads).toBe(1);
  expect(fates(plan)).toEqual({
    "data.terraform_remote_state.other": "read",
    "terraform_data.a": "updated",
  });
});

test("Objects are told by what they are and whose they are", () => {
  const plan = planned("kubernetes-create");
  expect(changeOf(plan, "kubernetes_resource_quota_v1.leased")).toMatchObject({
    object: { apiVersion: "v1", kind: "ResourceQuota", namespace: "research-training", name: "leased" },
    tenant: "research",
  });
  expect(lines(changeOf(plan, "kubernetes_manifest.admission"))).toEqual([
    'apiVersion: absent → "admissionregistration.k8s.io/v1"',
    'kind: absent → "ValidatingAdmissionPolicy"',
    'metadata.labels["busbar.dev/site"]: absent → "denton"',
    'metadata.name: absent → "busbar-create"',
    'spec.failurePolicy: absent → "Fail"',
    'spec.matchConstraints.resourceRules: absent → [{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]',
    'spec.validations: absent → [{"expression":"true","message":"refused"}]',
  ]);
});

test("Attributes of Kubernetes read as in the object, and what a provider repeats is told once", () => {
  const plan = planned("kubernetes-update");
  expect(lines(changeOf(plan, "kubernetes_deployment_v1.proxy"))).toEqual([
    'spec.replicas: "2" → "3"',
    'spec.template.spec.container[0].args: absent → ["--verbose"]',
    'spec.template.spec.container[0].image: "registry.example.com/translator:1" → "registry.example.com/translator:2"',
  ]);
  expect(lines(changeOf(plan, "kubernetes_manifest.admission"))).toEqual([
    'spec.validations[0].expression: "true" → "1 < 2"',
  ]);
  expect(changeOf(plan, "kubernetes_config_map_v1.plan")).toMatchObject({ zone: "hall-5", fate: "updated" });
  // Terraform reports as drift that the provider stored null and reads an empty map: nobody changed anything.
  expect(JSON.parse(planText("kubernetes-update")).resource_drift).not.toEqual([]);
  expect(plan.drift).toEqual([]);
});

test("A namespace of another name is replaced, and its name is the reason", () => {
  const plan = planned("kubernetes-replace");
  expect(changeOf(plan, "kubernetes_namespace_v1.research")).toMatchObject({
    fate: "replaced",
    object: { kind: "Namespace", name: "research-training" },
    reasons: ["metadata.name cannot be changed in place"],
  });
  expect(lines(changeOf(plan, "kubernetes_manifest.admission"))).toEqual([
    'metadata.name: "busbar-replace" → "busbar-replaced" (replaces)',
  ]);
});

test("What was changed in the cluster is drift, beside what the plan does about it", () => {
  const plan = planned("kubernetes-drift");
  expect(plan.drift.map(({ address, fate }) => [address, fate])).toEqual([
    ["kubernetes_config_map_v1.plan", "updated"],
    ["kubernetes_manifest.admission", "updated"],
    ["kubernetes_resource_quota_v1.leased", "destroyed"],
  ]);
  expect(plan.drift.slice(0, 2).flatMap(lines)).toEqual([
    'data["plan.yaml"]: "limit: 4" → "limit: 9"',
    'spec.failurePolicy: "Fail" → "Ignore"',
  ]);
  expect(lines(changeOf(plan, "kubernetes_manifest.admission"))).toEqual([
    'spec.failurePolicy: "Ignore" → "Fail"',
  ]);
  expect(fates(plan)["kubernetes_resource_quota_v1.leased"]).toBe("created");
  const refresh = planned("refresh-only");
  expect(refresh).toMatchObject({ changes: [], notUnderstood: [] });
  expect(refresh.drift).toHaveLength(1);
});

test("A removed tenant is told by what it had", () => {
  const plan = planned("kubernetes-delete");
  expect(plan.changes.map(({ object, tenant, fate }) => [object?.kind, tenant, fate])).toEqual([
    ["Namespace", "research", "destroyed"],
    ["ResourceQuota", "research", "destroyed"],
  ]);
});

test("Nothing sensitive leaves a plan, wherever a provider repeats it without a mark", () => {
  for (const name of ["sensitive", "kubernetes-sensitive"]) {
    const secrets = /hunter2|aHVudGVyMi/;
    expect(planText(name)).toMatch(secrets);
    expect(JSON.stringify(planned(name))).not.toMatch(secrets);
  }
  const plan = planned("sensitive");
  expect(lines(changeOf(plan, "terraform_data.nested"))).toEqual([
    "input.keys[0]: sensitive → sensitive",
    'input.user: "busbar" → "busbar-2"',
    'output: {"keys":["(sensitive)","plain"],"user":"busbar"} → unknown',
  ]);
  expect(lines(changeOf(plan, "terraform_data.whole"))).toEqual([
    "input: sensitive → sensitive",
    "output: sensitive → unknown",
  ]);
  const objects = planned("kubernetes-sensitive");
  expect(objects.changes.map((change) => [change.address, ...lines(change)])).toEqual([
    ["kubernetes_config_map_v1.leak", "data.password: sensitive → sensitive"],
    ["kubernetes_manifest.leak", "data.password: sensitive → sensitive"],
    ["kubernetes_manifest.secret", "data: sensitive → sensitive"],
    ["kubernetes_secret_v1.pool", "data: sensitive → sensitive"],
  ]);
});

test("A newer minor version and keys that nobody knows are read, and actions that nobody knows are counted", () => {
  const plan = JSON.parse(planText("create"));
  const newer = {
    ...plan,
    format_version: "1.99",
    newer: true,
    deferred_changes: [{}],
    action_invocations: [{}, {}],
    output_changes: JSON.parse('{"__proto__":{"actions":["transmute"]}}'),
  };
  newer.resource_changes[0].change.actions = ["transmute"];
  newer.resource_changes[1].change.actions = [];
  newer.resource_changes[1].action_reason = "because_of_the_moon";
  const read = readPlan(JSON.stringify(newer), "newer.json");
  expect(Object.values(fates(read))).toEqual(["unknown", "unknown"]);
  expect(read.changes[1]?.reasons).toEqual([
    "for a reason that this busbar does not know (because_of_the_moon)",
  ]);
  expect(read.outputs).toEqual([{ name: "__proto__", fate: "unknown" }]);
  expect(read.notUnderstood.map(({ what, count }) => [what, count])).toEqual([
    ["resources whose planned actions are not known", 2],
    ["outputs whose planned actions are not known", 1],
    ["changes that Terraform deferred to a later plan", 1],
    ["actions that Terraform would call", 2],
  ]);
  expect(plannedChanges(read)[0]?.actions).toEqual(["transmute"]);
});

test("A plan that would be applied and says of nothing what, is not taken for one without changes", () => {
  const plan = { ...JSON.parse(planText("nothing")), applyable: true };
  expect(readPlan(JSON.stringify(plan), "odd.json").notUnderstood).toEqual([
    { what: "plans that would be applied, in which no change was found", count: 1, examples: [] },
  ]);
});

test("A new object beside one that Terraform lets go of is told as forgotten", () => {
  const plan = JSON.parse(planText("create"));
  plan.resource_changes[0].change.actions = ["create", "forget"];
  expect(changeOf(readPlan(JSON.stringify(plan), "x.json"), "terraform_data.a")).toMatchObject({
    fate: "forgotten",
    reasons: ["the old one stays as it is, no longer looked after, and a new one is created beside it"],
  });
});

test("Of what the server adds to a manifest, only what somebody changed is told", () => {
  const object = (labels: object) => ({ kind: "Role", metadata: { name: "r", labels }, rules: [] });
  const change = {
    actions: ["update"],
    before: { manifest: object({ a: "1" }), object: { ...object({ a: "1" }), note: "x", rules: [1] } },
    after: { manifest: object({ a: "2" }), object: object({ a: "2" }) },
    after_unknown: { object: { note: true } },
  };
  const manifest = { address: "m", mode: "managed", type: "kubernetes_manifest", name: "m", change };
  const plan = { format_version: "1.2", planned_values: {}, resource_changes: [manifest] };
  const [read] = readPlan(JSON.stringify(plan), "plan.json").changes;
  expect(read && lines(read)).toEqual(['metadata.labels.a: "1" → "2"', "rules: [1] → []"]);
});
