import { expect } from "vitest";
import { inParallel } from "../../../cluster/live/in-parallel.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import type { ServedResource } from "./served.ts";
import { roles } from "./site-under-test.ts";
import type { ResourceAttributes, Trial } from "./trial.ts";

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

/** What everybody may ask about himself. */
export const aboutOneself = /^self(subjectaccessreviews|subjectrulesreviews|subjectreviews)$/;

/** Everybody of the tenant, and its pods. */
export function everybody({ site: { operator, own } }: Trial): [string, LiveCluster][] {
  const user = `system:serviceaccount:${own.namespace}:workload`;
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${own.namespace}`];
  return [
    ...roles.map((role): [string, LiveCluster] => [role, own.as[role]]),
    ["its pods", operator.as({ user, groups })],
  ];
}

/** None of this is anybody's of the tenant. */
export async function nobodyMay(trial: Trial, asked: readonly ResourceAttributes[]): Promise<void> {
  for (const [who, as] of everybody(trial)) await mayNot(trial, who, as, asked);
  trial.holders.add("RBAC");
}

/** Somebody may do none of it, as the API server says. */
export async function mayNot(
  trial: Trial,
  who: string,
  as: LiveCluster,
  asked: readonly ResourceAttributes[],
): Promise<void> {
  expect(asked.length).toBeGreaterThan(0);
  const answers = await inParallel(asked, async (attributes) =>
    (await trial.may(as, attributes)) ? [attributes] : [],
  );
  expect(answers.flat(), who).toEqual([]);
}

/** The resources that somebody has any right to in a namespace, wherever the right is from. */
export async function resourcesWithRights(as: LiveCluster, namespace: string): Promise<string[]> {
  const review = await as.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
    body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } },
  });
  const { resourceRules } = review["status"] as { resourceRules: { resources: string[] }[] };
  return resourceRules.flatMap(({ resources }) => resources).filter((name) => !aboutOneself.test(name));
}

/** Every question of the benchmark on resources. */
export function everyVerb(resources: readonly ServedResource[], namespace?: string): ResourceAttributes[] {
  return resources.flatMap(({ group, resource, subresource }) =>
    verbs.map((verb) => ({
      verb,
      group,
      resource,
      ...(namespace !== undefined && { namespace }),
      ...(subresource !== undefined && { subresource }),
    })),
  );
}
