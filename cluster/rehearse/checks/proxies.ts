import { setTimeout as wait } from "node:timers/promises";
import { nodeRoleKey, zoneLabel } from "../../../constructs/identity.ts";
import type { PlainObject } from "../../../constructs/kubernetes/index.ts";
import type { LiveCluster } from "../../live/live-cluster.ts";
import type { ObservedPod } from "../pods.ts";
import { type CheckResult, checked, count } from "../result.ts";
import { labelsOf } from "../tenants.ts";
import { nameOf, type Observation } from "./own-racks.ts";

/** The Deployments that are bound to service nodes: mining proxies. */
interface Proxy {
  readonly zone: string;
  readonly object: PlainObject;
  readonly replicas: number;
  readonly role: string;
  readonly selector: Readonly<Record<string, string>>;
}

export function proxiesAmong(objects: readonly PlainObject[]): Proxy[] {
  return objects.flatMap((object) => {
    if (object.kind !== "Deployment") return [];
    const { replicas, selector, template } = object["spec"] as unknown as DeploymentSpec;
    const role = template.spec.nodeSelector?.[nodeRoleKey];
    if (role === undefined) return [];
    const zone = labelsOf(object)[zoneLabel] ?? object.metadata.name;
    return [{ zone, object, replicas, role, selector: selector.matchLabels }];
  });
}

interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: { readonly spec: { readonly nodeSelector?: Readonly<Record<string, string>> } };
}

/** Milliseconds that replicas have to become ready: they were created long before. */
const patience = 30_000;

/** Waits until all replicas of the proxies are ready, or time is up. */
export async function untilProxiesReady(cluster: LiveCluster, proxies: readonly Proxy[]): Promise<void> {
  const until = Date.now() + patience;
  for (const { object, replicas } of proxies) {
    for (;;) {
      const live = await cluster.get(object);
      const { readyReplicas = 0 } = (live?.["status"] ?? {}) as { readyReplicas?: number };
      if (readyReplicas >= replicas || Date.now() > until) break;
      await wait(500);
    }
  }
}

/** All replicas of a zone's proxy are ready, on service nodes of its role, and no two on one node. */
export function checkProxy(
  { zone, object, replicas, role, selector }: Proxy,
  observed: Observation,
): CheckResult {
  const pods = observed.pods.filter(
    (pod) => pod.namespace === object.metadata.namespace && matches(pod, selector),
  );
  const ready = pods.filter((pod) => pod.ready);
  const nodes = new Set(ready.map(({ node = "" }) => node));
  const astray = ready.filter(({ node = "" }) => observed.nodes.get(node)?.role !== role);
  const waiting = pods.filter((pod) => !pod.ready);
  return checked(
    {
      check: "mining proxy",
      of: zone,
      expected: `${replicas} apart on ${role}`,
      found: `${ready.length} ready on ${count(nodes.size, "node")}`,
    },
    [
      ...(pods.length < replicas ? [`${pods.length} of ${replicas} pods are there`] : []),
      ...waiting.map((pod) => `${nameOf(pod)} is not ready${pod.unscheduled ? `: ${pod.unscheduled}` : ""}`),
      ...astray.map((pod) => `${nameOf(pod)} runs on ${pod.node}, which is no service node of ${role}`),
      ...(nodes.size < ready.length ? [`replicas share a node: ${[...nodes].join(", ")}`] : []),
    ],
  );
}

function matches({ labels }: ObservedPod, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
