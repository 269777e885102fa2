import { expect, test } from "vitest";
import { compareResults } from "../../review/compare.ts";
import { readResult } from "../../review/result/read-result.ts";
import type { Result } from "../../review/result/result.ts";
import { object, resultOf, stackOf } from "./results.ts";
import { synthesized } from "./synthesized.ts";

const labels = { "busbar.dev/tenant": "research" };
const namespace = object("v1", "Namespace", "work", { labels });
const quota = object("v1", "ResourceQuota", "quota", { namespace: "work", labels, spec: {} });
const policy = object("networking.k8s.io/v1", "NetworkPolicy", "deny", {
  namespace: "work",
  labels,
  spec: {},
});
const queue = object("kueue.x-k8s.io/v1beta2", "ClusterQueue", "research", { labels, spec: {} });
const record = object("v1", "ConfigMap", "record", { namespace: "system", spec: {} });

/** The same sides, on a day and with a tenant whose lease ends on another. */
function withLease(result: Result, day: string, to: string): Result {
  const { plan } = readResult(synthesized("prince-george"), "x");
  if (plan === undefined) throw new Error("the example has no plan");
  const tenant = { ...plan.tenants[0], name: "research", from: "2026-01-01", to, namespaces: ["work"] };
  const tenants = [tenant] as typeof plan.tenants;
  return { ...result, plan: { ...plan, day, tenants } };
}

test("What is destroyed is listed gravest first, and what is in a namespace is counted there", () => {
  const base = resultOf("base", stackOf("stack", [record, queue, quota, policy, namespace]));
  const head = resultOf("head", stackOf("stack", []));
  const { losses } = compareResults(base, head);
  expect(losses.map(({ what }) => what)).toEqual([
    "Namespace work",
    "ClusterQueue research",
    "ConfigMap system/record",
  ]);
  expect(losses[0]).toMatchObject({
    fate: "destroyed",
    whose: "tenant research",
    consequences: [
      "all that is in the namespace: 1 NetworkPolicy, 1 ResourceQuota that are declared, and what users made",
    ],
  });
  expect(losses[2]?.whose).toBe("the site");
});

test("A running lease is named, and makes a namespace the gravest loss; an ended one is not", () => {
  const other = object("v1", "Namespace", "a-zone", { labels: { "busbar.dev/zone": "hall-1" } });
  const base = resultOf("base", stackOf("stack", [other, namespace]));
  const head = resultOf("head", stackOf("stack", []));
  const running = compareResults(
    withLease(base, "2026-06-01", "2030-12-31"),
    withLease(head, "2026-06-01", "2030-12-31"),
  ).losses;
  expect(running[0]).toMatchObject({
    what: "Namespace work",
    consequences: ["all that is in the namespace", "a lease that runs until 2030-12-31"],
    fix: expect.stringContaining('tenant "research"'),
  });
  expect(running[1]?.whose).toBe("zone hall-1");
  const ended = compareResults(
    withLease(base, "2031-06-01", "2030-12-31"),
    withLease(head, "2031-06-01", "2030-12-31"),
  ).losses;
  expect(JSON.stringify(ended)).not.toContain("a lease that runs");
});

test("A guard that goes says what it no longer keeps out", () => {
  const [base, head] = [resultOf("base", stackOf("stack", [policy])), resultOf("head", stackOf("stack", []))];
  expect(compareResults(base, head).losses).toMatchObject([
    { consequences: ["what it kept out is let through, and what it alone let through is kept out"] },
  ]);
});

test("Of a stack that is gone the review says that nothing destroys it by itself", () => {
  const [base, head] = [resultOf("base", stackOf("tenant-research", [namespace])), resultOf("head")];
  expect(compareResults(base, head).losses).toMatchObject([
    {
      reasons: ['stack "tenant-research" is no longer part of the site'],
      fix: expect.stringContaining("cdktf destroy tenant-research"),
    },
  ]);
});
