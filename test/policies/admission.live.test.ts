import { expect } from "vitest";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";
import { tenantLabel } from "../../constructs/identity.ts";
import { admissionObjects, policyName } from "../../policies/admission.ts";
import type { AnyRule } from "../../policies/rule.ts";
import { hostNamespaces } from "../../policies/tenancy/host-namespaces.ts";
import { until } from "../cluster/tenancy/until.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { type AdmissionCase, admissionCases, ruleSettings } from "./admission-cases.ts";

const test = controlPlaneForFile();

const policies = ruleSettings.map(({ rule, parameters }) => ({
  rule,
  level: "hard" as const,
  parameters: rule.parameters?.parse(parameters) ?? {},
}));

/** Of the policies that refuse an object the API server names one: so each is tried in namespaces of its own. */
const ruleLabel = "test/rule";

function labelOf(rule: AnyRule): string {
  return rule.id.replace("/", "-");
}

function namespaceOf(rule: AnyRule, { defaults }: Pick<AdmissionCase, "defaults">): string {
  return [labelOf(rule), ...Object.keys(defaults ?? {})].join("-");
}

let deployed: Promise<void> | undefined;

async function deploy(live: LiveCluster): Promise<void> {
  for (const { rule } of policies) await namespaces(live, rule);
  for (const object of admissionObjects({ siteName: "s" }, policies)) {
    await live.create(inOwnNamespaces(object) as unknown as LiveObject);
  }
  for (const { rule } of policies) {
    await until(`${rule.id} holds`, async () => isRefused(await answer(live, rule, worstCase())));
  }
}

async function namespaces(live: LiveCluster, rule: AnyRule): Promise<void> {
  const named = new Map(admissionCases.map((each) => [namespaceOf(rule, each), each.defaults]));
  const create = (object: object) => live.create(object as LiveObject);
  const namespace = (name: string, labels: object) =>
    create({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { [ruleLabel]: labelOf(rule), ...labels } },
    });
  await namespace(`nobodys-${labelOf(rule)}`, {});
  for (const [name, defaultRequest] of named) {
    await namespace(name, { [tenantLabel]: "a" });
    if (defaultRequest === undefined) continue;
    const metadata = { name: "defaults", namespace: name };
    const spec = { limits: [{ type: "Container", defaultRequest }] };
    await create({ apiVersion: "v1", kind: "LimitRange", metadata, spec });
  }
}

/** A binding that also asks for the namespaces of its rule. */
function inOwnNamespaces(object: ReturnType<typeof admissionObjects>[number]): object {
  if (object.kind === "ValidatingAdmissionPolicy") return object;
  const namespaceSelector = {
    ...object.spec?.matchResources?.namespaceSelector,
    matchLabels: { [ruleLabel]: object.metadata.name.replace(/^busbar-/, "") },
  };
  return { ...object, spec: { ...object.spec, matchResources: { namespaceSelector } } };
}

function worstCase(): AdmissionCase {
  const worst = admissionCases.find(({ breaks }) => breaks.length === policies.length);
  if (worst === undefined) throw new Error("no case breaks every rule");
  return worst;
}

/** What the API server says to an object: nothing where it takes it. */
async function answer(
  live: LiveCluster,
  rule: AnyRule,
  tried: AdmissionCase,
  namespace = namespaceOf(rule, tried),
): Promise<string> {
  const metadata = { ...tried.object.metadata, namespace };
  const object = { ...tried.object, metadata } as unknown as LiveObject;
  return live.create(object, { dryRun: true }).then(
    () => "",
    (error: Error) => error.message,
  );
}

function isRefused(message: string): boolean {
  return message !== "";
}

test("The API server refuses what the rules object to, and nothing else", async (plane) => {
  const live = connect(plane);
  deployed ??= deploy(live);
  await deployed;
  for (const { rule } of policies) {
    for (const tried of admissionCases) {
      const message = await answer(live, rule, tried);
      const wanted = tried.breaks.includes(rule.id);
      expect(isRefused(message), `${rule.id}: ${tried.title}: ${message}`).toBe(wanted);
      if (wanted) expect(message).toContain(`${policyName(rule.id)}: `);
    }
  }
});

test("What is in no tenant's namespace is let through", async (plane) => {
  const live = connect(plane);
  deployed ??= deploy(live);
  await deployed;
  for (const { rule } of policies) {
    expect(await answer(live, rule, worstCase(), `nobodys-${labelOf(rule)}`), rule.id).toBe("");
  }
});

test("The API server finds nothing to warn of in the types of the expressions", async (plane) => {
  const live = connect(plane);
  deployed ??= deploy(live);
  await deployed;
  for (const { rule } of ruleSettings) {
    const reference = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: policyName(rule.id) },
    };
    let status: { observedGeneration?: number; typeChecking?: { expressionWarnings?: unknown[] } } = {};
    await until(`${rule.id} is checked`, async () => {
      status = ((await live.get(reference))?.["status"] ?? {}) as typeof status;
      return status.observedGeneration !== undefined;
    });
    expect(status.typeChecking?.expressionWarnings ?? [], rule.id).toEqual([]);
  }
});

test("A pod from before the policies may end, and may not be changed into what they refuse", async (plane) => {
  const live = connect(plane);
  deployed ??= deploy(live);
  await deployed;
  const namespace = `nobodys-${labelOf(hostNamespaces)}`;
  const pod = { ...worstCase().object, metadata: { name: "early", namespace } } as unknown as LiveObject;
  await live.create(pod);
  const patch = (path: string, body: unknown, contentType = "application/merge-patch+json") =>
    live.request("PATCH", path, { body, contentType }).then(
      () => "",
      (error: Error) => error.message,
    );
  await patch(`/api/v1/namespaces/${namespace}`, { metadata: { labels: { [tenantLabel]: "a" } } });
  const path = `/api/v1/namespaces/${namespace}/pods/early`;
  let image = 0;
  await until("the namespace counts as a tenant's", async () => {
    image += 1;
    const change = { op: "replace", path: "/spec/containers/0/image", value: `evil.example.com/x:${image}` };
    const message = await patch(path, [change], "application/json-patch+json");
    return message.includes(policyName(hostNamespaces.id));
  });
  expect(await patch(path, { metadata: { finalizers: ["test/held"] } })).toBe("");
  expect(await patch(path, { metadata: { finalizers: [] } })).toBe("");
});
