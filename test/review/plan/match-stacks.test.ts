import { expect, test } from "vitest";
import { matchStacks } from "../../../review/plan/match-stacks.ts";
import { readPlan } from "../../../review/plan/read-plan.ts";
import type { ConfiguredResource, Result } from "../../../review/result/result.ts";
import { Refusal } from "../../../site/problem.ts";
import { planText } from "./fixture.ts";

/** A result of which only the Terraform configurations are asked for. */
function result(stacks: Readonly<Record<string, readonly ConfiguredResource[]>>): Result {
  return {
    label: "x",
    plan: undefined,
    policies: undefined,
    files: new Map(),
    stacks: new Map(
      Object.entries(stacks).map(([name, resources]) => [
        name,
        { name, objects: new Map(), configuration: "", resources: () => resources },
      ]),
    ),
  };
}

const namespace = (name: string, id = "research"): ConfiguredResource => ({
  address: `kubernetes_namespace_v1.${id}`,
  type: "kubernetes_namespace_v1",
  construct: ["tenant", id],
  attributes: { metadata: { name } },
});

const quota = (namespace: string): ConfiguredResource => ({
  address: "kubernetes_resource_quota_v1.leased",
  type: "kubernetes_resource_quota_v1",
  construct: ["tenant", "leased"],
  attributes: { metadata: { name: "leased", namespace } },
});

const policy: ConfiguredResource = {
  address: "kubernetes_manifest.admission",
  type: "kubernetes_manifest",
  construct: ["policies", "admission"],
  attributes: { manifest: { kind: "ValidatingAdmissionPolicy", metadata: { name: "busbar-create" } } },
};

const head = result({
  "tenant-acme": [namespace("acme-training"), quota("acme-training"), policy],
  "tenant-research": [namespace("research-training"), quota("research-training"), policy],
  platform: [namespace("busbar-system", "system")],
});
const nothing = result({});

const create = (name = "plan.json") => readPlan(planText("kubernetes-create"), name);

function problems(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
  return [];
}

test("Tenants' stacks with the same addresses are told apart by the names of their objects", () => {
  const [plan] = matchStacks([create()], nothing, head);
  expect(plan?.stack).toBe("tenant-research");
  expect(plan?.changes.map(({ stack, construct }) => [stack, construct])).toEqual([
    ["tenant-research", ["policies", "admission"]],
    ["tenant-research", ["tenant", "research"]],
    ["tenant-research", ["tenant", "leased"]],
  ]);
  expect(new Set(plan?.planned.map(({ stack }) => stack))).toEqual(new Set(["tenant-research"]));
  expect(plan?.notUnderstood).toEqual([]);
});

test("What is destroyed is found at the base, with its construct", () => {
  const gone = readPlan(planText("kubernetes-delete"), "plan.json");
  const [plan] = matchStacks([gone], head, result({ platform: [] }));
  expect(plan?.stack).toBe("tenant-research");
  expect(plan?.changes[0]?.construct).toEqual(["tenant", "research"]);
});

test("A plan that wants what the head does not declare is of another state of it, and says so", () => {
  const older = result({ "tenant-research": [namespace("research-training")] });
  expect(matchStacks([create()], nothing, older)[0]?.notUnderstood).toEqual([
    {
      what: "planned resources that the head does not declare, so the plan is of another state of it",
      count: 2,
      examples: ["kubernetes_manifest.admission", "kubernetes_resource_quota_v1.leased"],
    },
  ]);
});

test("Where two stacks agree as well, the file's name decides if it is one of theirs", () => {
  const resources = [namespace("research-training"), quota("research-training"), policy];
  const twins = result({ one: resources, two: resources });
  expect(problems(() => matchStacks([create()], nothing, twins))).toEqual([
    'plan.json: could be of "one" or "two". Say which stack it is of: STACK=plan.json',
  ]);
  expect(matchStacks([create("plans/two.tfplan.json")], nothing, twins)[0]?.stack).toBe("two");
});

test("A stack that is said is taken, and a name that there is not is refused with the nearest", () => {
  const given = (stack: string) => new Map([["plan.json", stack]]);
  expect(matchStacks([create()], nothing, head, given("platform"))[0]?.stack).toBe("platform");
  expect(problems(() => matchStacks([create()], nothing, head, given("tenant-acmee")))).toEqual([
    'plan.json: is said to be of stack "tenant-acmee", which neither side has: did you mean "tenant-acme"?, as STACK=plan.json',
  ]);
});

test("A plan of another site, one without resources and a second one of a stack are refused, all at once", () => {
  const plans = [
    create(),
    create("again.json"),
    readPlan(planText("create"), "other.json"),
    readPlan(planText("outputs"), "outputs.json"),
  ];
  expect(problems(() => matchStacks(plans, nothing, head))).toEqual([
    'again.json: is a plan of stack "tenant-research", and so is plan.json: give one plan a stack',
    "other.json: has no resource that a stack of either side declares, so it is of another site, or of an older state of this one. Say which stack it is of: STACK=other.json",
    "outputs.json: has no resources by which to know its stack. Say which stack it is of: STACK=outputs.json",
  ]);
});

test("A plan that only refreshes is known by what was changed", () => {
  const resources = [
    {
      address: "kubernetes_config_map_v1.plan",
      type: "kubernetes_config_map_v1",
      construct: ["curtailment"],
      attributes: { metadata: { name: "plan", namespace: "default" } },
    },
  ];
  const refresh = readPlan(planText("refresh-only"), "plan.json");
  const [plan] = matchStacks([refresh], nothing, result({ ...{ mining: resources }, other: [policy] }));
  expect(plan?.stack).toBe("mining");
  expect(plan?.drift[0]).toMatchObject({ stack: "mining", construct: ["curtailment"] });
});
