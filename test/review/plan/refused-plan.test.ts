import { expect, test } from "vitest";
import { readPlan } from "../../../review/plan/read-plan.ts";
import { Refusal } from "../../../site/problem.ts";
import { planText } from "./fixture.ts";

/** What is said of a text that is refused. */
function refusal(text: string): string[] {
  try {
    readPlan(text, "plan.json");
  } catch (error) {
    if (error instanceof Refusal) {
      expect(new Set(error.problems.map(({ where }) => where))).toEqual(new Set(["plan.json"]));
      return error.problems.map(({ message }) => message);
    }
    throw error;
  }
  return [];
}

function changed(name: string, change: (plan: Record<string, unknown>) => void): string {
  const plan = JSON.parse(planText(name));
  change(plan);
  return JSON.stringify(plan);
}

const anew = "write it anew with terraform show -json PLANFILE";

test("What is no JSON is told by what it is", () => {
  expect(refusal("")).toEqual([`is empty: ${anew}`]);
  expect(refusal("PK\u0003\u0004tfplan")).toEqual([`is the plan file itself: ${anew}`]);
  expect(refusal("Terraform will perform the following actions:\n")).toEqual([`is a plan as text: ${anew}`]);
  expect(refusal('{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n')).toEqual([
    `is the log that terraform plan -json prints: plan with -out=PLANFILE and ${anew}`,
  ]);
  expect(refusal("{\u0000")[0]).toContain("is not UTF-8");
  expect(refusal('{"format_version":"1.2","password":"hunter2')).toEqual([
    `is not JSON, or only part of it: ${anew}`,
  ]);
});

test("A state is no plan without changes", () => {
  const state = `is a state and no plan: plan with -out=PLANFILE and ${anew}`;
  expect(refusal(planText("state"))).toEqual([state]);
  expect(refusal('{"version":4,"lineage":"x","serial":1,"resources":[]}')).toEqual([state]);
  expect(refusal('{"format_version":"1.0"}')[0]).toContain("it is a state, or no plan");
});

test("Another major version is refused, whatever it has in it", () => {
  expect(refusal(changed("update", (plan) => Object.assign(plan, { format_version: "2.0" })))[0]).toContain(
    'has format_version "2.0", and this busbar reads 1.x',
  );
  expect(refusal(changed("update", (plan) => delete plan["format_version"]))[0]).toContain(
    "has no format_version",
  );
});

test("A plan that failed is refused, with what failed", () => {
  expect(refusal(planText("errored"))).toEqual([
    "terraform_data.b: It is x.",
    "was written by a plan that failed (errored is true), so it holds only part of what would change: mend the error and plan anew",
  ]);
});

test("A plan of a part is refused, with how to plan the whole", () => {
  expect(refusal(planText("targeted"))).toEqual([
    "leaves part of the stack out (complete is false): plan without -target and -exclude. Where Terraform deferred changes, apply this plan first and review the next",
  ]);
});

test("A plan without the changes that it must have is refused", () => {
  const cut = changed("update", (plan) => {
    delete plan["resource_changes"];
    plan["planned_values"] = { root_module: { resources: [{}] } };
  });
  expect(refusal(cut)).toEqual([
    "has planned resources and no resource_changes, so something was taken out of it",
  ]);
});

test("All that has another shape is told at once, without its values", () => {
  const misshapen = changed("update", (plan) => {
    plan["resource_changes"] = [{ address: 4, change: { actions: "hunter2" } }];
  });
  const told = refusal(misshapen);
  expect(told.length).toBeGreaterThan(3);
  expect(told.join()).toContain("resource_changes.0.change.actions");
  expect(told.join()).not.toContain("hunter2");
  const many = changed("update", (plan) => {
    plan["resource_changes"] = Array.from({ length: 1000 }, () => 1);
  });
  expect(refusal(many).at(-1)).toBe("and 980 more of the kind");
});

test("Nesting that would exhaust the stack is refused", () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect(refusal(deep)[0]).toContain("nests values more than 200 deep");
});

test("A byte order mark is no fault", () => {
  expect(refusal(`\uFEFF${planText("nothing")}`)).toEqual([]);
});
