import fc from "fast-check";
import { expect, test } from "vitest";
import { tenantLabel } from "../../constructs/identity.ts";
import { celOf } from "../../policies/admission/cel.ts";
import { broken } from "../../policies/admission/expression.ts";
import { admissionObjects } from "../../policies/admission.ts";
import { imageDigest } from "../../policies/delivery/image-digest.ts";
import { rules } from "../../policies/packs/index.ts";
import { hostNamespaces } from "../../policies/tenancy/host-namespaces.ts";
import { podsWithoutRequests } from "../../policies/tenancy/pods-without-requests.ts";
import { workloadWithoutQueue } from "../../policies/tenancy/workload-without-queue.ts";
import { admissionCases, ruleSettings } from "./admission-cases.ts";
import { changed, declaredBy, holding, judged, object, places } from "./judged.ts";

const site = declaredBy("prince-george");
const tenant = object("Namespace", "work", { labels: { [tenantLabel]: "speech" } });

for (const { title, object: fields, breaks, defaults } of admissionCases) {
  test(`Rules say of ${title}: ${breaks.join(", ") || "nothing"}`, () => {
    const { kind, metadata, ...rest } = fields;
    const limits = [{ type: "Container", defaultRequest: defaults }];
    const subject = holding(site, [
      tenant,
      object(kind, metadata.name, { ...rest, labels: metadata["labels"] }, "work"),
      ...(defaults === undefined ? [] : [object("LimitRange", "defaults", { spec: { limits } }, "work")]),
    ]);
    const found = ruleSettings.filter(
      ({ rule, parameters }) => (judged(rule, subject, parameters) ?? []).length > 0,
    );
    expect(found.map(({ rule }) => rule.id).sort()).toEqual([...breaks].sort());
  });
}

test("A finding names the object, the field, what it holds, and the rule", () => {
  const open = changed(site, "Deployment", "stratum-proxy", ({ spec }) => {
    const { template } = spec as { template: { spec: Record<string, unknown> } };
    template.spec["hostNetwork"] = true;
  });
  expect(judged(hostNamespaces, open)).toEqual([
    'Deployment "mining-pg-1-mining/stratum-proxy": spec.template.spec.hostNetwork is true: a pod must not be on its host\'s network, where no network policy holds',
  ]);
  expect(places(hostNamespaces, open)).toEqual(["spec.template.spec.hostNetwork"]);
});

test("Rules over pods look into all that makes them, and judge once what another object made", () => {
  const bad = { spec: { containers: [], hostPID: true } };
  const found = (kind: string, spec: object, rest: object = {}) =>
    places(hostNamespaces, holding(site, [tenant, object(kind, "x", { spec, ...rest }, "work")]));
  expect(found("Pod", bad.spec)).toEqual(["spec.hostPID"]);
  for (const kind of ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"]) {
    expect(found(kind, { template: bad })).toEqual(["spec.template.spec.hostPID"]);
  }
  expect(found("CronJob", { jobTemplate: { spec: { template: bad } } })).toEqual([
    "spec.jobTemplate.spec.template.spec.hostPID",
  ]);
  expect(found("JobSet", { replicatedJobs: [{}, { template: { spec: { template: bad } } }] })).toEqual([
    "spec.replicatedJobs[1].template.spec.template.spec.hostPID",
  ]);
  expect(found("LeaderWorkerSet", { leaderWorkerTemplate: { workerTemplate: bad } })).toEqual([
    "spec.leaderWorkerTemplate.workerTemplate.spec.hostPID",
  ]);
  const made = [
    tenant,
    object("Job", "j", { spec: { template: bad } }, "work"),
    object("Pod", "p", { ...bad, ownerReferences: [{ kind: "Job", name: "j" }] }, "work"),
    object("Pod", "q", { ...bad, ownerReferences: [{ kind: "Job", name: "gone" }] }, "work"),
  ];
  expect(places(hostNamespaces, holding(site, made))).toEqual(["spec.template.spec.hostPID", "spec.hostPID"]);
  expect(judged(workloadWithoutQueue, holding(site, made))).toHaveLength(1);
});

test("Rules over pods leave namespaces alone that are no tenant's and no zone's", () => {
  const elsewhere = holding(site, [
    object("Pod", "p", { spec: { containers: [{ name: "c" }], hostPID: true } }, "kube-system"),
  ]);
  expect(judged(hostNamespaces, elsewhere)).toBeUndefined();
  expect(judged(podsWithoutRequests, elsewhere)).toBeUndefined();
  expect(judged(imageDigest, elsewhere)).toBeUndefined();
});

test("An image that several containers of a pod have is told of once", () => {
  const images = judged(imageDigest, declaredBy("black-pearl")) ?? [];
  expect(images).toHaveLength(3);
  expect(images[0]).toBe(
    'Deployment "mining-hall-5/stratum-proxy": spec.template.spec.containers[0].image is "stratumv2/translator_sv2:v0.8.0": an image is named by digest, as name@sha256:…, since a tag can be moved',
  );
});

test("Policies come of the rules that are switched on: hard ones deny, the others warn and are kept in the log", () => {
  const set = (level: "hard" | "soft" | "off") =>
    admissionObjects({ siteName: "s" }, [{ rule: hostNamespaces, level, parameters: {} }]);
  expect(set("off")).toEqual([]);
  const actions = (level: "hard" | "soft") =>
    set(level).map(({ kind, metadata, spec }) => [
      kind,
      metadata.name,
      (spec as { validationActions?: unknown }).validationActions,
    ]);
  const name = "busbar-tenancy-host-namespaces";
  expect(actions("hard")).toEqual([
    ["ValidatingAdmissionPolicy", name, undefined],
    ["ValidatingAdmissionPolicyBinding", name, ["Deny"]],
  ]);
  expect(actions("soft").at(1)?.at(2)).toEqual(["Warn", "Audit"]);
});

test("With their own levels and parameters rules ask of tenants what the platform can hold them to", () => {
  const own = rules.map((rule) => ({
    rule,
    level: rule.level,
    parameters: rule.parameters?.parse({}) ?? {},
  }));
  const policies = admissionObjects({ siteName: "s" }, own).filter(
    ({ kind }) => kind === "ValidatingAdmissionPolicy",
  );
  expect(policies.map(({ metadata }) => metadata.name)).toEqual([
    "busbar-tenancy-host-namespaces",
    "busbar-tenancy-pods-without-requests",
    "busbar-tenancy-privileged-container",
    "busbar-tenancy-workload-without-queue",
  ]);
});

test("Texts in expressions are quoted, whatever they are", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = celOf({ is: "among", at: ["a"], values: [text] }, "object");
      const list = /^object\.\?a\.orValue\(""\) in (.*)$/s.exec(written)?.[1] ?? "";
      expect(JSON.parse(list)).toEqual([text]);
      expect(broken({ is: "among", at: ["a"], values: [text] }, { a: text })).toEqual([]);
    }),
  );
});
