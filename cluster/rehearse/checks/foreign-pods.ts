import { podPolicy } from "../../../constructs/tenancy/pod-policies.ts";
import { ApiError } from "../../live/api-error.ts";
import type { LiveCluster } from "../../live/live-cluster.ts";
import { type ProbePod, probePod } from "../probe-pod.ts";
import { type CheckResult, checked, count } from "../result.ts";
import { asTenant } from "../run-acceptance.ts";
import type { RehearsedTenant } from "../tenants.ts";

/** Ways to another tenant's nodes, each of which must be closed. */
const ways: readonly {
  readonly name: string;
  readonly spec: (own: string, other: RehearsedTenant) => ProbePod;
}[] = [
  { name: "node selector", spec: (_, { name }) => ({ selects: name, tolerates: name }) },
  { name: "toleration", spec: (own, { name }) => ({ selects: own, tolerates: name }) },
  {
    name: "node name",
    spec: (own, { nodes }) => ({ selects: own, tolerates: own, nodeName: nodes[0]?.name ?? "" }),
  },
];

/**
 * Pods of other tenants that ask for this tenant's nodes are refused, and so are pods that ask for nobody's. Each is sent
 * as a dry run with the credentials of the tenant it would be of.
 */
export async function checkForeignPods(
  cluster: LiveCluster,
  tenant: RehearsedTenant,
  others: readonly RehearsedTenant[],
): Promise<CheckResult> {
  const attempts = [
    ...others.flatMap((other) =>
      ways.map(({ name, spec }) => ({
        by: other,
        what: `by ${name} of ${tenant.name}`,
        pod: spec(other.name, tenant),
      })),
    ),
    { by: tenant, what: "without a node selector", pod: {} },
  ];
  const misses: string[] = [];
  for (const { by, what, pod } of attempts) {
    const refusal = await refusalOf(asTenant(cluster, by), probePod(namespaceOf(by), pod));
    if (refusal?.includes(podPolicy.name) === true) continue;
    misses.push(`a pod of ${by.name} ${what}: ${refusal ?? "it is admitted"}`);
  }
  // Else the pods above might be refused for something that they have in common.
  const own = probePod(namespaceOf(tenant), { selects: tenant.name, tolerates: tenant.name });
  const refused = await refusalOf(asTenant(cluster, tenant), own);
  if (refused !== undefined && !isOverQuota(refused)) misses.push(`a pod of its own is refused: ${refused}`);
  return checked(
    {
      check: "foreign pods",
      of: tenant.name,
      expected: `${count(attempts.length, "attempt")} refused`,
      found: misses.length === 0 ? `${attempts.length} refused` : `${misses.length} not as expected`,
    },
    misses,
  );
}

function namespaceOf({ namespaces }: RehearsedTenant): string {
  return namespaces[0]?.name ?? "";
}

/** Whether a refusal says that a quota is used up. */
export function isOverQuota(refusal: string): boolean {
  return refusal.includes("exceeded quota");
}

/** Why a pod would not be taken; undefined where it would. */
export async function refusalOf(
  cluster: LiveCluster,
  pod: ReturnType<typeof probePod>,
): Promise<string | undefined> {
  try {
    await cluster.create(pod, { dryRun: true });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
