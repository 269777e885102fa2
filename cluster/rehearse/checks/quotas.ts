import type { LiveCluster } from "../../live/live-cluster.ts";
import { amount } from "../../live/quantity.ts";
import { probePod } from "../probe-pod.ts";
import { type CheckResult, checked } from "../result.ts";
import type { Acceptance } from "../run-acceptance.ts";
import { asTenant } from "../run-acceptance.ts";
import type { RehearsedTenant, TenantNamespace } from "../tenants.ts";
import { isOverQuota, refusalOf } from "./foreign-pods.ts";

/**
 * The quotas of a tenant's namespaces admit together what it leased, which runs by now, and refuse one more: accelerators
 * by resource name, or cores where its racks have none.
 */
export async function checkQuotas(cluster: LiveCluster, { tenant }: Acceptance): Promise<CheckResult[]> {
  const leased = leasedAccelerators(tenant);
  const resources = leased.size > 0 ? [...leased] : [["cpu", leasedCores(tenant)] as const];
  const results: CheckResult[] = [];
  for (const [resource, total] of resources) {
    let running = 0;
    const misses: string[] = [];
    for (const namespace of tenant.namespaces) {
      const found = await inNamespace(cluster, tenant, namespace, resource);
      running += found.running;
      misses.push(...found.misses);
    }
    const declared = tenant.namespaces.reduce((sum, { quota }) => sum + amountOf(quota, resource), 0);
    const part = declared < total ? `${declared} of ${total}` : String(total);
    if (declared > total) misses.push(`the quotas declare ${declared}, and ${total} are leased`);
    results.push(
      checked(
        {
          check: "quota",
          of: tenant.name,
          expected: `${part} ${resource}, not one more`,
          found: `${Math.ceil(running)} run, one more ${misses.length === 0 ? "refused" : "or less"}`,
        },
        misses,
      ),
    );
  }
  return results;
}

async function inNamespace(
  cluster: LiveCluster,
  tenant: RehearsedTenant,
  { name, quota }: TenantNamespace,
  resource: string,
): Promise<{ running: number; misses: string[] }> {
  const live = await cluster.get({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "leased", namespace: name },
  });
  const { used = {} } = (live?.["status"] ?? {}) as { used?: Readonly<Record<string, string>> };
  const declared = amountOf(quota, resource);
  const running = amountOf(used, resource);
  const misses: string[] = [];
  if (Math.ceil(running) !== declared)
    misses.push(`${name}: ${running} of ${declared} ${resource} are in use`);
  const over = resource === "cpu" ? Math.ceil(declared - running) + 1 : declared - running + 1;
  const pod = probePod(name, {
    selects: tenant.name,
    tolerates: tenant.name,
    requests: { [resource]: String(over) },
  });
  const refusal = await refusalOf(asTenant(cluster, tenant), pod);
  // Other resources of the quota are used up as well, and refuse the pod for their own sake.
  const isRefused =
    refusal !== undefined && isOverQuota(refusal) && refusal.includes(`requests.${resource}=`);
  if (!isRefused) misses.push(`${name}: one more ${resource} is not refused: ${refusal ?? "it is admitted"}`);
  return { running, misses };
}

function amountOf(quantities: Readonly<Record<string, string>>, resource: string): number {
  return amount(quantities[`requests.${resource}`]);
}

function leasedAccelerators({ nodes }: RehearsedTenant): ReadonlyMap<string, number> {
  const leased = new Map<string, number>();
  for (const { shape } of nodes) {
    if (shape.accelerators === undefined) continue;
    const { resource, count } = shape.accelerators;
    leased.set(resource, (leased.get(resource) ?? 0) + count);
  }
  return leased;
}

function leasedCores({ nodes }: RehearsedTenant): number {
  return nodes.reduce((sum, { shape }) => sum + shape.cpu, 0);
}
